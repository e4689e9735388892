"""The comparison of two sets as an Excel file: what changed, which continues which, and the sums."""

from __future__ import annotations

from opendti.common import workbooks
from opendti.common.workbooks import Cell, Column, Worksheet
from opendti.scoring.comparing import KINDS, LINKS, Comparison, Pair
from opendti.scoring.definition import Component


def comparison_workbook(comparison: Comparison) -> bytes:
    """Three worksheets: Tóm tắt, Đối chiếu (a row a component), Khác nhau (a row a change)."""
    return workbooks.workbook([_sums(comparison), _pairs(comparison), _changes(comparison)])


def _sums(comparison: Comparison) -> Worksheet:
    old, new = comparison.names
    columns = [Column("Chỉ số chính", 44)]
    columns += [Column(f"{what}, {name}", 20) for what in ("Chỉ số", "Điểm") for name in (old, new)]
    rows: list[list[Cell]] = [
        [each.title, *each.components, *each.points] for each in (*comparison.mains, comparison.whole)
    ]
    said = (comparison.summary, *comparison.for_years)
    rows += [[line, None, None, None, None] for line in said]
    return Worksheet("Tóm tắt", columns, rows, 1)


def _pairs(comparison: Comparison) -> Worksheet:
    old, new = comparison.names
    columns = [
        Column(f"Mã, {old}", 12),
        Column(f"Tên, {old}", 50),
        Column(f"Điểm, {old}", 10),
        Column(f"Mã, {new}", 12),
        Column(f"Tên, {new}", 50),
        Column(f"Điểm, {new}", 10),
        Column("Nối nhau vì", 14),
        Column("Khác nhau", 40),
    ]
    return Worksheet("Đối chiếu", columns, [_pair(pair) for pair in comparison.pairs])


def _pair(pair: Pair) -> list[Cell]:
    kinds = ", ".join(dict.fromkeys(KINDS[change.kind] for change in pair.changes)) or "Giữ nguyên"
    return [*_component(pair.before), *_component(pair.after), LINKS[pair.link], kinds]


def _component(each: Component | None) -> list[Cell]:
    return [each.code, each.title, each.max] if each else [None, None, None]


def _changes(comparison: Comparison) -> Worksheet:
    columns = [
        Column("Mã cũ", 10),
        Column("Mã mới", 10),
        Column("Loại", 18),
        Column("Trước", 50),
        Column("Sau", 50),
        Column("Bằng lời", 70),
    ]
    rows: list[list[Cell]] = [
        [each.before_code, each.after_code, KINDS[each.kind], each.before, each.after, each.sentence]
        for each in comparison.changes
    ]
    return Worksheet("Khác nhau", columns, rows, 2)
