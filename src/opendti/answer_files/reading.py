"""An answer file into sheets, through the same `entries` every other way in goes through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from opendti.scoring import entries, rounding
from opendti.scoring.answers import Sheet
from opendti.scoring.definition import IndexSet
from opendti.scoring.quantities import DecimalSign

from . import csv_files, workbooks
from .tables import COLUMNS, AnswerFileError, Cell, Row, Table

MAX_BYTES = 64 * 1024 * 1024
"""A national round (3,321 units, 150 rows each) is about 30 MB."""

TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm"}

_NUMERIC_CODE = re.compile(r"\d+(\.\d+)?")


_HIDDEN = {
    "\t": "dấu Tab",
    "\n": "dấu xuống dòng",
    "\r": "dấu xuống dòng",
    "\u00a0": "dấu cách không ngắt dòng",
    "\u00ad": "dấu gạch nối ẩn",
    "\u200b": "dấu cách rộng bằng không",
    "\u200c": "dấu ngăn nối chữ",
    "\u200d": "dấu nối chữ",
    "\u200e": "dấu viết từ trái sang phải",
    "\u200f": "dấu viết từ phải sang trái",
    "\u202d": "dấu đổi chiều chữ",
    "\u202e": "dấu đổi chiều chữ",
    "\u2060": "dấu nối từ",
    "\ufeff": "dấu BOM",
    "\x1b": "ký tự điều khiển màn hình",
}


class _Asked(NamedTuple):
    """What rows are read against: the set, its codes that look like numbers, the decimal sign."""

    index_set: IndexSet
    codes: Mapping[Fraction, Sequence[str]]
    decimal: DecimalSign | None


class _Source(NamedTuple):
    """An entry and the row it came from."""

    row: int
    entry: entries.Entry


Key = tuple[str, str]
"""Item and field, the condition with it for a check: what a unit may say once."""


def read(path: Path, index_set: IndexSet, *, decimal: DecimalSign | None = None) -> dict[str, Sheet]:
    """The sheet of each unit in a CSV file or workbook, in the order the units first appear.

    `decimal` says which sign parts the fraction in typed numbers. Raises AnswerFileError for
    whatever is wrong with the file.
    """
    return _sheets(_table(path), index_set, decimal)


def _table(path: Path) -> Table:
    where, suffix = path.name, path.suffix.lower()
    content = _content(path)
    workbooks.refuse_foreign(content, where)
    if suffix in WORKBOOK_SUFFIXES:
        return workbooks.table(content, where)
    if suffix == ".xls":
        raise AnswerFileError(where, "là sổ Excel kiểu cũ (.xls). Mở bằng Excel rồi lưu thành .xlsx")
    if suffix not in TEXT_SUFFIXES:
        raise AnswerFileError(where, f"đuôi “{suffix}” không nhận. Dùng tệp .csv hoặc .xlsx")
    if content.startswith(workbooks.ZIP):
        problem = f"tên là {suffix} nhưng bên trong là sổ Excel hoặc tệp nén. Đổi đuôi hoặc lưu lại thành CSV"
        raise AnswerFileError(where, problem)
    return csv_files.table(content, where)


def _content(path: Path) -> bytes:
    where = path.name or str(path)
    try:
        if path.is_dir():
            raise AnswerFileError(where, "là thư mục, không phải tệp số liệu")
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise AnswerFileError(where, f"tệp quá lớn ({size // 1024**2} MB, tối đa {limit} MB)")
        content = path.read_bytes()
    except FileNotFoundError:
        raise AnswerFileError(str(path), "không có tệp này") from None
    except PermissionError:
        raise AnswerFileError(str(path), "không có quyền đọc tệp này") from None
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, AnswerFileError):
            raise
        raise AnswerFileError(str(path), "không đọc được tệp này") from None
    if not content.strip():
        raise AnswerFileError(where, "tệp trống. Dòng đầu phải là: unit,item,field,value")
    return content


# -- Rows -----------------------------------------------------------------------------------------


def _sheets(table: Table, index_set: IndexSet, decimal: DecimalSign | None) -> dict[str, Sheet]:
    by_unit: dict[str, dict[Key, _Source]] = {}
    spellings: dict[str, tuple[str, int]] = {}
    asked = _Asked(index_set, _numeric_codes(index_set), decimal)
    for row in table.rows:
        cells = {name: row.cells[table.columns[name]] for name in COLUMNS}
        unit = _unit(table, row, cells["unit"], spellings)
        entry = _entry(table, row, cells, asked)
        said = by_unit.setdefault(unit, {})
        key = (entry.item, entry.key)
        if key in said:
            problem = f"trùng với dòng {said[key].row}: {unit}, {_said(entry)}. Xoá một dòng"
            raise table.error(row.number, "field", problem)
        said[key] = _Source(row.number, entry)
    if not by_unit:
        raise AnswerFileError(table.where, "chỉ có dòng tiêu đề, chưa có dòng số liệu nào")
    return {unit: _sheet(table, index_set, said) for unit, said in by_unit.items()}


def _said(entry: entries.Entry) -> str:
    """What an entry is about, in words."""
    if entry.field == "check":
        return f"điều kiện “{entry.value}” của {entry.item}"
    words = {
        "value": "thông tin chung",
        "level": "mức của",
        "date": "ngày ban hành của",
        "points": "điểm chấm của",
        "excluded": "không đánh giá của",
        "not_applicable": "không áp dụng của",
    }
    return f"{words.get(entry.field, f'số {entry.field} của')} {entry.item}"


def _sheet(table: Table, index_set: IndexSet, said: Mapping[Key, _Source]) -> Sheet:
    try:
        return entries.assemble(index_set, [source.entry for source in said.values()])
    except entries.EntryError as wrong:
        row = said[wrong.about].row if wrong.about else next(iter(said.values())).row
        raise table.error(row, wrong.column, str(wrong)) from None


def _unit(table: Table, row: Row, cell: Cell, spellings: dict[str, tuple[str, int]]) -> str:
    """The unit's name; two names that differ only in case are one unit mistyped."""
    unit = " ".join(_text(cell).split())
    if not unit:
        raise table.error(row.number, "unit", "thiếu tên đơn vị")
    _refuse_unprintable(table, row, "unit", unit)
    spelling, first = spellings.setdefault(unit.casefold(), (unit, row.number))
    if spelling != unit:
        problem = f"“{unit}” khác “{spelling}” ở dòng {first} chỉ ở chữ hoa, chữ thường. Viết giống nhau"
        raise table.error(row.number, "unit", problem)
    return unit


def _entry(table: Table, row: Row, cells: Mapping[str, Cell], asked: _Asked) -> entries.Entry:
    item = _item(table, row, cells["item"], asked.codes)
    field, value = _text(cells["field"]).strip(), _text(cells["value"])
    for column, text in (("item", item), ("field", field)):
        if not text:
            raise table.error(row.number, column, "ô trống")
        _refuse_unprintable(table, row, column, text)
    kind = entries.figure_kind(asked.index_set, item, field)
    _refuse_small_percent(table, row, cells["value"], f"{item} {field}", kind)
    # A workbook's number has no decimal sign to ask about; ours is the dot it was just written with.
    sign: DecimalSign | None = "dot" if _is_number(cells["value"]) else asked.decimal
    try:
        return entries.parse(asked.index_set, item, field, value, decimal=sign)
    except entries.EntryError as wrong:
        problem, is_ambiguous = str(wrong), wrong.ambiguous is not None
        if wrong.column == "value" and not value.strip():
            problem = f"{item} {field}: ô trống. Chưa có số liệu thì xoá cả dòng, bằng không thì ghi 0"
            problem += " (ô Excel báo lỗi như #DIV/0! cũng là ô trống)" if table.letters else ""
        raise table.error(row.number, wrong.column, problem, is_ambiguous=is_ambiguous) from None


def _item(table: Table, row: Row, cell: Cell, codes: Mapping[Fraction, Sequence[str]]) -> str:
    """The code of an item. Excel turns codes into numbers and days; what it may have lost is refused."""
    remedy = "Định dạng cột item là Text rồi gõ lại mã"
    if isinstance(cell, date):
        raise table.error(row.number, "item", f"Excel đã đổi mã thành ngày {cell:%d/%m/%Y}. {remedy}")
    if not _is_number(cell):
        return _text(cell).strip()
    text = _text(cell)
    possible = codes.get(Fraction(text), ())
    if len(possible) > 1:
        problem = f"Excel giữ mã này là số {text}, nên không rõ là {' hay '.join(possible)}. {remedy}"
        raise table.error(row.number, "item", problem)
    return possible[0] if possible else text


def _numeric_codes(index_set: IndexSet) -> dict[Fraction, list[str]]:
    """The codes that look like a number, by its value: 6.1 and 6.10 under one."""
    codes: dict[Fraction, list[str]] = {}
    parents = [component.code for component in index_set.components if component.parts]
    for code in (*parents, *(leaf.code for leaf in index_set.leaves)):
        if _NUMERIC_CODE.fullmatch(code):
            codes.setdefault(Fraction(code), []).append(code)
    return codes


# -- Cells ----------------------------------------------------------------------------------------


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _text(cell: Cell) -> str:
    """The cell as a person would type it: exact decimals, `2024-01-15`, `yes`.

    A workbook keeps 0.1 in binary; its shortest decimal form, which `repr` gives, is what was typed.
    """
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        text = format(Decimal(repr(cell)), "f")
        return text.removesuffix(".0")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def _refuse_small_percent(table: Table, row: Row, cell: Cell, name: str, kind: str | None) -> None:
    """A cell formatted as a percentage holds 0.85 where it shows 85 %, and nobody can see which is meant."""
    if not _is_number(cell) or kind != "percent":
        return
    value = Fraction(_text(cell))
    if 0 < value <= 1:
        small, large = rounding.figure(value), rounding.figure(100 * value)
        problem = f"{name}: ô Excel này giữ số {small}, có thể là {large} % (ô định dạng phần trăm) "
        problem += f"hoặc {small} %. Ghi số {large} nếu là {large} %, định dạng ô là Text rồi ghi {small} "
        raise table.error(row.number, "value", f"{problem}nếu là {small} %")


def _refuse_unprintable(table: Table, row: Row, column: str, text: str) -> None:
    """Signs nobody sees make two names of one, and could rewrite the terminal they are shown on."""
    hidden = list(dict.fromkeys(sign for sign in text if not sign.isprintable()))
    if hidden:
        names = ", ".join(f"{_HIDDEN.get(sign, 'ký tự')} (U+{ord(sign):04X})" for sign in hidden[:3])
        raise table.error(row.number, column, f"có ký tự không nhìn thấy được: {names}. Gõ lại ô này")
