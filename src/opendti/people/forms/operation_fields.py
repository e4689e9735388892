"""Which fields the form of each operation has, and what they begin with."""

from __future__ import annotations

from dataclasses import replace

from opendti.people import plans
from opendti.people.registers import Life, Register

from .fields import DECISION, NOTE, WHEN, Field, reference

PARTS = 6
OTHERS = 15
PARTS_SEEN, OTHERS_SEEN = 2, 3
NEW_WAY, OLD_WAY = "new", "existing"

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
    ways = ((NEW_WAY, "Một cơ quan mới"), (OLD_WAY, "Một cơ quan đang có, được tiếp tục"))
    level = life.last.level if life else ""
    name_help = "Như in trong nghị quyết. Cơ quan được tiếp tục mà giữ tên thì bỏ trống."
    return dated(
        *(_other(number) for number in range(1, OTHERS + 1)),
        Field("way", "Thành", "choice", value=NEW_WAY, choices=ways),
        replace(
            PARENT,
            name="into",
            label="Cơ quan được tiếp tục",
            value=reference(life) if life else "",
            when=OLD_WAY,
        ),
        replace(NAME, label="Tên chính thức sau sáp nhập", help=name_help),
        replace(SHORT, when=NEW_WAY),
        replace(CODE, label="Mã mới", when=NEW_WAY),
        replace(LEVEL, value=level, when=NEW_WAY),
        replace(parent(life, book), is_obliged=False, when=NEW_WAY),
        replace(PEOPLE, value="yes"),
    )


def _other(number: int) -> Field:
    """One of those that merge with the organisation in hand; the first three are seen at once."""
    is_seen = number <= OTHERS_SEEN
    return replace(
        PARENT,
        name=f"other_{number}",
        label="Sáp nhập cùng với" if number == 1 else f"Cơ quan thứ {number + 1}",
        is_obliged=number == 1,
        help=PARENT.help if number == 1 else "",
        fold="" if is_seen else "Thêm cơ quan cùng sáp nhập",
    )


def split_fields(life: Life | None, book: Register) -> list[Field]:
    fields: list[Field] = []
    for number in range(1, PARTS + 1):
        is_obliged = number <= PARTS_SEEN
        fold = "" if is_obliged else "Thêm cơ quan mới"
        name = Field(f"name_{number}", f"Tên cơ quan mới {number}", is_obliged=is_obliged, fold=fold)
        code = Field(
            f"code_{number}", f"Mã cơ quan mới {number}", is_obliged=is_obliged, fold=fold, longest=60
        )
        fields += [name, code]
    heirs = tuple((str(number), f"Cơ quan mới {number}") for number in range(1, PARTS + 1))
    return dated(
        *fields,
        replace(LEVEL, value=life.last.level if life else ""),
        parent(life, book),
        Field("ends", "Cơ quan cũ kết thúc", "check", value="yes"),
        Field("heir", "Đơn vị trực thuộc của cơ quan cũ chuyển đến", "select", value="1", choices=heirs),
        replace(PEOPLE, label=f"{PEOPLE.label} chọn bên trên", value=""),
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
