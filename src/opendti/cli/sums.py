"""How a main index, a group or the whole came about: what was added, and the percentage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from opendti.scoring import rounding, wording
from opendti.scoring.definition import IndexSet
from opendti.scoring.outcomes import Score, State


@dataclass(frozen=True, slots=True)
class Part:
    """A summand; all values are text."""

    code: str
    title: str
    points: str
    exact: str
    max: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A node that is the sum of its parts; all values are text, exact ones as fractions."""

    code: str
    title: str
    points: str
    exact: str
    max: str
    percent: str | None
    percent_exact: str | None
    is_weighted: bool
    parts: tuple[Part, ...]
    clause: str
    excluded: tuple[Part, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values that JSON can hold."""
        return asdict(self)

    def as_text(self) -> str:
        """The same as lines for a terminal."""
        lines = [f"{self.code} {self.title}", f"{self.points}/{self.max} điểm", ""]
        for part in self.parts:
            worth = f"{part.points}/{part.max}"
            left_out = part.state in (State.EXCLUDED, State.NOT_APPLICABLE)
            shown = part.state_words if left_out else worth
            words = f" ({part.state_words})" if part.state in (State.MISSING, State.ERROR) else ""
            lines.append(f"  {part.code} {part.title}: {shown}{words}")
        lines += self._left_out()
        how = "Tổng theo trọng số" if self.is_weighted else "Tổng"
        lines.append(f"{how}: {self.points} điểm, giá trị đúng {self.exact}")
        if self.percent is None:
            lines.append("Phần trăm: không còn mục nào để tính")
        else:
            fraction = f"= {self.percent_exact} ≈" if "/" in (self.percent_exact or "") else "="
            lines.append(f"Phần trăm: 100 × {self.exact} ÷ {self.max} {fraction} {self.percent} %")
        return "\n".join([*lines, f"Căn cứ: {self.clause}"])

    def _left_out(self) -> list[str]:
        if not self.excluded:
            return []
        lines = ["Không đánh giá, đã ra khỏi tổng:"]
        return lines + [f"  {part.code} {part.title}: {part.max} điểm tối đa" for part in self.excluded]


def explain(index_set: IndexSet, whole: Score, node: Score) -> Sum:
    """What makes up `node`, one of the nodes of `whole` above the components."""
    places = index_set.rounding.places
    titles = _titles(index_set)
    percent = node.percent
    excluded = _excluded(index_set, node)
    clause = index_set.exclusion_clause if excluded else None
    return Sum(
        code="Tổng" if node is whole else node.code,
        title=titles[node.kind, node.code],
        points=rounding.shown(node.points, places),
        exact=str(node.points),
        max=rounding.figure(node.max),
        percent=None if percent is None else rounding.shown(percent, places),
        percent_exact=None if percent is None else str(percent),
        is_weighted=index_set.aggregation == "composite" and node.kind == "group",
        parts=tuple(_part(part, titles, places) for part in node.parts),
        clause=f"{wording.cited(index_set.decision.number)}, {index_set.decision.annex}"
        + (f"; {clause}" if clause else ""),
        excluded=excluded,
    )


def _excluded(index_set: IndexSet, node: Score) -> tuple[Part, ...]:
    """The components under `node` that left the total, with the points they could have brought."""
    maxima = {each.code: each.max for each in index_set.all_components if each.effect == "score"}
    titles, places = _titles(index_set), index_set.rounding.places
    return tuple(
        replace(_part(each, titles, places), max=rounding.figure(maxima.get(each.code, each.max)))
        for each in _outermost_excluded(node)
    )


def _outermost_excluded(node: Score) -> Iterator[Score]:
    if node.kind in ("component", "part") and node.state is State.EXCLUDED:
        yield node
    else:
        for part in node.parts:
            yield from _outermost_excluded(part)


def _part(node: Score, titles: dict[tuple[str, str], str], places: int) -> Part:
    return Part(
        code=node.code,
        title=titles[node.kind, node.code],
        points=rounding.shown(node.points, places),
        exact=str(node.points),
        max=rounding.figure(node.max),
        state=node.state.value,
        state_words=wording.STATES[node.state],
    )


def _titles(index_set: IndexSet) -> dict[tuple[str, str], str]:
    titles = {("set", index_set.code): index_set.title}
    titles |= {("group", group.code): group.title for group in index_set.groups}
    titles |= {("main_index", main.code): main.title for main in index_set.main_indexes}
    titles |= {("component", each.code): each.title for each in index_set.components}
    titles |= {("part", each.code): each.title for each in index_set.all_components}
    return titles
