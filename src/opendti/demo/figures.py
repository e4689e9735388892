"""Illustrative answers: plausible, complete enough to be interesting, and the same on every machine.

Nothing here is a real figure of a real agency. Whoever shows these numbers marks them as
illustrative (“dữ liệu minh hoạ”).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import cast

from opendti.scoring import engine, entries, forms
from opendti.scoring.definition import Component, Figure, GeneralItem, IndexSet
from opendti.scoring.entries import Entry
from opendti.scoring.formula import Formula


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose answers are invented: a name, how well it does (percent) and how much it has filled in."""

    name: str
    website: str
    strength: int
    filled: int = 100


SIZES = {
    "người": (60, 240),
    "máy": (60, 220),
    "hệ thống": (4, 14),
    "xã": (12, 23),
    "thôn": (70, 160),
    "hộ": (21_000, 64_000),
    "doanh nghiệp": (400, 2_600),
    "triệu đồng": (90_000, 900_000),
    "hồ sơ": (4_000, 52_000),
    "văn bản": (900, 14_000),
    "báo cáo": (20, 90),
    "buổi họp": (4, 8),
    "sự cố": (0, 4),
    "dịch vụ": (20, 180),
    "cơ quan/đơn vị": (5, 18),
    "điểm": (14, 40),
    "địa điểm": (14, 40),
    "ubnd": (13, 24),
    "ubnd cấp xã": (12, 23),
    "đài": (12, 23),
    "trạm": (12, 24),
    "cơ sở": (12, 80),
    "sản phẩm": (12, 60),
}
"""How many there usually are, by the unit of the figure; anything else is between 10 and 80."""

SERVERS = (0, 8)
POPULATION = (95_000, 330_000)


def answers_of(index_set: IndexSet, unit: Unit, random: Random, *, year: int | None = None) -> list[Entry]:
    """The unit's entries in the order of the sheet: general information, then component by component.

    `year` is the plan year days lie around; the set's own if left out.
    """
    plan_year = year or index_set.year
    made = [entry for item in index_set.general_items for entry in _general(index_set, item, unit, random)]
    general = {e.item: Fraction(e.value) for e in made if e.value.replace(".", "").isdigit()}
    for component in index_set.leaves:
        if random.randrange(100) < unit.filled:
            made += _component(component, unit, random, general, plan_year)
    return made


def _general(index_set: IndexSet, item: GeneralItem, unit: Unit, random: Random) -> Iterator[Entry]:
    if item.kind == "text":
        yield Entry(item.code, "value", unit.name)
    elif item.kind == "link":
        yield Entry(item.code, "value", unit.website)
    elif item.is_number:
        yield entries.parse(index_set, item.code, "value", str(_size(item.unit, item.title, random)))


def _size(unit: str | None, label: str, random: Random) -> int:
    if "dân số" in label.lower() or "người dân" in label.lower():
        return random.randint(*POPULATION)
    if "máy chủ" in label.lower():
        return random.randint(*SERVERS)
    return random.randint(*SIZES.get((unit or "").lower(), (10, 80)))


def _component(
    component: Component, unit: Unit, random: Random, general: dict[str, Fraction], year: int
) -> list[Entry]:
    quality = min(100, max(0, unit.strength + random.randint(-22, 20)))
    rule = component.rule
    if isinstance(rule, forms.Levels):
        return [Entry(component.code, "level", _level(rule, quality, random))]
    if isinstance(rule, forms.Checklist):
        met = [each for each in rule.conditions if random.randrange(100) < quality]
        return [Entry(component.code, "check", each.id) for each in met] or [
            Entry(component.code, "level", "none")
        ]
    if isinstance(rule, forms.Deadline):
        return [Entry(component.code, "date", _day(rule, year, quality, random).isoformat())]
    return _figures(component, quality, random, general)


def _level(rule: forms.Levels, quality: int, random: Random) -> str:
    """Better units reach the higher levels more often; the levels stand best first."""
    for level in rule.levels[:-1]:
        if random.randrange(100) < quality:
            return level.id
    return rule.levels[-1].id


def _day(rule: forms.Deadline, year: int, quality: int, random: Random) -> date:
    day, month = (int(part) for part in rule.before.split("/"))
    late = random.randrange(100) >= quality
    return date(year, month, day) + timedelta(days=random.randint(0, 40) if late else -random.randint(1, 25))


def _figures(component: Component, quality: int, random: Random, general: dict[str, Fraction]) -> list[Entry]:
    """Denominators first, then numerators scaled so that the formula comes near its aim."""
    formula, top = _aim(component.rule)
    values: dict[str, Fraction] = {}
    below = letters_below(formula)
    for figure in component.figures:
        known = engine.linked_value(figure, general)
        if known is not None:
            values[figure.id] = known
        elif figure.id in below or formula is None:
            values[figure.id] = Fraction(_size(figure.unit, figure.label, random))
    above = [figure for figure in component.figures if figure.id not in values]
    if formula is not None:
        _fill_above(above, formula, top * quality / 100, values)
    _make_consistent(above or list(component.figures), component, values)
    return [
        Entry(component.code, figure.id, entries.canonical(values[figure.id]))
        for figure in component.figures
        if figure.id in values and engine.linked_value(figure, general) is None
    ]


def _aim(rule: forms.Rule) -> tuple[Formula | None, Fraction]:
    """The formula whose value decides, and the value that brings the maximum."""
    if isinstance(rule, forms.Ratio):
        return rule.of, rule.full_at
    if isinstance(rule, forms.Bands):
        return rule.of, rule.bands[0].at_least * Fraction(5, 4)
    if isinstance(rule, forms.Cases):
        return next(case.of for case in rule.cases if case.of), Fraction(1)
    if isinstance(rule, forms.AllOrNothing):
        return rule.of, rule.at
    return cast("Formula | None", getattr(rule, "of", None)), Fraction(1)


def counts_in_a(index_set: IndexSet, code: str) -> bool:
    """Whether a component is a ratio with `a` above and not below, as nearly all are."""
    leaf = next((each for each in index_set.leaves if each.code == code), None)
    if leaf is None or not isinstance(leaf.rule, forms.Ratio):
        return False
    return "a" in leaf.rule.of.names - letters_below(leaf.rule.of)


def letters_below(formula: Formula | None) -> set[str]:
    """The letters that stand in a divisor: those without which a divisor cannot be computed."""
    if formula is None:
        return set()
    found = set()
    for letter in formula.names:
        others = {name: Fraction(1) for name in formula.names if name != letter}
        for divisor in formula.node.divisors:
            try:
                divisor(others)
            except KeyError:
                found.add(letter)
    return found


def _fill_above(above: list[Figure], formula: Formula, aim: Fraction, values: dict[str, Fraction]) -> None:
    """Sets the numerators; every formula is linear in them, so one scaling hits the aim."""
    for figure in above:
        values[figure.id] = Fraction(1)
    try:
        reached = formula.run(values)
    except ZeroDivisionError:
        reached = Fraction(0)
    for figure in above:
        exact = aim / reached if reached else Fraction(0)
        values[figure.id] = exact if figure.kind == "percent" else Fraction(exact.__floor__())
        if figure.kind == "percent":
            values[figure.id] = Fraction((exact * 100).__floor__(), 100)


def _make_consistent(above: list[Figure], component: Component, values: dict[str, Fraction]) -> None:
    """Lowers the numerators, the last first, until they fit what the component expects of them."""
    for condition in component.expects:
        for figure in reversed([each for each in above if each.id in condition.names]):
            while values[figure.id] > 0 and not condition.test(values):
                values[figure.id] = Fraction((values[figure.id] * 9 / 10).__floor__())
