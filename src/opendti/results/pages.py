"""What the pages on results show, inside the office and in public; templates only write it down.

Below its `base` address every page is found the same way: `<group>/<unit>/why/<node>/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from opendti.scoring.steps import LONGEST_FRACTION

from . import heat, ledger, reading
from .models import NOT_CONCLUDED, NodeResult, Publication
from .profile import Profile, profile
from .standing import standing

Context = dict[str, Any]

OUTCOME_WORDS = {"accepted": "Công nhận", "adjusted": "Điều chỉnh"}
_MAINS = ("main_index",)


@dataclass(frozen=True, slots=True)
class MethodPart:
    """A component as the method page tells it, with its parts' rules below it."""

    node: NodeResult
    is_part: bool


@dataclass(frozen=True, slots=True)
class MethodSection:
    """A main index with what it counts."""

    node: NodeResult
    components: int
    parts: list[MethodPart]


def ranking(publication: Publication, group_code: str | None) -> Context:
    """The table of one group with its main indexes; the first group when none is named."""
    tabs = reading.tabs(publication)
    group = reading.group_called(tabs, group_code)
    rows = reading.group_rows(group, publication, kinds=_MAINS)
    return _of_group(publication, rows) | {
        "tabs": tabs,
        "table": standing(rows),
        "step_words": _steps(),
    }


def results(publication: Publication, group_code: str | None, *, unit: str | None) -> Context:
    """The same with the heat map of all components and the profile of a chosen unit."""
    tabs = reading.tabs(publication)
    rows = reading.group_rows(reading.group_called(tabs, group_code), publication)
    table = standing(rows)
    chosen = profile(rows, table, table.row_of(unit)) if table.rows else None
    context = _of_group(publication, rows) | {"tabs": tabs, "table": table, "profile": chosen}
    return context | {"map": heat.heat_map(rows), "step_words": _steps()}


def unit(publication: Publication, group_code: str, unit_code: str) -> Context:
    """One unit with everything it is made of."""
    rows = reading.group_rows(reading.group_called(reading.tabs(publication), group_code), publication)
    table = standing(rows)
    row = table.row_of(unit_code)
    if row.unit.organisation_code != unit_code:
        raise Http404("Không có đơn vị này")
    shown: Profile = profile(rows, table, row)
    return _of_group(publication, rows) | {"table": table, "profile": shown, "row": row}


def why(publication: Publication, group_code: str, unit_code: str, name: str) -> Context:
    """Why one number of a unit is what it is: a component, a main index, a group or the total."""
    group = reading.group_called(reading.tabs(publication), group_code)
    unit_row = reading.unit_of(group, unit_code)
    nodes = reading.nodes_of(unit_row)
    node = ledger.node_named(nodes, name)
    if node is None:
        raise Http404("Không có số này")
    context: Context = {"publication": publication, "group": group, "unit": unit_row, "cell": heat.cell(node)}
    if node.kind not in ledger.SUM_KINDS:
        return context | _explanation(reading.explained(unit_row, node.code), nodes)
    table = standing(reading.group_rows(group, publication, kinds=()))
    row = table.row_of(unit_code)
    return context | {"table": table, "row": row, "sum": ledger.sum_of(nodes, node, row, group.places)}


def method(publication: Publication, group_code: str | None) -> Context:
    """How a group's index is made, read from what was frozen with one of its units."""
    tabs = reading.tabs(publication)
    group = reading.group_called(tabs, group_code)
    sections: list[MethodSection] = []
    for node in reading.method_nodes(group):
        if node.kind == "main_index":
            sections.append(MethodSection(node, 0, []))
        elif node.kind in reading.EXPLAINED:
            sections[-1].parts.append(MethodPart(node, node.kind == "part"))
    counted = [MethodSection(each.node, _components(each), each.parts) for each in sections]
    notes = [each.node for section in counted for each in section.parts if _note(each.node)]
    context: Context = {"publication": publication, "group": group, "tabs": tabs, "notes": notes}
    return context | {"sections": counted, "components": sum(each.components for each in counted)}


def _of_group(publication: Publication, rows: reading.GroupRows) -> Context:
    return {"publication": publication, "group": rows.group, "before_year": rows.before_year}


def _explanation(node: NodeResult, nodes: list[NodeResult]) -> Context:
    parts = [heat.cell(each) for each in nodes if each.kind == "part" and each.parent_code == node.code]
    whole = node.parent_code if node.kind == "part" else ""
    return {
        "told": node.explanation,
        "longest_fraction": LONGEST_FRACTION,
        "parts": parts,
        "whole": whole,
        "outcome_words": OUTCOME_WORDS.get(node.outcome, ""),
        "is_not_concluded": [NOT_CONCLUDED, ""] in node.flags,
    }


def _steps() -> list[tuple[str, str]]:
    return [(f"h{number}", words) for number, words in enumerate(heat.STEP_WORDS)]


def _components(section: MethodSection) -> int:
    return sum(not each.is_part for each in section.parts)


def _note(node: NodeResult) -> bool:
    return bool(node.explanation and node.explanation.get("note"))
