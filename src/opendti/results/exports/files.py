"""Tables as CSV, JSON and Excel, safe to open: nothing in them is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import xlsxwriter
from django.utils import timezone

from .tables import Column, Row, Shown, Table

BOM = "\ufeff"
WIDEST = 60
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+([./]\d+)?$")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, the heads, and rows of text, whole numbers or shown values."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its type on the web and how a table is written as one."""

    content_type: str
    write: Callable[[Table], str | bytes]


def as_csv(table: Table) -> str:
    """Comma-separated with a mark that makes Excel read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_safe(_plain(value)) for value in row] for row in table.rows)
    return BOM + text.getvalue()


def as_json(table: Table) -> str:
    """The rows as objects, with where they come from."""
    publication = table.publication
    about = {
        "nam": publication.year,
        "tieu_de": publication.title,
        "co_quan": publication.owner_name,
        "quyet_dinh": publication.decision_number,
        "cong_bo_luc": publication.published_at.isoformat() if publication.published_at else None,
        "du_lieu_minh_hoa": publication.is_illustrative,
        "bo_du_lieu": table.dataset.name,
    }
    rows = [_object(table.columns, row) for row in table.rows]
    return json.dumps(about | {"dong": rows}, ensure_ascii=False, indent=1)


def as_workbook(table: Table) -> bytes:
    """The table on one worksheet, and what its columns mean on another."""
    meanings = [(column.name, column.kind_words, column.about) for column in table.columns]
    names = [column.name for column in table.columns]
    sheets = [
        Sheet(table.dataset.title, names, table.rows),
        Sheet("Giải thích", ["Cột", "Kiểu", "Nghĩa"], meanings),
    ]
    return workbook(sheets, made_at=table.publication.published_at)


def workbook(sheets: Sequence[Sheet], *, made_at: datetime | None) -> bytes:
    """A real .xlsx with frozen heads, widths and number formats; the same bytes for the same moment."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": made_at and timezone.make_naive(made_at)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats: dict[int, Any] = {}
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for column, name in enumerate(sheet.heads):
            page.write_string(0, column, name, head)
            page.set_column(column, column, _width(sheet, column))
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row):
                _write(book, formats, page, (number, column), value)
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    book.close()
    return buffer.getvalue()


def _write(book: Any, formats: dict[int, Any], page: Any, place: tuple[int, int], value: object) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if value is None:
        return
    if isinstance(value, Shown):
        if value.places not in formats:
            decimals = "." + "0" * value.places if value.places else ""
            formats[value.places] = book.add_format({"num_format": f"#,##0{decimals}"})
        page.write_number(*place, Fraction(str(value)), formats[value.places])
    elif isinstance(value, int):
        page.write_number(*place, value)
    else:
        page.write_string(*place, str(value))


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(str(row[column] or "")) for row in sheet.rows[:200]), default=0)
    return min(max(longest, len(sheet.heads[column]), 6) + 2, WIDEST)


def _object(columns: Sequence[Column], row: Row) -> dict[str, str | int | None]:
    return {column.name: _plain(value) for column, value in zip(columns, row, strict=True)}


def _plain(value: object) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _safe(value: str | int | None) -> str | int:
    """A text that a spreadsheet would run as a formula gets an apostrophe; numbers keep their minus."""
    if value is None:
        return ""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMS = {
    "csv": Form("text/csv; charset=utf-8", as_csv),
    "json": Form("application/json", as_json),
    "xlsx": Form(EXCEL, as_workbook),
}
