"""What an operation on organisations would do, worked out on the register before anything is done.

Each function here gives the plan of one operation and has tried it; what does not hold is raised as
Invalid (what was given) or Refused (the state of things). actions.reorganising carries plans out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from opendti.common.refusals import Invalid, Refused

from .models import OrganisationChange
from .registers import DAY, SINCE_EVER, STILL, Life, Register, Spell
from .soundness import faults, shown

Kind = OrganisationChange.Kind

CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
CODE_WORDS = "chữ thường không dấu, số, gạch nối, dài không quá 60"
LONGEST = {"code": 60, "name": 200, "short_name": 80, "level": 40, "decision": 200}
_WORDS = {"name": "Tên chính thức", "short_name": "Tên ngắn", "level": "Cấp", "decision": "Quyết định"}
_EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """From which day on, by which decision, and a remark."""

    effective_on: date
    decision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation that does not exist yet; `parent` is the key of its parent.

    `mark` is what follows the names of its own fields in a form with several of them, as in `code_2`.
    """

    code: str
    name: str
    short_name: str = ""
    level: str = ""
    parent: int | None = None
    order: int = 0
    mark: str = ""

    def field(self, name: str) -> str:
        """The field in a form that holds its name or code; others are shared."""
        return f"{name}{self.mark}" if name in ("name", "code") else name


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written. New organisations have negative keys, their number in `founded`."""

    kind: OrganisationChange.Kind
    terms: Terms
    founded: tuple[Unit, ...] = ()
    restated: tuple[tuple[int, Spell], ...] = ()
    ended: tuple[int, ...] = ()
    successions: tuple[tuple[int, int], ...] = ()
    heirs: tuple[tuple[int, int], ...] = ()
    """Whose people get the same roles where: pairs of an organisation that ends and its successor."""

    @property
    def touched(self) -> list[int]:
        keys = [*_new_keys(self.founded), *(key for key, _ in self.restated), *self.ended]
        return list(dict.fromkeys([*keys, *(key for pair in self.successions for key in pair)]))

    def digest(self) -> str:
        """Tells whether what is confirmed is what was shown."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def found(register: Register, unit: Unit, terms: Terms) -> Plan:
    return _tried(register, Plan(Kind.FOUNDED, terms, founded=(unit,)))


def rename(
    register: Register, key: int, terms: Terms, *, name: str, short_name: str = "", level: str = ""
) -> Plan:
    """Another name, short name or level."""
    spell = _living(register, key, terms.effective_on)
    new = spell._replace(
        begin=terms.effective_on, name=tidy(name), short_name=tidy(short_name), level=tidy(level)
    )
    if new.says() == spell.says():
        raise Invalid("Tên và cấp mới giống như đang có, nên không có gì để đổi. Sửa tên mới.", "name")
    return _tried(register, Plan(Kind.RENAMED, terms, restated=((key, new),)))


def move(register: Register, key: int, terms: Terms, *, parent: int | None) -> Plan:
    """Another parent; everything below comes along."""
    spell = _living(register, key, terms.effective_on)
    if parent == spell.parent:
        where = register[parent].name if parent else "không cơ quan nào"
        raise Invalid(f"Đang trực thuộc {where} rồi. Chọn cơ quan cấp trên khác.", "parent")
    new = spell._replace(begin=terms.effective_on, parent=parent)
    return _tried(register, Plan(Kind.MOVED, terms, restated=((key, new),)))


def merge(
    register: Register,
    sources: tuple[int, ...],
    terms: Terms,
    *,
    into: int | Unit,
    name: str = "",
    carries_people: bool = True,
) -> Plan:
    """Several become one: a new one, or `into` an existing one, which may be one of them and get a new name.

    What was under them comes along.
    """
    successor = into if isinstance(into, int) else -1
    ended = tuple(dict.fromkeys(key for key in sources if key != successor))
    if not ended or (isinstance(into, Unit) and len(ended) < 2):
        problem = "Sáp nhập cần ít nhất hai cơ quan khác nhau. Chọn thêm một cơ quan cùng sáp nhập."
        raise Invalid(problem, "other_1")
    restated: list[tuple[int, Spell]] = []
    if isinstance(into, int):
        spell = _living(register, into, terms.effective_on)
        new = spell._replace(begin=terms.effective_on, name=tidy(name) or spell.name)
        restated += [(into, new)] if new.says() != spell.says() else []
    plan = Plan(
        Kind.MERGED,
        terms,
        founded=(into,) if isinstance(into, Unit) else (),
        restated=(*restated, *_moved(register, ended, successor, terms.effective_on)),
        ended=ended,
        successions=tuple((key, successor) for key in ended),
        heirs=tuple((key, successor) for key in ended) if carries_people else (),
    )
    return _tried(register, plan)


def split(
    register: Register,
    key: int,
    terms: Terms,
    *,
    parts: tuple[Unit, ...],
    ends: bool = True,
    heir: int = 0,
    carries_people: bool = False,
) -> Plan:
    """New ones out of one, which ends or goes on; if it ends, part number `heir` gets what was under it."""
    if not parts or (ends and len(parts) < 2):
        raise Invalid("Chia tách cần ít nhất hai cơ quan mới. Nhập thêm cơ quan mới.", "name_2")
    successor = -1 - heir
    plan = Plan(
        Kind.SPLIT,
        terms,
        founded=parts,
        restated=_moved(register, (key,), successor, terms.effective_on) if ends else (),
        ended=(key,) if ends else (),
        successions=tuple((key, new) for new in _new_keys(parts)),
        heirs=((key, successor),) if ends and carries_people else (),
    )
    if not ends:
        _living(register, key, terms.effective_on)
    return _tried(register, plan)


def dissolve(
    register: Register,
    key: int,
    terms: Terms,
    *,
    heir: int | None = None,
    children_to: int | None = None,
    carries_people: bool = False,
) -> Plan:
    """One ends; `heir` takes over from it, and what was under it comes under `children_to`, else the heir."""
    if heir == key:
        raise Invalid("Cơ quan kế tục là chính cơ quan giải thể. Chọn cơ quan khác.", "heir")
    if heir is not None:
        _living(register, heir, terms.effective_on)
    under = children_to if children_to is not None else heir
    plan = Plan(
        Kind.DISSOLVED,
        terms,
        restated=_moved(register, (key,), under, terms.effective_on) if under is not None else (),
        ended=(key,),
        successions=((key, heir),) if heir is not None else (),
        heirs=((key, heir),) if heir is not None and carries_people else (),
    )
    return _tried(register, plan)


def tidy(text: str) -> str:
    """One line in the composed form, without spaces too many and signs nobody sees.

    Those make two names of one, or turn a name around on paper and screen.
    """
    seen = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return " ".join(unicodedata.normalize("NFC", seen).split())


def check_text(name: str, text: str, field: str = "") -> None:
    """Raises Invalid for an official name that is missing and for any text that is too long.

    `field` is the one in the form, if it is not called like what it holds.
    """
    if name == "name" and not text:
        raise Invalid("Chưa nhập tên chính thức. Nhập tên như in trong quyết định.", field or name)
    if len(text) > LONGEST[name]:
        problem = f"{_WORDS.get(name, 'Mã')} dài {len(text)} ký tự, quá {LONGEST[name]}. Rút ngắn lại."
        raise Invalid(problem, field or name)


def check_code(register: Register, code: str, field: str = "code") -> None:
    """Raises Invalid for a code that is not one, or is taken; codes are never used again."""
    if not CODE.fullmatch(code) or len(code) > LONGEST["code"]:
        raise Invalid(f"Mã “{code}” không dùng được. Mã gồm {CODE_WORDS}, ví dụ so-y-te.", field)
    if taken := register.called(code):
        raise Invalid(f"Mã {code} đã là mã của {taken.name}. Chọn mã khác.", field)


def _tried(register: Register, plan: Plan) -> Plan:
    """The plan, after it was carried out on the register; raises Invalid or Refused."""
    day = plan.terms.effective_on
    if day < _EARLIEST:
        raise Invalid(f"Ngày {shown(day)} quá xa. Kiểm tra lại năm.", "effective_on")
    check_text("decision", plan.terms.decision)
    for key, unit in zip(_new_keys(plan.founded), plan.founded, strict=True):
        check_code(register, unit.code, unit.field("code"))
        for name in ("name", "short_name", "level"):
            check_text(name, getattr(unit, name), unit.field(name))
        spell = Spell(day, unit.name, unit.short_name, unit.level, unit.parent)
        register.add(Life(key, unit.code, unit.order, day, STILL, [spell]))
    for key, spell in plan.restated:
        for field in ("name", "short_name", "level"):
            check_text(field, getattr(spell, field))
        _living(register, key, day)
        register[key].restate(spell)
    for key in plan.ended:
        _end(register[key], day)
    if found_wrong := faults(register, plan.touched, since=day):
        first = found_wrong[0]
        new = plan.founded[-1 - first.key] if first.key < 0 else None
        raise Invalid(first.words, new.field(first.field) if new else first.field)
    return plan


def _living(register: Register, key: int, day: date) -> Spell:
    """What is in force on the day, if nothing later is known of the organisation; else Refused."""
    life = register[key]
    if life.end < day:
        problem = f"{life.name} đã kết thúc ngày {shown(life.end)}, nên không thay đổi từ {shown(day)} được. "
        raise Refused(problem + "Chọn cơ quan kế tục, hoặc ngày sớm hơn.")
    if life.begin > day:
        problem = f"{life.name} chỉ có từ {shown(life.begin)}. Chọn ngày từ {shown(life.begin)} trở đi."
        raise Refused(problem)
    if life.last.begin > day:
        problem = f"{life.name} đã có thay đổi từ {shown(life.last.begin)}, sau {shown(day)}. "
        raise Refused(problem + f"Chọn ngày từ {shown(life.last.begin)} trở đi.")
    return life.last


def _end(life: Life, day: date) -> None:
    if life.end != STILL:
        raise Refused(f"{life.name} đã được ghi là kết thúc ngày {shown(life.end)}. Không kết thúc lần nữa.")
    known = max(life.begin, life.last.begin if len(life.spells) > 1 else SINCE_EVER)
    if known >= day:
        problem = f"{life.name} có thay đổi từ {shown(known)}, nên chưa kết thúc trước ngày đó được. "
        raise Refused(problem + f"Chọn ngày từ {shown(known + DAY)} trở đi.")
    life.end = day - DAY


def _moved(
    register: Register, ended: tuple[int, ...], to: int | None, day: date
) -> tuple[tuple[int, Spell], ...]:
    """What is under the ending ones on the day, put under another, unless it ends or takes over itself."""
    return tuple(
        (child.key, child.last._replace(begin=day, parent=to))
        for key in ended
        for child in register.children(key, day)
        if child.key not in ended and child.key != to
    )


def _new_keys(units: tuple[Unit, ...]) -> range:
    return range(-1, -1 - len(units), -1)
