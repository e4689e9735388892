"""A CSV file into a table. The file is UTF-8; comma, semicolon and tab all part its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from . import tables
from .tables import HOW_IT_LOOKS, AnswerFileError, Row, Table

DELIMITERS = (",", ";", "\t")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_SAVE_AS = "Trong Excel chọn Lưu thành (Save As), kiểu “CSV UTF-8”, rồi thử lại"


def table(content: bytes, where: str) -> Table:
    """The table in a CSV file; raises AnswerFileError, while rows are read too."""
    text = _text(content, where)
    first = _first_line(text)
    if first is None:
        raise AnswerFileError(where, f"tệp trống. {HOW_IT_LOOKS}")
    number, line = first
    delimiter = _delimiter(line)
    rows = _rows(text, delimiter, where)
    header = next(row for row in rows if row.number >= number)
    return tables.table(header, _even(rows, header, delimiter, where), where)


def _text(content: bytes, where: str) -> str:
    if content.startswith(UTF_16) or (content[:40].count(0) * 3 > len(content[:40])):
        raise AnswerFileError(where, f"tệp viết bằng mã UTF-16, không phải UTF-8. {_SAVE_AS}")
    if 0 in content:
        row = content.count(b"\n", 0, content.index(0)) + 1
        raise AnswerFileError(where, f"có ký tự NUL, tệp bị hỏng hoặc không phải CSV. {_SAVE_AS}", row=row)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        problem = (
            "chữ không viết bằng mã UTF-8 (có thể là Windows-1258, TCVN3 hoặc VNI). "
            f"{_SAVE_AS}; chữ TCVN3, VNI thì đổi sang Unicode bằng UniKey trước"
        )
        raise AnswerFileError(where, problem, row=row) from None


def _first_line(text: str) -> tuple[int, str] | None:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if line.strip():
            return number, line
    return None


def _delimiter(header: str) -> str:
    """What parts the header; the one that makes it a right header, else the most frequent."""
    for delimiter in DELIMITERS:
        if tables.is_header(next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter), [])):
            return delimiter
    return max(DELIMITERS, key=header.count)


def _rows(text: str, delimiter: str, where: str) -> Iterator[Row]:
    """The rows by the line they start on; a quoted cell may go over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            problem = "dấu ngoặc kép mở mà không đóng, hoặc có chữ sau dấu đóng"
            if "limit" in str(wrong):
                problem = "ô quá dài; có thể một dấu ngoặc kép mở mà không đóng"
            raise AnswerFileError(where, problem, row=number) from None
        yield Row(number, cells)


def _even(rows: Iterator[Row], header: Row, delimiter: str, where: str) -> Iterator[Row]:
    """The rows that are not blank, each as long as the header."""
    wanted = len(header.cells)
    for row in rows:
        if not any(str(cell).strip() for cell in row.cells):
            continue
        if len(row.cells) == wanted:
            yield row
            continue
        problem = f"có {len(row.cells)} ô, mà tiêu đề có {wanted}."
        if len(row.cells) > wanted and delimiter == ",":
            problem += ' Ô có dấu phẩy phải đặt trong ngoặc kép, ví dụ "12,5"'
        else:
            problem += " Mỗi dòng cần đủ các ô, ô trống cũng phải có dấu ngăn"
        raise AnswerFileError(where, problem, row=row.number)
