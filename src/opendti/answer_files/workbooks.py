"""An Excel workbook into a table: the first worksheet that opens with the header."""

from __future__ import annotations

from . import office_sheets, tables
from .office_parts import LIST, NATIONAL, Limits
from .office_sheets import Sheet
from .tables import HOW_IT_LOOKS, AnswerFileError, Row, Table

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old .xls files start, and new ones with a password."""

PDF = b"%PDF-"

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sheets(content: bytes, where: str, limits: Limits = LIST) -> list[Sheet]:
    """The worksheets in their order, hidden ones last, each with its rows that are not blank.

    Raises AnswerFileError.
    """
    refuse_foreign(content, where)
    if not content.startswith(ZIP):
        problem = "tên là .xlsx nhưng bên trong không phải sổ Excel. Nếu là CSV thì đổi đuôi thành .csv"
        raise AnswerFileError(where, problem)
    return sorted(office_sheets.read(content, where, limits), key=lambda sheet: sheet.is_hidden)


def worksheets(content: bytes, where: str, limits: Limits = LIST) -> dict[str, list[Row]]:
    """By worksheet, its rows that are not blank, by the numbers Excel shows; raises AnswerFileError."""
    return {sheet.name: sheet.rows for sheet in sheets(content, where, limits)}


def table(content: bytes, where: str) -> Table:
    """The table on the one visible worksheet that has it; raises AnswerFileError."""
    seen = [sheet for sheet in sheets(content, where, NATIONAL) if not sheet.is_hidden]
    filled = [sheet for sheet in seen if sheet.rows]
    found = [sheet for sheet in filled if tables.is_header(sheet.rows[0].cells)]
    if not filled:
        raise AnswerFileError(where, f"sổ Excel trống. {HOW_IT_LOOKS}")
    if len(found) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet in found)
        raise AnswerFileError(where, f"có {len(found)} trang tính số liệu ({names}). Gộp vào một trang tính")
    if not found and len(filled) > 1:
        names = ", ".join(sheet.name for sheet in seen[:5]) + (" …" if len(seen) > 5 else "")
        raise AnswerFileError(where, f"không trang tính nào ({names}) có dòng tiêu đề. {HOW_IT_LOOKS}")
    sheet = (found or filled)[0]
    place = f"{where}, trang tính “{sheet.name}”" if len(seen) > 1 else where
    return tables.table(sheet.rows[0], sheet.rows[1:], place, letters=True)


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


def _locked(where: str) -> AnswerFileError:
    return AnswerFileError(where, "sổ Excel đặt mật khẩu. Bỏ mật khẩu rồi lưu lại")
