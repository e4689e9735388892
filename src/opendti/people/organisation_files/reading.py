"""A workbook into rows; what is wrong with a cell is kept with its row, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from opendti.answer_files import lists
from opendti.answer_files.lists import List
from opendti.answer_files.tables import AnswerFileError, Cell
from opendti.answer_files.tables import Row as SheetRow
from opendti.common.folding import folded
from opendti.common.refusals import Invalid
from opendti.people.days import day_of
from opendti.people.plans import CODE, CODE_WORDS, LONGEST, tidy

from . import columns
from .columns import BY_FOLDED, OBLIGED, Listed

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000

_MAX_ORDER = 32_767
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
        found = lists.find(content, name, lambda cells: set(OBLIGED) <= set(_heads(cells)))
    except AnswerFileError as wrong:
        raise Invalid(f"{wrong}.") from None
    if found is None:
        wanted = ", ".join(columns.HEADS[:8])
        raise Invalid(
            f"Tệp {name} không có dòng tiêu đề cần thiết ({wanted}). Tải tệp mẫu rồi chép dữ liệu vào."
        )
    heads = _heads(found.head.cells)
    twice = [head for head in columns.HEADS if heads.count(head) > 1]
    if twice:
        raise Invalid(f"Tệp {name} có hai cột “{twice[0]}”. Xoá bớt một cột.")
    if not found.rows:
        raise Invalid(f"Tệp {name} chỉ có dòng tiêu đề. Nhập mỗi cơ quan một dòng.")
    if len(found.rows) > MAX_ROWS:
        raise Invalid(f"Tệp {name} có {len(found.rows)} dòng, quá {MAX_ROWS}. Chia thành nhiều tệp.")
    return [_row(row, heads, found) for row in found.rows]


def _heads(cells: Sequence[Cell]) -> list[str]:
    """Our name of each column, empty for a column that is none of ours."""
    return [BY_FOLDED.get(folded(str(cell)), "") for cell in cells]


def _row(row: SheetRow, heads: list[str], given: List) -> Listed:
    found = Listed(row.number, frozenset(head for head in heads if head))
    for place, head in enumerate(heads):
        if not head:
            continue
        cell = row.cells[place] if place < len(row.cells) else ""
        if doubt := given.doubts.get((row.number, place)):
            found.doubts.append(f"{head}: {doubt}")
        if problem := given.problems.get((row.number, place)):
            found.problems.append(f"{head}: {problem}")
            continue
        try:
            _put(found, head, cell)
        except ValueError as wrong:
            found.problems.append(f"{head}: {wrong}".rstrip("."))
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
        raise ValueError(f"“{code[:80]}” không dùng được. Mã gồm {CODE_WORDS}")
    if not isinstance(cell, str):
        doubt = f"ô là số {code}, số 0 đứng đầu (nếu có) đã mất. Đổi ô sang Văn bản nếu sai"
        row.doubts.append(f"{columns.CODE}: {doubt}")
    return code


def _order(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= _MAX_ORDER):
        raise ValueError(f"“{text[:40]}” chưa phải số từ 0 đến {_MAX_ORDER}. Nhập số nguyên")
    return int(text or 0)


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if cell == "" or (isinstance(cell, str) and not cell.strip()):
        return None
    if not isinstance(cell, str):
        raise ValueError(f"ô là số {_text(cell)}, không rõ ngày nào. Nhập dạng 01/07/2025")
    return day_of(cell)
