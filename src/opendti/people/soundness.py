"""What must hold of organisations through time; each fault in words for the person who caused it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .registers import STILL, Life, Register, Span

_LISTED = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one organisation, and the field of a form it is about."""

    key: int
    field: str
    words: str


def shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def listed(names: list[str]) -> str:
    """The first few, and how many more there are."""
    more = f" và {len(names) - _LISTED} cơ quan khác" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def faults(register: Register, touched: Iterable[int], *, since: date) -> list[Fault]:
    """What does not hold of the touched organisations from a day on; empty when all does.

    Their parents exist as long as they are under them and nobody is under itself; no two under the same
    parent have one name at a time; nobody is left under an organisation that has ended.
    """
    keys = list(dict.fromkeys(touched))
    check = _Checks(register, since)
    rules: tuple[Callable[[Life], Iterator[Fault]], ...] = (
        check.parents,
        check.rings,
        check.names,
        check.orphans,
    )
    return [fault for key in keys for rule in rules for fault in rule(register[key])]


class _Checks:
    """The rules, with what they look up again and again gathered once."""

    def __init__(self, register: Register, since: date) -> None:
        self.register, self.since = register, since
        self.namesakes: dict[tuple[int | None, str], list[tuple[Life, Span]]] = {}
        self.under: dict[int, list[tuple[Life, Span]]] = {}
        self.turns: set[date] = {since}
        for life in register:
            for span in life.spans():
                spell = span.spell
                if span.last >= since:
                    self.namesakes.setdefault((spell.parent, spell.name.casefold()), []).append((life, span))
                    if spell.parent is not None:
                        self.under.setdefault(spell.parent, []).append((life, span))
                    if spell.begin > since:
                        self.turns.add(spell.begin)

    def parents(self, life: Life) -> Iterator[Fault]:
        for span in self._spans(life):
            if span.spell.parent is None:
                continue
            parent = self.register[span.spell.parent]
            first = max(span.spell.begin, self.since)
            if parent.begin > first:
                words = f"{parent.name} chỉ có từ {shown(parent.begin)}, {life.name} đã có trước đó. "
                yield Fault(life.key, "parent", words + "Chọn ngày muộn hơn, hoặc cơ quan cấp trên khác.")
            elif parent.end < span.last:
                words = f"{parent.name} kết thúc ngày {shown(parent.end)}, khi {life.name} vẫn trực thuộc. "
                yield Fault(life.key, "parent", words + "Chọn cơ quan cấp trên khác, ví dụ cơ quan kế tục.")

    def rings(self, life: Life) -> Iterator[Fault]:
        days = (day for day in self.turns if max(life.begin, self.since) <= day <= life.end)
        if any(self.register.is_in_a_ring(life.key, day) for day in days):
            words = f"{life.name} sẽ trực thuộc chính mình, vì cơ quan cấp trên được chọn nằm bên dưới. "
            yield Fault(life.key, "parent", words + "Chọn cơ quan cấp trên khác.")

    def names(self, life: Life) -> Iterator[Fault]:
        for span in self._spans(life):
            place = (span.spell.parent, span.spell.name.casefold())
            for other, theirs in self.namesakes.get(place, ()):
                if other.key != life.key and _overlap(span, theirs):
                    words = f"Cùng cơ quan cấp trên đã có “{span.spell.name}” (mã {other.code}) lúc đó. "
                    yield Fault(life.key, "name", words + "Đổi tên, hoặc cho cơ quan kia kết thúc trước.")
                    return

    def orphans(self, life: Life) -> Iterator[Fault]:
        if life.end == STILL:
            return
        left = [other.name for other, span in self.under.get(life.key, ()) if span.last > life.end]
        if left:
            words = f"{life.name} còn cơ quan trực thuộc sau ngày {shown(life.end)}: {listed(left)}. "
            yield Fault(life.key, "children_to", words + "Chọn nơi chuyển đến, hoặc cho kết thúc trước.")

    def _spans(self, life: Life) -> Iterator[Span]:
        return (span for span in life.spans() if span.last >= self.since)


def _overlap(one: Span, other: Span) -> bool:
    return one.spell.begin <= other.last and other.spell.begin <= one.last
