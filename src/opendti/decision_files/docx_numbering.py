"""The numbers and bullets Word draws before paragraphs, which are not in their text."""

from __future__ import annotations

import re
from typing import NamedTuple, overload

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PLACEHOLDER = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
)
_SMALL_ROMAN = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HIGHEST = 5000
_SIGNS = {"-", "+", "–", "—", "*"}


class Level(NamedTuple):
    kind: str
    text: str
    start: int


class Numbering:
    """Counts through a document: ask for each paragraph, in order, what stands before it."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._style_numbers: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def before(self, paragraph: etree._Element) -> str:
        """The number or bullet with a space after it; "" for a paragraph that has none."""
        reference = self._reference(paragraph)
        if reference is None:
            return ""
        number, depth = reference
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return f"{level.text} " if level.text in _SIGNS else "- "
        # Lists that share their definition count on from each other, unless one starts anew.
        counts = self._counts.setdefault(self._abstract_of.get(number, number), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        shown = _PLACEHOLDER.sub(lambda found: _counted(levels, counts, int(found[1]) - 1), level.text)
        return f"{shown} " if shown else ""

    def _reference(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Which list the paragraph is in and how deep."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        by_style = self._style_numbers.get(style.get(f"{W}val", "")) if style is not None else None
        own = _number_in(properties)
        if own is None:
            return by_style
        number, depth = own
        if number == "0":
            return None
        return (number or (by_style[0] if by_style else "")), depth

    def _read(self, numbering: etree._Element) -> None:
        abstract = {
            each.get(f"{W}abstractNumId", ""): {
                whole(level.get(f"{W}ilvl"), 0): _level(level) for level in each.findall(f"{W}lvl")
            }
            for each in numbering.findall(f"{W}abstractNum")
        }
        for each in numbering.findall(f"{W}num"):
            number = each.get(f"{W}numId", "")
            base = _value(each, "abstractNumId")
            levels = dict(abstract.get(base, {}))
            overrides = each.findall(f"{W}lvlOverride")
            for override in overrides:
                depth = whole(override.get(f"{W}ilvl"), 0)
                level = override.find(f"{W}lvl")
                if level is not None:
                    levels[depth] = _level(level)
                start = whole(_value(override, "startOverride"), None)
                if start is not None and depth in levels:
                    levels[depth] = levels[depth]._replace(start=start)
            self._levels[number] = levels
            self._abstract_of[number] = f"own {number}" if overrides else base

    def _read_styles(self, styles: etree._Element) -> None:
        parents: dict[str, str] = {}
        for style in styles.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            parents[name] = _value(style, "basedOn")
            properties = style.find(f"{W}pPr")
            own = _number_in(properties) if properties is not None else None
            if own is not None and own[0]:
                self._style_numbers[name] = own
        for name in parents:
            ancestor, steps = name, 0
            while ancestor and ancestor not in self._style_numbers and steps < 20:
                ancestor, steps = parents.get(ancestor, ""), steps + 1
            if ancestor in self._style_numbers:
                self._style_numbers[name] = self._style_numbers[ancestor]


@overload
def whole(text: str | None, default: int) -> int: ...
@overload
def whole(text: str | None, default: None) -> int | None: ...
def whole(text: str | None, default: int | None) -> int | None:
    """The number an attribute gives, `default` when it gives none that Word would."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 4 else default


def _number_in(properties: etree._Element) -> tuple[str, int] | None:
    numbers = properties.find(f"{W}numPr")
    if numbers is None:
        return None
    return _value(numbers, "numId"), whole(_value(numbers, "ilvl"), 0)


def _level(level: etree._Element) -> Level:
    start = whole(_value(level, "start"), 1)
    return Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText"), start)


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _counted(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth, Level("decimal", "", 1))
    return _written(counts.setdefault(depth, level.start), level.kind)


def _written(count: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"}:
        roman = _roman(count)
        return roman.lower() if kind == "lowerRoman" else roman
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    done = ""
    rest = min(max(count, 0), _HIGHEST)
    for value, sign in (*_ROMAN, *_SMALL_ROMAN):
        done += sign * (rest // value)
        rest %= value
    return done
