"""The ranking of one group for the office: an Excel file with ranks, main indexes and components."""

from __future__ import annotations

from fractions import Fraction

from opendti.common.workbooks import Cell, Column, Worksheet, workbook
from opendti.results import heat, reading
from opendti.results.models import NodeResult, Publication
from opendti.results.standing import Row, Standing, standing

from .tables import Shown


def group_workbook(publication: Publication, group_code: str) -> bytes:
    """Two worksheets: the ranking, and the points of every component unit by unit."""
    group = reading.group_called(reading.tabs(publication), group_code)
    rows = reading.group_rows(group, publication)
    table = standing(rows)
    return workbook([_ranking(table, group.places), _components(rows)], made_at=publication.computed_at)


def _ranking(table: Standing, places: int) -> Worksheet:
    heads = ["Hạng", "Đơn vị", "Chỉ số, %", "Điểm", "Điểm tối đa", "Tự đánh giá, %", "Xếp loại"]
    heads += [f"{main.code} {main.short or main.title}, %" for main in table.main_indexes]
    rows = [_line(row, places) for row in table.rows]
    return Worksheet("Xếp hạng", [Column(head) for head in heads], rows, frozen=2)


def _line(row: Row, places: int) -> list[Cell]:
    unit = row.unit
    own = unit.self_percent
    line: list[Cell] = [unit.rank, unit.organisation_name]
    line.append(None if row.percent is None else Shown(row.percent, len(row.shown.partition(",")[2])))
    line += [Shown(Fraction(unit.points), places), Shown(Fraction(unit.max), 0 if "/" not in unit.max else 2)]
    line += [None if own is None else Shown(Fraction(own), places), unit.class_label]
    return line + [each.word if each.percent is None else Shown(each.percent, 1) for each in row.cells]


def _components(rows: reading.GroupRows) -> Worksheet:
    first = rows.nodes[rows.units[0].pk] if rows.units else []
    codes = [node for node in first if node.kind in reading.EXPLAINED]
    heads = ["Mã", "Chỉ số thành phần", "Điểm tối đa", *(unit.organisation_name for unit in rows.units)]
    found = {(unit.pk, node.code): node for unit in rows.units for node in _explained(rows, unit.pk)}
    lines: list[list[Cell]] = [
        [
            node.code,
            node.title,
            _points(node.full_max, 2),
            *(_cell(found[unit.pk, node.code], rows.group.places) for unit in rows.units),
        ]
        for node in codes
    ]
    return Worksheet("Chỉ số thành phần", [Column(head) for head in heads], lines, frozen=2)


def _explained(rows: reading.GroupRows, unit: int) -> list[NodeResult]:
    return [node for node in rows.nodes[unit] if node.kind in reading.EXPLAINED]


def _cell(node: NodeResult, places: int) -> Cell:
    found = heat.cell(node)
    return found.word if found.is_left_out else _points(node.points, places)


def _points(value: str, places: int) -> Shown:
    return Shown(Fraction(value), places)
