"""What an operation would do, in sentences, before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from opendti.people import queries
from opendti.people.actions import keeping_operators
from opendti.people.plans import Plan
from opendti.people.registers import DAY, Register, Spell
from opendti.people.soundness import listed, shown

_NAMED = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """The sentences, and what to know about the day."""

    day: str
    sentences: list[str]
    remark: str
    digest: str


def preview_of(plan: Plan, after: Register) -> Preview:
    """`after` is the register as it would be."""
    day = plan.terms.effective_on
    today = timezone.localdate()
    if day > today:
        remark = "Đến ngày đó, tên và nơi trực thuộc hiện nay vẫn dùng."
    elif day < today:
        remark = "Ngày này đã qua. Phiếu và kết quả đã có vẫn giữ tên khi đó."
    else:
        remark = "Có hiệu lực ngay hôm nay."
    return Preview(shown(day), [*_sentences(plan, after)], remark, plan.digest())


def _sentences(plan: Plan, after: Register) -> Iterator[str]:
    day = plan.terms.effective_on
    for number, unit in enumerate(plan.founded, start=1):
        spell = after[-number].last
        yield f"Thành lập {unit.name} (mã {unit.code}){_under(spell, after)}."
    if plan.ended:
        names = [after[key].name for key in plan.ended]
        yield f"Kết thúc: {listed(names)}; ngày cuối cùng là {shown(day - DAY)}."
    yield from _restated(plan, after)
    if plan.successions:
        heirs = dict.fromkeys(after[new].name for _, new in plan.successions)
        ended = dict.fromkeys(after[old].name for old, _ in plan.successions)
        yield f"{listed(list(heirs))} kế tục {listed(list(ended))}."
    if plan.ended:
        yield _people(plan, after)
    if orphans := keeping_operators.taken_over(plan, after):
        places = listed([after[key].name for key in orphans])
        yield f"Bạn giữ vai trò Vận hành hệ thống ở {places}, vì chưa ai vận hành cơ quan cấp cao nhất này."


def _restated(plan: Plan, after: Register) -> Iterator[str]:
    """Names one by one; of many that only come under another, the first few and their number."""
    moved: dict[str, list[str]] = {}
    for key, spell in plan.restated:
        before = after[key].shown(spell.begin - DAY)
        if before.name != spell.name:
            yield f"{before.name} đổi tên thành {spell.name}."
        if before.short_name != spell.short_name:
            yield f"Tên ngắn: {before.short_name or 'chưa có'} thành {spell.short_name or 'bỏ trống'}."
        if before.level != spell.level:
            yield f"Cấp: {before.level or 'chưa có'} thành {spell.level or 'bỏ trống'}."
        if before.parent != spell.parent:
            where = "không trực thuộc cơ quan nào" if spell.parent is None else after[spell.parent].name
            moved.setdefault(where, []).append(spell.name)
    for where, names in moved.items():
        yield (
            f"Chuyển về {where}: {listed(names)}."
            if len(names) <= _NAMED
            else (f"Chuyển {len(names)} đơn vị về {where}: {listed(names)}.")
        )


def _under(spell: Spell, after: Register) -> str:
    if spell.parent is None:
        return ", không trực thuộc cơ quan nào"
    return f", trực thuộc {after[spell.parent].shown(spell.begin).name}"


def _people(plan: Plan, after: Register) -> str:
    count = queries.count_memberships_in(plan.ended, on=plan.terms.effective_on)
    if not count:
        return "Không ai đang có vai trò ở cơ quan kết thúc."
    if not plan.heirs:
        return f"{count} vai trò ở cơ quan kết thúc cũng kết thúc; không ai được chuyển sang."
    heirs = dict.fromkeys(after[new].name for _, new in plan.heirs)
    return f"{count} vai trò ở cơ quan kết thúc tiếp tục tại {listed(list(heirs))}."
