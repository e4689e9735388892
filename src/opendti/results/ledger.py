"""Why a sum has its points: total, group and main index, written out from their frozen parts.

Components carry their own frozen explanation; here is only what stands above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404

from opendti.scoring import rounding
from opendti.scoring.steps import LONGEST_FRACTION

from .heat import Cell, cell, ref
from .models import NodeResult
from .standing import Row

SUM_KINDS = ("set", "group", "main_index")
_PART_KINDS = {"set": ("group",), "group": ("main_index",), "main_index": ("component",)}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum with its parts. Exact values are fractions as text; `shown` are rounded, once."""

    cell: Cell
    parts: list[Cell]
    points: str
    maximum: str
    percent: str
    percent_exact: str
    points_line: str
    equals: str
    places: int
    is_total: bool

    @property
    def is_long(self) -> bool:
        """Whether a fraction is too long to read along with the rest."""
        return any(len(exact) > LONGEST_FRACTION for exact in (self.cell.node.points, self.percent_exact))


def node_named(nodes: Sequence[NodeResult], name: str) -> NodeResult | None:
    """The node an address names: components and parts before main indexes; None when there is none."""
    found = {ref(node): node for node in nodes if node.kind in SUM_KINDS}
    found |= {node.code: node for node in nodes if node.kind not in SUM_KINDS}
    return found.get(name)


def sum_of(nodes: Sequence[NodeResult], node: NodeResult, row: Row, places: int) -> Sum:
    """The sum of a node that is no component; for the total the percent is as the ranking shows it."""
    if node.kind not in SUM_KINDS:
        raise Http404("Không có chỉ số này")
    head = cell(node)
    kinds = _PART_KINDS[node.kind]
    parts = [cell(each) for each in nodes if each.kind in kinds and _belongs(each, node)]
    points = Fraction(node.points)
    is_total = node.kind == "set"
    shown = row.shown if is_total else head.shown
    return Sum(
        cell=head,
        parts=parts,
        points=rounding.shown(points, places),
        maximum=rounding.figure(Fraction(node.max)),
        percent=shown,
        percent_exact=str(head.percent),
        points_line=_line(parts, points, places),
        equals="=" if _is_shown_whole(points, head.percent, places) else "≈",
        places=len(shown.partition(",")[2]),
        is_total=is_total,
    )


def _is_shown_whole(points: Fraction, percent: Fraction | None, places: int) -> bool:
    """Whether rounding hides nothing, so that the shown division is true as it stands."""
    return all(rounding.half_up(value, places) == value for value in (points, percent or Fraction(0)))


def _belongs(part: NodeResult, whole: NodeResult) -> bool:
    return whole.kind == "set" or part.parent_code == whole.code


def _line(parts: Sequence[Cell], points: Fraction, places: int) -> str:
    """`55,13 = 10,00 + …`; rounded parts need not add up, so the sum is of the exact ones (≈)."""
    counted = [Fraction(each.node.points) for each in parts if not each.is_left_out]
    texts = [rounding.shown(value, places) for value in counted]
    is_exact = all(rounding.half_up(value, places) == value for value in counted)
    return f"{' + '.join(texts) or '0'} {'=' if is_exact else '≈'} {rounding.shown(points, places)}"
