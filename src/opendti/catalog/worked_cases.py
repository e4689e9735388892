"""The examples computed by hand that stand beside a library's set, one for each component that has any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import yaml

from opendti.scoring import rounding

from . import queries
from .models import IndexSet
from .queries import reading


@dataclass(frozen=True, slots=True)
class Example:
    """What is given, what comes out, and how it was computed by hand."""

    name: str
    given: str
    points: str
    by_hand: str


_read: dict[str, dict[str, Example]] = {}


def examples_of(row: IndexSet) -> Mapping[str, Example]:
    """By component, its most telling example; empty for a set that did not come with the library."""
    if row.digest not in _read:
        _read[row.digest] = _examples(row)
    return _read[row.digest]


def _examples(row: IndexSet) -> dict[str, Example]:
    path = reading.library_text(row)
    cases = path.parent / "cases" / path.name if path else None
    if cases is None or not cases.is_file():
        return {}
    maxima = {each.code: each.max for each in queries.definition_of(row).all_components}
    best: dict[str, tuple[int, dict[str, object]]] = {}
    for case in yaml.load(cases.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506 - only text
        code = str(case.get("component", ""))
        rank = _rank(case, maxima.get(code, Fraction(0)))
        if rank and rank > best.get(code, (0, {}))[0]:
            best[code] = (rank, case)
    return {code: _example(case) for code, (_, case) in best.items()}


def _rank(case: Mapping[str, object], maximum: Fraction) -> int:
    """How much the case shows: partial points most, then full ones, then none; 0 for what is not scored."""
    expect = case.get("expect")
    if not isinstance(expect, dict) or expect.get("state") != "scored" or expect.get("flags"):
        return 0
    points = Fraction(str(expect.get("points", "0")))
    return 3 if 0 < points < maximum else 2 if points else 1


def _example(case: Mapping[str, object]) -> Example:
    expect = case["expect"]
    points = Fraction(str(expect["points"])) if isinstance(expect, dict) else Fraction(0)
    return Example(
        name=str(case.get("name", "")),
        given=_given(case),
        points=f"{rounding.shown(points)} điểm",
        by_hand=str(case.get("by_hand", "")),
    )


def _given(case: Mapping[str, object]) -> str:
    """`I.8 = 6; a = 45`: only what are numbers, since levels and checks are told by the case's name."""
    general, given = case.get("general"), case.get("given")
    shown = (
        [f"{code} = {_number(value)}" for code, value in general.items()] if isinstance(general, dict) else []
    )
    for each in given if isinstance(given, list) else []:
        field, value = each[-2], each[-1]
        part = f"{each[0]} " if len(each) > 2 else ""
        if len(str(field)) == 1:
            shown.append(f"{part}{field} = {_number(value)}")
    return "; ".join(shown)


def _number(value: object) -> str:
    text = str(value)
    return rounding.figure(Fraction(text)) if text.replace(".", "", 1).isdigit() else text
