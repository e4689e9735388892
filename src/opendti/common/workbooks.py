"""Tables as an Excel workbook that opens ready to read and print, and says exactly what it was given.

What a person typed is always text: a cell that begins with = + - @ would otherwise be taken for a
formula when someone types into it again. Excel keeps 15 figures, so a number that needs more is text
too, and no number passes through a float.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, runtime_checkable

import xlsxwriter
from django.utils import timezone

from opendti.scoring import rounding

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FIGURES = 15
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_NARROWEST, _WIDEST = 8, 60
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_A4 = 9


@runtime_checkable
class Rounded(Protocol):
    """A value that brings the number of decimals it is shown with."""

    @property
    def value(self) -> Fraction: ...

    @property
    def places(self) -> int: ...


Cell = str | int | Fraction | datetime | Rounded | None


class Column(NamedTuple):
    """A column's head, its width in characters, and the decimals its numbers are rounded to.

    Without a width it is as wide as what stands in it. Without `places` a number stays as given: an
    `int` may be a year or a code and gets no separators, a `Fraction` does.
    """

    head: str
    width: int | None = None
    places: int | None = None


class Worksheet(NamedTuple):
    """A table on a sheet of its own; beside the head, the first `frozen` columns stay in view."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0


def workbook(worksheets: Sequence[Worksheet], made_at: datetime | None = None) -> bytes:
    """The worksheets as one .xlsx; the same bytes for the same content and moment."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        if made_at:
            book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        writer = _Writer(book)
        for each in worksheets:
            writer.add(each)
    return target.getvalue()


class _Writer:
    """Writes worksheets into one book, each kind of cell in its format."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.formats: dict[str, Any] = {}
        self.head = self._format(bold=True, text_wrap=True, bottom=1)
        self.text = self._format(text_wrap=True, num_format="@")
        self.quoted = self._format(text_wrap=True, quote_prefix=True)
        self.moment = self._format(num_format="dd/mm/yyyy hh:mm", align="left")

    def add(self, worksheet: Worksheet) -> None:
        page = self.book.add_worksheet(_NOT_IN_A_NAME.sub("-", worksheet.name)[:_LONGEST_NAME])
        page.freeze_panes(1, worksheet.frozen)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        for number, column in enumerate(worksheet.columns):
            width = _fitted(worksheet, number) if column.width is None else column.width
            page.set_column(number, number, width)
            page.write_string(0, number, column.head, self.head)
        for line, row in enumerate(worksheet.rows, start=1):
            for number, (column, cell) in enumerate(zip(worksheet.columns, row, strict=True)):
                self._write(page, (line, number), cell, column.places)
        page.autofilter(0, 0, max(len(worksheet.rows), 1), len(worksheet.columns) - 1)

    def _write(self, page: Any, place: tuple[int, int], cell: Cell, places: int | None) -> None:  # noqa: ANN401 - published without types
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            text = cell if len(cell) <= _LONGEST_TEXT else f"{cell[: _LONGEST_TEXT - 1]}…"
            page.write_string(*place, text, self.quoted if text.startswith(_LIKE_A_FORMULA) else self.text)
        elif isinstance(cell, datetime):
            page.write_datetime(*place, timezone.localtime(cell).replace(tzinfo=None), self.moment)
        elif isinstance(cell, Rounded):
            self._write_number(page, place, cell.value, cell.places)
        else:
            is_plain = isinstance(cell, int) and places is None
            self._write_number(page, place, Fraction(cell), places, is_plain=is_plain)

    def _write_number(
        self,
        page: Any,  # noqa: ANN401 - the same
        place: tuple[int, int],
        value: Fraction,
        places: int | None,
        *,
        is_plain: bool = False,
    ) -> None:
        number = _kept(value if places is None else rounding.half_up(value, places))
        if number is None:
            text = rounding.figure(value) if places is None else rounding.shown(value, places)
            page.write_string(*place, text, self.text)
            return
        whole = "0" if is_plain else "#,##0"
        decimals = _places_of(number) if places is None else places
        page.write_number(*place, number, self._number(f"{whole}.{'0' * decimals}" if decimals else whole))

    def _number(self, shape: str) -> Any:  # noqa: ANN401 - the same
        if shape not in self.formats:
            self.formats[shape] = self._format(num_format=shape)
        return self.formats[shape]

    def _format(self, **style: object) -> Any:  # noqa: ANN401 - the same
        return self.book.add_format(
            {"valign": "top", "font_name": "Times New Roman", "font_size": 11, **style}
        )


def _kept(value: Fraction) -> Decimal | None:
    """The number if Excel can keep it without loss; None if it has too many figures or no end."""
    with localcontext(prec=_FIGURES) as context:
        context.traps[Inexact] = True
        try:
            return Decimal(value.numerator) / value.denominator
        except Inexact:
            return None


def _places_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _fitted(worksheet: Worksheet, number: int) -> int:
    """As wide as the longest of the first cells, within limits."""
    texts = [worksheet.columns[number].head, *(str(row[number] or "") for row in worksheet.rows[:200])]
    return min(max(*(len(text) + 2 for text in texts), _NARROWEST), _WIDEST)
