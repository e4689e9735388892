"""The tables of appraisal and of a round as Excel workbooks. Points are rounded as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from opendti.common.workbooks import Cell, Column, Worksheet, workbook
from opendti.scoring.definition import Component

from .models import Exclusion
from .presenting.answer_words import answer_words
from .presenting.component_table import Table, is_withdrawn
from .queries import UnitRow
from .queries.appraisal_pages import ItemPage
from .queries.rounds_pages import AgencyLine, Board, UnitLine


def appraisal_workbook(page: ItemPage, table: Table) -> bytes:
    """One item across all units: what each gave, what it is worth, what was found and why."""
    item, places = page.view.item, page.view.index_set.rounding.places
    figures = item.figures if isinstance(item, Component) else ()
    columns = [
        Column("Đơn vị", 34),
        *(Column(f"{each.id}: {each.label}, {each.unit}", 16) for each in figures),
    ]
    columns += [
        Column("Tự khai", 40),
        Column("Điểm tự đánh giá", 12, places),
        Column("Tài liệu kiểm chứng", 50),
        Column("Giải trình", 50),
        Column("Cảnh báo", 30),
        Column("Kết luận", 16),
        Column("Thẩm định", 40),
        Column("Điểm thẩm định", 12, places),
        Column("Lý do", 50),
        Column("Đơn vị thẩm định", 30),
        Column("Lúc", 17),
    ]
    rows: list[list[Cell]] = []
    for row, line in zip(page.view.rows, table.lines, strict=True):
        known = page.figures.get(row.sheet.pk, {})
        warnings = "; ".join(mark.word for mark in line.warnings)
        start: list[Cell] = [row.sheet.unit_name, *(known.get(each.id) for each in figures)]
        end = [warnings, line.conclusion.word, *_found(page, row)]
        rows.append([*start, *_own(page, row), *end])
    return workbook([Worksheet(item.code, columns, rows, frozen=1)])


def _own(page: ItemPage, row: UnitRow) -> list[Cell]:
    words = answer_words(page.view.item, row.values, page.figures.get(row.sheet.pk))
    points = row.self_score.points if row.self_score and not is_withdrawn(row) else None
    links = "\n".join(f"{link.title}: {link.url}" for link in row.links)
    return [words, points, links, row.remark]


def _found(page: ItemPage, row: UnitRow) -> list[Cell]:
    if row.finding is None:
        reason = row.exclusion.reason if row.exclusion else ""
        return ["", None, reason, "", None]
    known = page.found_figures.get(row.sheet.pk)
    words = answer_words(page.view.item, row.found_values, known) if row.found_values else ""
    points = row.appraised_score.points if row.appraised_score and not is_withdrawn(row) else None
    return [words, points, row.finding.reason, row.finding.organisation.name, row.finding.at]


def round_workbook(boards: Sequence[Board]) -> bytes:
    """The boards of a round: units with their sheets, appraisers with their conclusions, exclusions."""
    units = [_unit_row(board, unit) for board in boards for unit in board.units]
    agencies = [_agency_row(board, line) for board in boards for line in board.agencies]
    exclusions = [_exclusion_row(board, each) for board in boards for each in board.exclusions]
    sheet_heads = _columns("Nhóm", "Đơn vị", "Đã nhập", "Chỉ số", "Phiếu", "Gửi lúc", "Sửa gần nhất")
    agency_heads = _columns("Nhóm", "Đơn vị thẩm định", "Chỉ số", "Đã kết luận", "Tổng số lượt", "Còn lại")
    exclusion_heads = _columns("Nhóm", "Đơn vị", "Mục", "Loại", "Lý do", "Người ghi", "Lúc")
    return workbook(
        [
            Worksheet("Phiếu", sheet_heads, units, frozen=2),
            Worksheet("Thẩm định", agency_heads, agencies, frozen=2),
            Worksheet("Không đánh giá", exclusion_heads, exclusions, frozen=2),
        ]
    )


def _unit_row(board: Board, unit: UnitLine) -> list[Cell]:
    sheet, (entered, total) = unit.sheet, unit.progress
    start: list[Cell] = [board.group.title, sheet.unit_name, entered, total]
    return [*start, sheet.state_words, sheet.submitted_at, unit.changed_at]


def _agency_row(board: Board, line: AgencyLine) -> list[Cell]:
    start: list[Cell] = [board.group.title, line.organisation.name]
    return [*start, line.items, line.concluded, line.total, line.left]


def _exclusion_row(board: Board, each: Exclusion) -> list[Cell]:
    start: list[Cell] = [board.group.title, each.sheet.unit_name, each.item]
    return [*start, each.get_kind_display(), each.reason, str(each.by), each.at]


def _columns(*heads: str) -> list[Column]:
    wide = {"Nhóm": 26, "Đơn vị": 36, "Đơn vị thẩm định": 36, "Lý do": 50, "Loại": 26, "Người ghi": 24}
    return [Column(head, wide.get(head, 16), places=0) for head in heads]
