"""The list of organisations as of a day: a tree opened step by step, or what a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.utils import timezone

from opendti.common.folding import folded
from opendti.common.refusals import Invalid
from opendti.people import queries
from opendti.people.days import day_of
from opendti.people.registers import SINCE_EVER, STILL, Life, Register, Spell

PAGE_SIZE = 100
ACTIVE, ENDED, AHEAD, ALL = "active", "ended", "ahead", "all"
STATES = {
    ACTIVE: "Đang hoạt động",
    ENDED: "Đã kết thúc",
    AHEAD: "Chưa thành lập",
    ALL: "Tất cả",
}
MARKS = {ACTIVE: "ok", ENDED: "excluded", AHEAD: "waiting"}

_folded = lru_cache(maxsize=20_000)(folded)


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation in the list; `was` is the former name by which a search found it."""

    key: int
    code: str
    order: int
    spell: Spell
    state: str
    place: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    depth: int = 0
    children: int = 0
    is_open: bool = False
    was: str = ""

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]


@dataclass(slots=True)
class Wish:
    """What the address asks for; a day that cannot be read is today, and said so."""

    words: str = ""
    level: str = ""
    state: str = ACTIVE
    typed_day: str = ""
    under: int | None = None
    number: int = 1
    day: date = field(default_factory=timezone.localdate)
    problem: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Wish:
        wish = cls(
            words=given.get("q", "").strip()[:200],
            level=given.get("level", ""),
            state=given.get("state", "") if given.get("state", "") in STATES else ACTIVE,
            typed_day=given.get("on", "").strip()[:20],
            under=_number(given.get("under", "")),
            number=max(_number(given.get("page", "")) or 1, 1),
        )
        if wish.typed_day:
            try:
                wish.day = day_of(wish.typed_day)
            except Invalid as wrong:
                wish.problem = f"{wrong} Danh sách dưới đây là của hôm nay."
        return wish

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @property
    def is_tree(self) -> bool:
        return not (self.words or self.level or self.state != ACTIVE)

    @property
    def filters_in_use(self) -> int:
        """How many of the filters a phone folds away narrow or shift the list."""
        return sum(map(bool, (self.level, self.state != ACTIVE, self.typed_day)))

    def address(self, **changed: object) -> str:
        """The query of the same list with some things changed."""
        parts: dict[str, object] = {"q": self.words, "level": self.level, "on": self.typed_day}
        parts |= {"state": "" if self.state == ACTIVE else self.state, "under": self.under, **changed}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list."""

    wish: Wish
    rows: list[Row]
    total: int
    pages: int
    levels: list[str]
    organisations: int

    @property
    def states(self) -> dict[str, str]:
        return STATES

    @property
    def export(self) -> str:
        return self.wish.address()

    @property
    def everything(self) -> str:
        """The same search over organisations in every state."""
        return self.wish.address(state=ALL)

    @property
    def before(self) -> str:
        return self.wish.address(page=self.wish.number - 1) if self.wish.number > 1 else ""

    @property
    def after(self) -> str:
        return self.wish.address(page=self.wish.number + 1) if self.wish.number < self.pages else ""

    @property
    def day_in_links(self) -> str:
        return self.wish.address(q="", level="", state="", under="") if self.wish.typed_day else ""


def list_page(given: Mapping[str, str]) -> ListPage:
    """The page of the list that an address asks for; two queries."""
    wish = Wish.of(given)
    book = queries.register()
    rows = _tree_rows(book, wish) if wish.is_tree else matches(book, wish)
    levels = sorted({level for life in book if (level := life.shown(wish.day).level)}, key=_folded)
    pages = max(-(-len(rows) // PAGE_SIZE), 1)
    wish.number = min(wish.number, pages)
    first = (wish.number - 1) * PAGE_SIZE
    shown = [*_above(rows, first), *rows[first : first + PAGE_SIZE]]
    return ListPage(wish, shown, len(rows), pages, levels, len(book))


def _above(rows: list[Row], first: int) -> list[Row]:
    """What the first row of a later page is under, from the top down, so that it does not hang in the air."""
    above: list[Row] = []
    depth = rows[first].depth if first < len(rows) else 0
    for row in reversed(rows[:first]):
        if row.depth < depth:
            above.insert(0, row)
            depth = row.depth
    return above


def matches(book: Register, wish: Wish) -> list[Row]:
    """All that the words, the level and the state leave, in the order of the tree."""
    words = folded(wish.words).split()
    found = []
    for key in _in_order(book, wish.day):
        life = book[key]
        spell = life.shown(wish.day)
        state = state_on(life, wish.day)
        if wish.state not in (ALL, state) or (wish.level and spell.level != wish.level):
            continue
        if not words or _holds(words, spell, life.code):
            found.append(row_of(book, life, wish.day))
        elif was := _former_name(life, wish.day, words):
            found.append(row_of(book, life, wish.day, was=was))
    return found


def row_of(book: Register, life: Life, day: date, *, was: str = "") -> Row:
    """The organisation with the names of what is above it, from the top down."""
    place = tuple(book[key].shown(day).called for key in reversed(book.above(life.key, day)))
    return Row(
        life.key,
        life.code,
        life.order,
        life.shown(day),
        state_on(life, day),
        place,
        *days_of(life),
        was=was,
    )


def days_of(life: Life) -> tuple[date | None, date | None]:
    """The first and the last day, None where nobody wrote one down."""
    return (
        None if life.begin == SINCE_EVER else life.begin,
        None if life.end == STILL else life.end,
    )


def state_on(life: Life, day: date) -> str:
    if life.begin > day:
        return AHEAD
    return ENDED if life.end < day else ACTIVE


def _former_name(life: Life, day: date, words: list[str]) -> str:
    """An earlier name that holds the words; empty if none does."""
    if len(life.spells) == 1:
        return ""
    former = (each for each in reversed(life.spells) if each.begin <= day)
    return next((each.name for each in former if _holds(words, each, life.code)), "")


def _holds(words: Iterable[str], spell: Spell, code: str) -> bool:
    text = _folded(f"{spell.name} {spell.short_name} {code}")
    return all(word in text for word in words)


def _tree_rows(book: Register, wish: Wish) -> list[Row]:
    """What is at the top, and below each opened one what is directly under it."""
    states = book.on(wish.day)
    under = _under(book, {key: spell.parent for key, spell in states.items()})
    tops = under.get(None, [])
    chosen = wish.under if wish.under in states else (tops[0] if len(tops) == 1 else None)
    opened = set() if chosen is None else {chosen, *book.above(chosen, wish.day)}
    rows: list[Row] = []

    def add(keys: list[int], depth: int) -> None:
        for key in keys:
            life, kids = book[key], under.get(key, [])
            begin, end = days_of(life)
            is_open = key in opened and bool(kids)
            shape = {"depth": depth, "children": len(kids), "is_open": is_open}
            rows.append(Row(key, life.code, life.order, states[key], ACTIVE, (), begin, end, **shape))  # type: ignore[arg-type]
            if is_open:
                add(kids, depth + 1)

    add(tops, 0)
    return rows


def _in_order(book: Register, day: date) -> list[int]:
    """All keys, each after what it is under."""
    under = _under(book, {life.key: life.shown(day).parent for life in book})
    ordered, waiting = [], list(reversed(under.get(None, [])))
    while waiting:
        key = waiting.pop()
        ordered.append(key)
        waiting.extend(reversed(under.get(key, [])))
    return ordered


def _under(book: Register, parents: Mapping[int, int | None]) -> dict[int | None, list[int]]:
    under: dict[int | None, list[int]] = {}
    for key in sorted(parents, key=lambda each: (book[each].order, book[each].code)):
        under.setdefault(parents[key], []).append(key)
    return under


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
