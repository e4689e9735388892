"""The ranking of one group for the office: an Excel file with ranks, main indexes and components."""

from __future__ import annotations

from fractions import Fraction

from opendti.results import heat, reading
from opendti.results.models import NodeResult, Publication
from opendti.results.standing import Row, Standing, standing

from .files import Sheet, workbook
from .tables import Shown


def group_workbook(publication: Publication, group_code: str) -> bytes:
    """Two worksheets: the ranking, and the points of every component unit by unit."""
    group = reading.group_called(reading.tabs(publication), group_code)
    rows = reading.group_rows(group, publication)
    table = standing(rows)
    return workbook([_ranking(table, group.places), _components(rows)], made_at=publication.computed_at)


def _ranking(table: Standing, places: int) -> Sheet:
    heads = ["Hạng", "Đơn vị", "Chỉ số, %", "Điểm", "Điểm tối đa", "Tự đánh giá, %", "Xếp loại"]
    heads += [f"{main.code} {main.short or main.title}, %" for main in table.main_indexes]
    return Sheet("Xếp hạng", heads, [_line(row, places) for row in table.rows])


def _line(row: Row, places: int) -> list[object]:
    unit = row.unit
    own = unit.self_percent
    line: list[object] = [unit.rank, unit.organisation_name]
    line.append(None if row.percent is None else Shown(row.percent, len(row.shown.partition(",")[2])))
    line += [Shown(Fraction(unit.points), places), Shown(Fraction(unit.max), 0 if "/" not in unit.max else 2)]
    line += [None if own is None else Shown(Fraction(own), places), unit.class_label]
    return line + [each.word if each.percent is None else Shown(each.percent, 1) for each in row.cells]


def _components(rows: reading.GroupRows) -> Sheet:
    first = rows.nodes[rows.units[0].pk] if rows.units else []
    codes = [node for node in first if node.kind in reading.EXPLAINED]
    heads = ["Mã", "Chỉ số thành phần", "Điểm tối đa", *(unit.organisation_name for unit in rows.units)]
    found = {(unit.pk, node.code): node for unit in rows.units for node in _explained(rows, unit.pk)}
    lines = [
        [node.code, node.title, _points(node.full_max, 2)]
        + [_cell(found[unit.pk, node.code], rows.group.places) for unit in rows.units]
        for node in codes
    ]
    return Sheet("Chỉ số thành phần", heads, lines)


def _explained(rows: reading.GroupRows, unit: int) -> list[NodeResult]:
    return [node for node in rows.nodes[unit] if node.kind in reading.EXPLAINED]


def _cell(node: NodeResult, places: int) -> object:
    found = heat.cell(node)
    return found.word if found.is_left_out else _points(node.points, places)


def _points(value: str, places: int) -> Shown:
    return Shown(Fraction(value), places)
