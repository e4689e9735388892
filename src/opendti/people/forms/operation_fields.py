"""Which fields the form of each operation has, and what they begin with."""

from __future__ import annotations

from dataclasses import replace

from opendti.people import plans
from opendti.people.registers import Life, Register

from .fields import DECISION, NOTE, WHEN, Field, reference

PARTS = 6
OTHERS = 6
_SHOWN_AT_FIRST = 2

NAME = Field("name", "Tên chính thức", help="Như in trong quyết định.")
SHORT = Field("short_name", "Tên ngắn", help="Dùng trong bảng, ví dụ Sở TT&TT.", is_obliged=False, longest=80)
LEVEL = Field("level", "Cấp", "level", help="Ví dụ Sở, Huyện, Xã, Phòng.", is_obliged=False, longest=40)
CODE = Field("code", "Mã", help=f"Gồm {plans.CODE_WORDS}; không đổi về sau. Ví dụ so-y-te.", longest=60)
PARENT = Field("parent", "Cơ quan cấp trên", "unit", "Gõ tên hay mã rồi chọn.")
ORDER = Field("order", "Thứ tự", help="Số nhỏ đứng trước trong danh sách.", is_obliged=False, longest=5)
PEOPLE = Field("carries_people", "Người đang có vai trò tiếp tục vai trò đó ở cơ quan kế tục", "check")


def dated(*fields: Field) -> list[Field]:
    return [*fields, WHEN, DECISION, NOTE]


def _of(life: Life | None) -> dict[str, str]:
    """What the fields of a name begin with."""
    if life is None:
        return {}
    spell = life.last
    return {"name": spell.name, "short_name": spell.short_name, "level": spell.level}


def named(life: Life | None) -> list[Field]:
    values = _of(life)
    return [replace(field, value=values.get(field.name, "")) for field in (NAME, SHORT, LEVEL)]


def parent(life: Life | None, book: Register) -> Field:
    key = life.last.parent if life else None
    return replace(PARENT, value=reference(book[key]) if key is not None else "")


def found_fields(_life: Life | None, _book: Register) -> list[Field]:
    return dated(NAME, SHORT, CODE, LEVEL, replace(PARENT, is_obliged=False), ORDER)


def merge_fields(life: Life | None, book: Register) -> list[Field]:
    others = [
        replace(
            PARENT,
            name=f"other_{number}",
            label=f"Cùng với cơ quan {number}",
            is_obliged=number == 1,
            help="",
        )
        for number in range(1, OTHERS + 1)
    ]
    ways = (("new", "Một cơ quan mới"), ("existing", "Một cơ quan đang có, được tiếp tục"))
    values = {"level": life.last.level if life else ""}
    new = [
        replace(
            field,
            is_obliged=False,
            value=values.get(field.name, ""),
            label=f"{field.label} của cơ quan sau sáp nhập",
        )
        for field in (NAME, SHORT, CODE, LEVEL)
    ]
    return dated(
        *others,
        Field("way", "Thành", "choice", value="new", choices=ways),
        *new,
        replace(parent(life, book), label="Cơ quan cấp trên của cơ quan mới", is_obliged=False),
        replace(
            PARENT,
            name="into",
            label="Cơ quan được tiếp tục",
            is_obliged=False,
            help="Chỉ khi sáp nhập vào cơ quan đang có; đặt tên mới cho nó ở ô tên bên trên nếu cần.",
        ),
        replace(PEOPLE, value="yes"),
    )


def split_fields(life: Life | None, book: Register) -> list[Field]:
    fields: list[Field] = []
    for number in range(1, PARTS + 1):
        is_obliged = number <= _SHOWN_AT_FIRST
        fields += [
            Field(f"name_{number}", f"Tên cơ quan mới {number}", is_obliged=is_obliged),
            Field(f"code_{number}", f"Mã cơ quan mới {number}", is_obliged=is_obliged, longest=60),
        ]
    heirs = tuple((str(number), f"Cơ quan mới {number}") for number in range(1, PARTS + 1))
    return dated(
        *fields,
        replace(LEVEL, value=life.last.level if life else ""),
        parent(life, book),
        Field("ends", "Cơ quan cũ kết thúc", "check", value="yes"),
        Field(
            "heir", "Đơn vị trực thuộc và người của cơ quan cũ chuyển đến", "select", value="1", choices=heirs
        ),
        replace(PEOPLE, value=""),
    )


def dissolve_fields(_life: Life | None, _book: Register) -> list[Field]:
    return dated(
        replace(PARENT, name="heir", label="Cơ quan kế tục", is_obliged=False, help="Bỏ trống nếu không có."),
        replace(
            PARENT,
            name="children_to",
            label="Đơn vị trực thuộc chuyển đến",
            is_obliged=False,
            help="Bỏ trống thì chuyển đến cơ quan kế tục.",
        ),
        replace(PEOPLE, value=""),
    )
