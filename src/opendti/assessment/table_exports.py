"""The tables of appraisal and of a round as Excel workbooks.

What a person typed is written as text and never as a formula. Points are rounded as they are shown.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import xlsxwriter
from django.utils import timezone

from opendti.scoring import rounding
from opendti.scoring.definition import Component

from .models import Exclusion
from .presenting.answer_words import answer_words
from .presenting.component_table import Table, is_withdrawn
from .queries import UnitRow
from .queries.appraisal_pages import ItemPage
from .queries.rounds_pages import AgencyLine, Board, UnitLine

Value = str | int | Fraction | datetime | None

_MOST_PLACES, _MOST_FIGURES = 10, 15
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(NamedTuple):
    """A column's head and width in characters; `places` are the decimals its numbers are shown with."""

    head: str
    width: int
    places: int | None = None


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
    rows: list[list[Value]] = []
    for row, line in zip(page.view.rows, table.lines, strict=True):
        known = page.figures.get(row.sheet.pk, {})
        warnings = "; ".join(mark.word for mark in line.warnings)
        start: list[Value] = [row.sheet.organisation.name, *(known.get(each.id) for each in figures)]
        end = [warnings, line.conclusion.word, *_found(page, row)]
        rows.append([*start, *_own(page, row), *end])
    return _workbook(item.code, columns, rows)


def _own(page: ItemPage, row: UnitRow) -> list[Value]:
    words = answer_words(page.view.item, row.values, page.figures.get(row.sheet.pk))
    points = row.self_score.points if row.self_score and not is_withdrawn(row) else None
    links = "\n".join(f"{link.title}: {link.url}" for link in row.links)
    return [words, points, links, row.remark]


def _found(page: ItemPage, row: UnitRow) -> list[Value]:
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
    return _workbook(
        "Phiếu",
        _columns("Nhóm", "Đơn vị", "Đã nhập", "Chỉ số", "Phiếu", "Gửi lúc", "Sửa gần nhất"),
        units,
        more={
            "Thẩm định": (
                _columns("Nhóm", "Đơn vị thẩm định", "Chỉ số", "Đã kết luận", "Tổng số lượt", "Còn lại"),
                agencies,
            ),
            "Không đánh giá": (
                _columns("Nhóm", "Đơn vị", "Mục", "Loại", "Lý do", "Người ghi", "Lúc"),
                exclusions,
            ),
        },
    )


def _unit_row(board: Board, unit: UnitLine) -> list[Value]:
    sheet, (entered, total) = unit.sheet, unit.progress
    start: list[Value] = [board.group.title, sheet.organisation.name, entered, total]
    return [*start, sheet.state_words, sheet.submitted_at, unit.changed_at]


def _agency_row(board: Board, line: AgencyLine) -> list[Value]:
    start: list[Value] = [board.group.title, line.organisation.name]
    return [*start, line.items, line.concluded, line.total, line.left]


def _exclusion_row(board: Board, each: Exclusion) -> list[Value]:
    start: list[Value] = [board.group.title, each.sheet.organisation.name, each.item]
    return [*start, each.get_kind_display(), each.reason, str(each.by), each.at]


def _columns(*heads: str) -> list[Column]:
    wide = {"Nhóm": 26, "Đơn vị": 36, "Đơn vị thẩm định": 36, "Lý do": 50, "Loại": 26, "Người ghi": 24}
    return [Column(head, wide.get(head, 16)) for head in heads]


# -- Writing --------------------------------------------------------------------------------------

Rows = Sequence[Sequence[Value]]


def _workbook(
    name: str, columns: list[Column], rows: Rows, more: dict[str, tuple[list[Column], Rows]] | None = None
) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for title, (heads, lines) in {name: (columns, rows), **(more or {})}.items():
            _worksheet(workbook, title, heads, lines)
    return target.getvalue()


def _worksheet(
    workbook: Any,  # noqa: ANN401 - published without types
    name: str,
    columns: list[Column],
    rows: Rows,
) -> None:
    worksheet = workbook.add_worksheet(name)
    worksheet.freeze_panes(1, 2 if columns[0].head == "Nhóm" else 1)
    worksheet.repeat_rows(0)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for number, column in enumerate(columns):
        worksheet.set_column(number, number, column.width)
        worksheet.write_string(0, number, column.head, head)
    styles = {key: workbook.add_format({"valign": "top", **style}) for key, style in _STYLES.items()}
    for at, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            _write(worksheet, (at, number), value, columns[number].places, styles)
    worksheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


_STYLES: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True, "num_format": "@"},
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "number": {"num_format": "#,##0.##########"},
    "whole": {"num_format": "#,##0"},
    "points": {"num_format": "#,##0.00"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
}


def _write(
    worksheet: Any,  # noqa: ANN401 - the same
    at: tuple[int, int],
    value: Value,
    places: int | None,
    styles: dict[str, Any],
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        worksheet.write_datetime(*at, timezone.localtime(value).replace(tzinfo=None), styles["moment"])
        return
    if isinstance(value, str):
        worksheet.write_string(*at, value, styles["quoted" if value.startswith(_LIKE_A_FORMULA) else "text"])
        return
    number = _number(Fraction(value), places)
    if number is None:
        worksheet.write_string(*at, rounding.figure(Fraction(value)), styles["text"])
        return
    is_whole = Fraction(value).denominator == 1
    worksheet.write_number(*at, number, styles["points" if places else "whole" if is_whole else "number"])


def _number(value: Fraction, places: int | None) -> Decimal | None:
    """The number as Excel keeps it without loss, which has 15 figures; None where it cannot."""
    text = rounding.shown(value, _MOST_PLACES if places is None else places, grouped=False)
    plain = (
        text.replace(",", ".").replace(rounding.MINUS, "-").rstrip("0").rstrip(".") if "," in text else text
    )
    figures = sum(character.isdigit() for character in plain)
    is_lossy = places is None and rounding.half_up(value, _MOST_PLACES) != value
    return None if is_lossy or figures > _MOST_FIGURES else Decimal(plain.replace(rounding.MINUS, "-"))
