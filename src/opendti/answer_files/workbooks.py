"""An Excel workbook into a table: the first worksheet that opens with the header.

A workbook is a zip, so it is looked into before it is read: what unpacks to gigabytes, or spans
the whole worksheet with two cells, would take the machine's memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from . import tables
from .tables import HOW_IT_LOOKS, AnswerFileError, Cell, Row, Table

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old .xls files start, and new ones with a password."""

PDF = b"%PDF-"

MAX_UNPACKED = 512 * 1024 * 1024
MAX_CELLS = 20_000_000

_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
)  # fmt: skip
"""All that `zipfile` raises for a damaged archive."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')
_COLUMN = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})\d')


def worksheets(content: bytes, where: str) -> dict[str, list[Row]]:
    """By worksheet, its rows that are not blank, counted from the top; raises AnswerFileError."""
    _look_inside(content, where)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return {name: _filled(workbook, name) for name in workbook.sheet_names}
    except PasswordError:
        raise _locked(where) from None
    except CalamineError:
        raise _broken(where) from None


def table(content: bytes, where: str) -> Table:
    """The table in a workbook; raises AnswerFileError."""
    sheets = worksheets(content, where)
    filled = {name: rows for name, rows in sheets.items() if rows}
    for name, rows in filled.items():
        if len(filled) == 1 or tables.is_header(rows[0].cells):
            place = f"{where}, trang tính “{name}”" if len(sheets) > 1 else where
            return tables.table(rows[0], rows[1:], place, letters=True)
    if not filled:
        raise AnswerFileError(where, f"sổ Excel trống. {HOW_IT_LOOKS}")
    problem = f"không trang tính nào ({', '.join(sheets)}) có dòng tiêu đề. {HOW_IT_LOOKS}"
    raise AnswerFileError(where, problem)


def refuse_foreign(content: bytes, where: str) -> None:
    """Raises AnswerFileError for a PDF, a workbook with a password and one in the old format.

    They are told by what is in them: the name of a file often says something else.
    """
    if content.startswith(PDF):
        problem = "là tệp PDF, không đọc được số liệu. Nhập số liệu vào Excel rồi lưu thành .xlsx hoặc .csv"
        raise AnswerFileError(where, problem)
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            raise _locked(where)
        raise AnswerFileError(where, "là sổ Excel kiểu cũ (.xls). Mở bằng Excel rồi lưu thành .xlsx")


def _look_inside(content: bytes, where: str) -> None:
    refuse_foreign(content, where)
    if not content.startswith(ZIP):
        problem = "tên là .xlsx nhưng bên trong không phải sổ Excel. Nếu là CSV thì đổi đuôi thành .csv"
        raise AnswerFileError(where, problem)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _measure(parts, where)
    except AnswerFileError:
        raise
    except _UNREADABLE:
        raise _broken(where) from None


def _measure(parts: zipfile.ZipFile, where: str) -> None:
    names = parts.namelist()
    if "xl/workbook.xml" not in names:
        problem = "là tệp nén nhưng không phải sổ Excel .xlsx. Mở bằng Excel rồi lưu thành .xlsx"
        raise AnswerFileError(where, problem)
    if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
        raise AnswerFileError(where, "sổ Excel quá lớn. Chỉ để lại trang tính số liệu")
    for name in names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            xml = parts.read(name)
            height = max(map(int, _ROW.findall(xml)), default=0)
            width = max(map(_place, set(_COLUMN.findall(xml))), default=0)
            if height * width > MAX_CELLS:
                problem = "một trang tính trải quá rộng. Xoá các dòng, cột thừa ở xa vùng số liệu"
                raise AnswerFileError(where, problem)


def _place(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _filled(workbook: CalamineWorkbook, name: str) -> list[Row]:
    """The rows of a worksheet that are not blank, counted from the top of the sheet."""
    sheet = workbook.get_sheet_by_name(name)
    cells: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    return [
        Row(number, row)
        for number, row in enumerate(cells, start=1)
        if any(not isinstance(cell, str) or cell.strip() for cell in row)
    ]


def _locked(where: str) -> AnswerFileError:
    return AnswerFileError(where, "sổ Excel đặt mật khẩu. Bỏ mật khẩu rồi lưu lại")


def _broken(where: str) -> AnswerFileError:
    return AnswerFileError(where, "sổ Excel bị hỏng, không mở được. Mở bằng Excel rồi lưu lại thành .xlsx")
