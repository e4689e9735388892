"""The workbook people fill in: an empty list, and what may stand in two of its columns."""

from __future__ import annotations

from collections.abc import Iterable

from opendti.common import workbooks
from opendti.common.workbooks import Cell, Column, Worksheet
from opendti.people.models import Organisation
from opendti.people.roles import Role

from .reading import HEADS

_WIDTHS = {
    "name": 28,
    "username": 18,
    "email": 30,
    "organisation": 22,
    "role": 24,
    "valid_from": 14,
    "valid_until": 14,
}
_EXPLAINED = (
    ("Họ và tên", "Bắt buộc."),
    (
        "Tên đăng nhập",
        (
            "Để trống thì phần mềm đặt theo họ tên: Nguyễn Thị Lan thành lannt. "
            "Đã có tài khoản thì ghi đúng tên cũ."
        ),
    ),
    ("Thư điện tử", "Không bắt buộc. Có thì gửi được liên kết qua thư."),
    ("Mã cơ quan", "Bắt buộc: mã hoặc tên chính thức, như ở trang Cơ quan."),
    (
        "Vai trò",
        "Bắt buộc: như ở trang Vai trò. Một người nhiều vai trò thì ghi nhiều dòng, cùng tên đăng nhập.",
    ),
    ("Từ ngày", "Để trống là từ hôm nay. Viết 31/12/2026."),
    ("Đến ngày", "Để trống là chưa định."),
)


def template(organisations: Iterable[Organisation], roles: Iterable[Role]) -> bytes:
    """Four worksheets: the list, the giver's organisations, their roles, how to fill it in."""
    codes: list[list[Cell]] = [[each.code, each.name, each.level] for each in organisations]
    words: list[list[Cell]] = [[each.label] for each in roles]
    return workbooks.workbook(
        [
            Worksheet("Danh sách", [Column(HEADS[key], width) for key, width in _WIDTHS.items()], [], 1),
            Worksheet("Cơ quan", [Column("Mã cơ quan", 24), Column("Tên", 50), Column("Cấp", 14)], codes),
            Worksheet("Vai trò", [Column("Vai trò", 30)], words),
            Worksheet(
                "Hướng dẫn", [Column("Cột", 20), Column("Cách ghi", 80)], [list(each) for each in _EXPLAINED]
            ),
        ]
    )
