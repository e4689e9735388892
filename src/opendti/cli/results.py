"""The scores of a ranking group, ranked, as JSON, CSV and a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from opendti.scoring import engine, ranking, rounding, wording
from opendti.scoring.answers import Sheet
from opendti.scoring.definition import IndexSet
from opendti.scoring.outcomes import Score, State

from .writing import columns, safe


class Result(NamedTuple):
    """A unit's score with what it means in the group; shown values of different units look different."""

    unit: str
    score: Score
    components: Mapping[str, Score]
    rank: int | None
    label: str | None
    shown_points: str
    shown_percent: str | None


class Ranked(NamedTuple):
    """The units by rank, in the order of the file where equal; those without a rank come last."""

    index_set: IndexSet
    results: list[Result]


def ranked(
    index_set: IndexSet, sheets: Mapping[str, Sheet], *, year: int, unranked: Collection[str]
) -> Ranked:
    """Scores the sheets and ranks them by exact percentage."""
    scores = engine.score_group(index_set, sheets, year=year)
    percents = {unit: score.percent for unit, score in scores.items()}
    ranks = ranking.rank(percents, unranked=unranked)
    points = _apart(index_set, {unit: score.points for unit, score in scores.items()})
    shown = _apart(index_set, {unit: value for unit, value in percents.items() if value is not None})
    found = [
        Result(
            unit,
            score,
            components_of(index_set, score),
            ranks[unit],
            ranking.classify(index_set, percents[unit]),
            points[unit],
            shown.get(unit),
        )
        for unit, score in scores.items()
    ]
    found.sort(key=lambda result: (result.rank is None, result.rank or 0))
    return Ranked(index_set, found)


def _apart(index_set: IndexSet, values: Mapping[str, Fraction]) -> dict[str, str]:
    shown = rounding.shown_apart(list(values.values()), index_set.rounding.places)
    return dict(zip(values, shown, strict=True))


def components_of(index_set: IndexSet, score: Score) -> dict[str, Score]:
    """Every component and part by code; the parts of one that is left out are left out with it."""
    scored = {node.code: node for node in score.walk() if node.kind in ("component", "part")}
    nodes: dict[str, Score] = {}
    for component in index_set.all_components:
        nodes[component.code] = node = scored.get(component.code) or nodes[component.code]
        for part in component.parts:
            nodes[part.code] = node._replace(code=part.code, kind="part", parts=())
    return nodes


# -- JSON -----------------------------------------------------------------------------------------


def as_plain(ranked_units: Ranked) -> list[dict[str, Any]]:
    """The units as JSON objects; exact values as text, `620/3`."""
    return [_unit(ranked_units.index_set, result) for result in ranked_units.results]


def _unit(index_set: IndexSet, result: Result) -> dict[str, Any]:
    score, percent = result.score, result.score.percent
    places = index_set.rounding.places
    sums = [node for node in score.walk() if node.kind in ("main_index", "group")]
    return {
        "unit": result.unit,
        "points": {"exact": str(score.points), "shown": result.shown_points},
        "max": str(score.max),
        "percent": None if percent is None else {"exact": str(percent), "shown": result.shown_percent},
        "rank": result.rank,
        "class": result.label,
        "components": {code: _node(node, places) for code, node in result.components.items()},
        "main_indexes": {node.code: _sum(node, places) for node in sums if node.kind == "main_index"},
        "groups": {node.code: _sum(node, places) for node in sums if node.kind == "group"},
    }


def amount(value: Fraction, places: int) -> dict[str, str]:
    """A value both ways: exact for machines, shown for people."""
    return {"exact": str(value), "shown": rounding.shown(value, places)}


def _node(node: Score, places: int) -> dict[str, Any]:
    return {
        "points": amount(node.points, places),
        "max": str(node.max),
        "state": node.state.value,
        "flags": [flag.code.value for flag in node.flags],
    }


def _sum(node: Score, places: int) -> dict[str, Any]:
    percent = node.percent
    shown = None if percent is None else amount(percent, places)
    return {**_node(node, places), "percent": shown}


# -- CSV and table --------------------------------------------------------------------------------


def as_csv(ranked_units: Ranked) -> str:
    """One line per unit: totals, main indexes, components, and what to look at again."""
    index_set, places = ranked_units.index_set, ranked_units.index_set.rounding.places
    header = ["Hạng", "Đơn vị", "Điểm", "Điểm tối đa", "Chỉ số (%)", "Điểm đúng", "Xếp loại"]
    header += [f"{main.code} {main.short or main.title}" for main in index_set.main_indexes]
    header += [f"{each.code} {each.short or each.title}" for each in index_set.all_components]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*map(safe, header), "Cảnh báo"])
    for result in ranked_units.results:
        row = [*_totals(result), str(result.score.points), result.label or ""]
        row += [_cell(node, places) for node in result.score.walk() if node.kind == "main_index"]
        row += [_cell(node, places) for node in result.components.values()]
        writer.writerow(map(safe, [*row, "; ".join(_warnings(result))]))
    return text.getvalue()


def as_table(ranked_units: Ranked) -> str:
    """The ranking with one column per main index, then what to look at again."""
    index_set, places = ranked_units.index_set, ranked_units.index_set.rounding.places
    mains = list(index_set.main_indexes)
    header = ["Hạng", "Đơn vị", "Điểm", "Tối đa", "Chỉ số (%)", "Xếp loại", *(main.code for main in mains)]
    rows = [header]
    for result in ranked_units.results:
        row = [*_totals(result), result.label or "–"]
        row += [_cell(node, places) for node in result.score.walk() if node.kind == "main_index"]
        rows.append(row)
    numeric = [True, False, True, True, True, False, *(True for _ in mains)]
    if not index_set.classes:
        numeric.pop(5)
        rows = [[*row[:5], *row[6:]] for row in rows]
    lines = columns(rows, numeric)
    lines += ["", ", ".join(f"{main.code} {main.short or main.title}" for main in mains)]
    warned = [f"{each.unit}: {text}" for each in ranked_units.results for text in _warnings(each)]
    return "\n".join([*lines, *(["", "Cảnh báo", *warned] if warned else [])])


def _totals(result: Result) -> list[str]:
    rank = "–" if result.rank is None else str(result.rank)
    reached = rounding.figure(result.score.max)
    return [rank, result.unit, result.shown_points, reached, result.shown_percent or "–"]


def _cell(node: Score, places: int) -> str:
    """The points, or why there are none to count."""
    if node.state in (State.EXCLUDED, State.NOT_APPLICABLE):
        return wording.STATES[node.state]
    return rounding.shown(node.points, places)


def _warnings(result: Result) -> list[str]:
    """Each flag in words with the components that carry it, those left out included."""
    codes: dict[str, list[str]] = {}
    for code, node in result.components.items():
        for flag in node.flags:
            codes.setdefault(wording.flag(flag), []).append(code)
    return [f"{words} ({', '.join(of)})" for words, of in codes.items()]
