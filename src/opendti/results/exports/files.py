"""Tables as CSV, JSON and Excel, safe to open: nothing in them is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from opendti.common import workbooks
from opendti.common.workbooks import Worksheet

from .tables import Column, Row, Table

BOM = "\ufeff"
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+([./]\d+)?$")


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
    heads = [workbooks.Column(column.name) for column in table.columns]
    meanings = [(column.name, column.kind_words, column.about) for column in table.columns]
    about = [workbooks.Column(head) for head in ("Cột", "Kiểu", "Nghĩa")]
    worksheets = [Worksheet(table.dataset.title, heads, table.rows), Worksheet("Giải thích", about, meanings)]
    return workbooks.workbook(worksheets, made_at=table.publication.published_at)


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


FORMS = {
    "csv": Form("text/csv; charset=utf-8", as_csv),
    "json": Form("application/json", as_json),
    "xlsx": Form(workbooks.CONTENT_TYPE, as_workbook),
}
