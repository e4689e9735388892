"""Organisations as a workbook that can be imported again, and the empty one to fill in."""

from __future__ import annotations

from collections.abc import Mapping

from opendti.common import workbooks
from opendti.common.workbooks import Cell, Column, Worksheet
from opendti.people import queries
from opendti.people.plans import CODE_WORDS
from opendti.people.presenting.organisations import Row, Wish, matches
from opendti.people.queries import Founding
from opendti.people.registers import Register
from opendti.people.soundness import shown

from . import columns

LIST = "Cơ quan"
GUIDE = "Hướng dẫn"
_WIDTHS = (18, 48, 22, 12, 22, 9, 13, 13, 22, 28)
_COLUMNS = [Column(head, width) for head, width in zip(columns.HEADS, _WIDTHS, strict=True)]

_GUIDE = (
    (columns.CODE, f"Bắt buộc, không trùng, không đổi về sau. Gồm {CODE_WORDS}.", "so-y-te"),
    (columns.NAME, "Bắt buộc. Như in trong quyết định.", "Sở Y tế"),
    (columns.SHORT_NAME, "Dùng trong bảng, trên điện thoại.", "Sở TT&TT"),
    (columns.LEVEL, "Gọi thế nào cũng được, miễn thống nhất.", "Sở"),
    (columns.PARENT, "Mã của một dòng trong tệp (trên hay dưới đều được) hoặc đã có trong hệ thống.", "tinh"),
    (columns.ORDER, "Số nhỏ đứng trước. Bỏ trống là 0, đứng trên cùng.", "4"),
    (columns.BEGIN, "Ngày/tháng/năm. Bỏ trống: có từ trước, không cần ghi.", "01/07/2025"),
    (columns.END, "Ngày cuối cùng. Bỏ trống: đang hoạt động.", "30/06/2025"),
    (columns.PREDECESSORS, "Mã các cơ quan trước đó, cách nhau bằng dấu chấm phẩy.", "xa-bac; xa-nam"),
    (columns.DECISION, "Quyết định, nghị quyết thành lập.", "1669/NQ-UBTVQH15"),
)


def exported(given: Mapping[str, str]) -> bytes:
    """All organisations of the list that an address asks for, as of its day."""
    wish = Wish.of(given)
    book, founding = queries.register(), queries.founding()
    rows = [_cells(row, book, founding) for row in matches(book, wish)]
    return workbooks.workbook([Worksheet(LIST, _COLUMNS, rows, frozen=2)])


def _cells(row: Row, book: Register, founding: Founding) -> list[Cell]:
    spell = row.spell
    return [
        row.code,
        spell.name,
        spell.short_name,
        spell.level,
        "" if spell.parent is None else book[spell.parent].code,
        row.order,
        shown(row.valid_from) if row.valid_from else "",
        shown(row.valid_until) if row.valid_until else "",
        "; ".join(sorted(founding.predecessors.get(row.key, ()))),
        founding.decisions.get(row.key, ""),
    ]


def template() -> bytes:
    """Only the head, and on a second worksheet what goes into each column."""
    guide = [Column("Cột", 24), Column("Nhập gì", 72), Column("Ví dụ", 24)]
    return workbooks.workbook([Worksheet(LIST, _COLUMNS, [], frozen=2), Worksheet(GUIDE, guide, _GUIDE)])
