"""Accounts as a workbook to take away. No links: whoever holds one could open the account."""

from __future__ import annotations

from collections.abc import Iterable

from opendti.common import workbooks
from opendti.common.workbooks import Cell, Column, Worksheet
from opendti.people.presenting.people import Row

COLUMNS = [
    Column("Họ và tên", 28),
    Column("Tên đăng nhập", 18),
    Column("Thư điện tử", 30),
    Column("Vai trò", 50),
    Column("Tình trạng", 20),
    Column("Bước xác thực thứ hai", 12),
    Column("Lần vào gần nhất", 18),
    Column("Liên kết dùng được đến", 18),
]


def accounts(rows: Iterable[Row], name: str = "Tài khoản") -> bytes:
    """One worksheet, a row an account."""
    return workbooks.workbook([Worksheet(name, COLUMNS, [_cells(row) for row in rows], 1)])


def _cells(row: Row) -> list[Cell]:
    return [
        row.name,
        row.username,
        row.email,
        "\n".join(row.hats),
        row.words,
        "Có" if row.has_second_factor else "Chưa",
        row.last_login,
        row.link_until,
    ]
