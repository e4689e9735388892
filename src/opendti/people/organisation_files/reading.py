"""A workbook into rows; what is wrong with a cell is kept with its row, in words."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from opendti.answer_files.tables import AnswerFileError
from opendti.answer_files.tables import Row as SheetRow
from opendti.answer_files.workbooks import worksheets
from opendti.common.folding import folded
from opendti.common.refusals import Invalid
from opendti.people.days import day_of
from opendti.people.plans import CODE, CODE_WORDS, LONGEST, tidy

from . import columns
from .columns import BY_FOLDED, OBLIGED, Listed

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000

_HEADER_WITHIN = 10
_MAX_ORDER = 32_767
_CELL = r'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<(?:\w+:)?f\b'
_FORMULA = re.compile(_CELL)
_MERGED = re.compile(r'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TEXTS = {
    columns.NAME: "name",
    columns.SHORT_NAME: "short_name",
    columns.LEVEL: "level",
    columns.DECISION: "decision",
}


def read(content: bytes, name: str) -> list[Listed]:
    """The rows of the first worksheet that has the header; raises Invalid when there is none to read."""
    if len(content) > MAX_BYTES:
        raise Invalid(f"Tệp {name} quá 5 MB nên không nhận. Chỉ để lại trang danh sách cơ quan.")
    try:
        sheets = worksheets(content, name)
    except AnswerFileError as wrong:
        raise Invalid(f"{wrong}.") from None
    for title, rows in sheets.items():
        for place, row in enumerate(rows[:_HEADER_WITHIN]):
            heads = [BY_FOLDED.get(folded(str(cell)), "") for cell in row.cells]
            if set(OBLIGED) <= set(heads):
                return _listed(rows[place + 1 :], heads, _oddities(content, title), name)
    wanted = ", ".join(columns.HEADS[:8])
    raise Invalid(f"Tệp {name} không có dòng tiêu đề cần thiết ({wanted}). Tải tệp mẫu rồi chép dữ liệu vào.")


def _listed(
    rows: Sequence[SheetRow], heads: list[str], odd: Mapping[tuple[int, int], str], name: str
) -> list[Listed]:
    twice = [head for head in columns.HEADS if heads.count(head) > 1]
    if twice:
        raise Invalid(f"Tệp {name} có hai cột “{twice[0]}”. Xoá bớt một cột.")
    if not rows:
        raise Invalid(f"Tệp {name} chỉ có dòng tiêu đề. Nhập mỗi cơ quan một dòng.")
    if len(rows) > MAX_ROWS:
        raise Invalid(f"Tệp {name} có {len(rows)} dòng, quá {MAX_ROWS}. Chia thành nhiều tệp.")
    return [_row(row, heads, odd) for row in rows]


def _row(row: SheetRow, heads: list[str], odd: Mapping[tuple[int, int], str]) -> Listed:
    found = Listed(row.number, frozenset(head for head in heads if head))
    for place, head in enumerate(heads):
        if not head:
            continue
        cell = row.cells[place] if place < len(row.cells) else ""
        if oddity := odd.get((row.number, place)):
            (found.problems if oddity.startswith("ô gộp") else found.doubts).append(f"{head}: {oddity}")
        try:
            _put(found, head, cell)
        except ValueError as wrong:
            found.problems.append(f"{head}: {wrong}")
    return found


def _put(row: Listed, head: str, cell: object) -> None:
    """Raises ValueError (Invalid among it), saying what is wrong with the cell."""
    if head in _TEXTS:
        setattr(row, _TEXTS[head], _short_enough(_text(cell), _TEXTS[head]))
    elif head == columns.CODE:
        row.code = _code(row, cell)
    elif head == columns.PARENT:
        row.parent_code = _text(cell).lower()
    elif head == columns.ORDER:
        row.order = _order(_text(cell))
    elif head == columns.BEGIN:
        row.begin = _day(cell)
    elif head == columns.END:
        row.end = _day(cell)
    else:
        parts = (part.strip().lower() for part in re.split(r"[;,\n]", _text(cell)))
        row.predecessors = tuple(dict.fromkeys(part for part in parts if part))


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise ValueError("ô phải là chữ. Đổi ô sang kiểu Văn bản rồi gõ lại")
    return str(int(cell)) if cell == int(cell) else str(cell)


def _short_enough(text: str, name: str) -> str:
    if len(text) > LONGEST[name]:
        raise ValueError(f"dài {len(text)} ký tự, quá {LONGEST[name]}. Rút ngắn lại")
    if name == "name" and not text:
        raise ValueError("bỏ trống. Nhập tên như in trong quyết định")
    return text


def _code(row: Listed, cell: object) -> str:
    code = _text(cell).lower()
    if not code:
        raise ValueError("bỏ trống. Mỗi cơ quan cần một mã riêng")
    if not CODE.fullmatch(code) or len(code) > LONGEST["code"]:
        raise ValueError(f"“{code}” không dùng được. Mã gồm {CODE_WORDS}")
    if not isinstance(cell, str):
        doubt = f"ô là số {code}, số 0 đứng đầu (nếu có) đã mất. Đổi ô sang Văn bản nếu sai"
        row.doubts.append(f"{columns.CODE}: {doubt}")
    return code


def _order(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and int(text) <= _MAX_ORDER):
        raise ValueError(f"“{text}” chưa phải số từ 0 đến {_MAX_ORDER}. Nhập số nguyên")
    return int(text or 0)


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if cell == "" or (isinstance(cell, str) and not cell.strip()):
        return None
    if not isinstance(cell, str):
        raise ValueError(f"ô là số {cell}, không rõ ngày nào. Nhập dạng 01/07/2025")
    return day_of(cell)


def _oddities(content: bytes, title: str) -> dict[tuple[int, int], str]:
    """Formulas and merged cells of a worksheet by row number and column, counted from 0."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            xml = parts.read(_part_of(parts, title)).decode("utf-8", "replace")
    except KeyError:
        return {}
    formula = "ô là công thức; lấy giá trị Excel đã tính"
    found = {(int(row), _column(letters)): formula for letters, row in _FORMULA.findall(xml)}
    for left, top, right, bottom in _MERGED.findall(xml):
        words = f"ô gộp {left}{top}:{right}{bottom}. Bỏ gộp ô, nhập đủ từng dòng"
        rows = range(int(top), min(int(bottom), int(top) + MAX_ROWS) + 1)
        places = range(_column(left), min(_column(right), _column(left) + len(columns.HEADS)) + 1)
        found |= {(row, place): words for row in rows for place in places}
    return found


def _part_of(parts: zipfile.ZipFile, title: str) -> str:
    """The file in the archive that holds the worksheet; raises KeyError."""
    relations = {
        each["Id"]: each["Target"] for each in _tags(_RELATION, parts.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in _tags(_SHEET, parts.read("xl/workbook.xml")):
        if html.unescape(sheet.get("name", "")) == title:
            target = relations[sheet["r:id"]]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(title)


def _tags(pattern: re.Pattern[str], xml: bytes) -> Iterable[dict[str, str]]:
    return (dict(_ATTRIBUTE.findall(tag)) for tag in pattern.findall(xml.decode("utf-8", "replace")))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
