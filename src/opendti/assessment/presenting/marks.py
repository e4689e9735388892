"""How a component stands, as one mark with its word."""

from __future__ import annotations

from typing import NamedTuple

from opendti.assessment.queries import waits_for_expert
from opendti.assessment.queries.pages import Contents
from opendti.scoring import wording
from opendti.scoring.definition import Component
from opendti.scoring.outcomes import Flag, FlagCode, Score, State


class Mark(NamedTuple):
    """A mark of the design system (`ok`, `warn`, `none` …) and the word that goes with it."""

    state: str
    word: str

    @property
    def is_todo(self) -> bool:
        """Whether the unit still has something to enter or to put right."""
        return self.state in ("none", "err")

    @property
    def is_warning(self) -> bool:
        return self.state in ("warn", "err")


def mark_of(contents: Contents, leaf: Component, node: Score) -> Mark:
    """How the unit's answer to this leaf stands."""
    if node.state in (State.EXCLUDED, State.NOT_APPLICABLE):
        return Mark("excluded", wording.STATES[node.state])
    if node.state is State.ERROR:
        return Mark("err", "Sai")
    if node.state is State.MISSING:
        return _unanswered(contents, leaf)
    return Mark("warn", "Cảnh báo") if warnings_of(node) else Mark("ok", "Đã nhập")


def _unanswered(contents: Contents, leaf: Component) -> Mark:
    if waits_for_expert(leaf, contents.answers):
        return Mark("waiting", "Chờ thẩm định chấm")
    has_some = any(item == leaf.code for item, _ in contents.rows)
    return Mark("none", "Còn thiếu số" if has_some else "Chưa nhập")


def warnings_of(node: Score) -> list[Flag]:
    """The flags a person should look at; that something is missing has a mark of its own."""
    return [flag for flag in node.flags if flag.code is not FlagCode.MISSING]
