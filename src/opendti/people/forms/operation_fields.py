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

NAME = Field(
    "name", "Tên chính thức", help="Như in trong quyết định.", asks="Nhập tên như in trong quyết định."
)
SHORT = Field("short_name", "Tên ngắn", help="Dùng trong bảng, ví dụ Sở TT&TT.", is_obliged=False, longest=80)
LEVEL = Field("level", "Cấp", "level", help="Ví dụ Sở, Huyện, Xã, Phòng.", is_obliged=False, longest=40)
CODE = Field(
    "code",
    "Mã",
    help=f"Gồm {plans.CODE_WORDS}; không đổi về sau. Ví dụ so-y-te.",
    asks=f"Nhập mã gồm {plans.CODE_WORDS}, ví dụ so-y-te.",
    longest=60,
)
PARENT = Field("parent", "Cơ quan cấp trên", "unit", "Gõ tên hay mã rồi chọn.")
AT_THE_TOP = "Bỏ trống nếu không trực thuộc cơ quan nào."
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
    """The parent there is; who looks after everything may leave it empty."""
    key = life.last.parent if life else None
    value = reference(book[key]) if key is not None else ""
    return replace(PARENT, value=value, is_obliged=False, help=f"{PARENT.help} {AT_THE_TOP}")


def found_fields(life: Life | None, book: Register) -> list[Field]:
    return dated(NAME, SHORT, CODE, LEVEL, parent(life, book), ORDER)


def merge_fields(life: Life | None, book: Register) -> list[Field]:
    ways = ((NEW_WAY, "Một cơ quan mới"), (OLD_WAY, "Một cơ quan đang có, được tiếp tục"))
    level = life.last.level if life else ""
    name_help = "Như in trong nghị quyết. Cơ quan được tiếp tục mà giữ tên thì bỏ trống."
    return dated(
        Field("first", "Cơ quan thứ 1", "fixed", value=reference(life) if life else ""),
        *(_other(number) for number in range(1, OTHERS + 1)),
        Field("way", "Thành", "choice", value=NEW_WAY, choices=ways),
        replace(
            PARENT,
            name="into",
            label="Cơ quan được tiếp tục",
            value=reference(life) if life else "",
            when=OLD_WAY,
        ),
        replace(
            NAME,
            label="Tên chính thức sau sáp nhập",
            help=name_help,
            asks="Nhập tên như in trong nghị quyết.",
            obliged_with=(("way", NEW_WAY),),
        ),
        replace(SHORT, when=NEW_WAY),
        replace(CODE, label="Mã mới", when=NEW_WAY),
        replace(LEVEL, value=level, when=NEW_WAY),
        replace(parent(life, book), when=NEW_WAY),
        replace(PEOPLE, value="yes"),
    )


def _other(number: int) -> Field:
    """One of those that merge with the organisation in hand, which is the first; some are seen at once."""
    is_seen = number <= OTHERS_SEEN
    return replace(
        PARENT,
        name=f"other_{number}",
        label=f"Cơ quan thứ {number + 1}",
        is_obliged=number == 1,
        help=PARENT.help if number == 1 else "",
        fold="" if is_seen else "Thêm cơ quan cùng sáp nhập",
    )


def split_fields(life: Life | None, book: Register) -> list[Field]:
    heirs = tuple((str(number), f"Cơ quan mới {number}") for number in range(1, PARTS + 1))
    return dated(
        *(field for number in range(1, PARTS + 1) for field in _part(number)),
        replace(LEVEL, value=life.last.level if life else ""),
        parent(life, book),
        Field("ends", "Cơ quan cũ kết thúc", "check", value="yes"),
        Field("heir", "Đơn vị trực thuộc của cơ quan cũ chuyển đến", "select", value="1", choices=heirs),
        replace(PEOPLE, label=f"{PEOPLE.label} chọn bên trên", value=""),
    )


def _part(number: int) -> tuple[Field, Field]:
    """Name and code of a new organisation; the second is wanted if the old one ends, others at will."""
    is_obliged = number <= PARTS_SEEN
    fold = "" if is_obliged else "Thêm cơ quan mới"
    ended = (("ends", "yes"),) if number == PARTS_SEEN else ()
    name, code = (
        replace(
            field,
            name=f"{field.name}_{number}",
            label=f"{label} cơ quan mới {number}",
            help="",
            is_obliged=is_obliged,
            fold=fold,
            obliged_with=() if number == 1 else (*ended, (f"{other}_{number}", "")),
        )
        for field, label, other in ((NAME, "Tên", "code"), (CODE, "Mã", "name"))
    )
    return name, code


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
