"""The geometry of a radar: one axis per main index, the unit's shape and the median's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, HEIGHT, RADIUS = 344, 248, 84
CENTRE = (172, 122)
RINGS = (25, 50, 75, 100)
FEWEST_AXES = 3
LINE = 15
LONGEST_LINE = 14

Point = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis with its end; its name in `lines` of text and height, and its value `under` them."""

    name: str
    value: str
    end: Point
    lines: list[tuple[str, str]]
    x: str
    under: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Radar:
    """All coordinates as text with a decimal point, ready for SVG attributes."""

    rings: list[str]
    axes: list[Axis]
    unit: str
    median: str
    dots: list[Point]
    centre: Point
    view_box: str


def radar(
    names: Sequence[str], values: Sequence[tuple[Fraction | None, str]], medians: Sequence[Fraction | None]
) -> Radar | None:
    """The radar of percents with their shown texts; None when there are too few axes for a shape."""
    count = len(names)
    if count < FEWEST_AXES:
        return None
    dots = [_at(index, count, value or Fraction(0)) for index, (value, _) in enumerate(values)]
    middle = [_at(index, count, value or Fraction(0)) for index, value in enumerate(medians)]
    texts = [text for _, text in values]
    return Radar(
        rings=[_path([_at(index, count, Fraction(ring)) for index in range(count)]) for ring in RINGS],
        axes=[_axis(index, count, *both) for index, both in enumerate(zip(names, texts, strict=True))],
        unit=_path(dots),
        median=_path(middle),
        dots=dots,
        centre=(str(CENTRE[0]), str(CENTRE[1])),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
    )


def _at(index: int, count: int, percent: Fraction, beyond: float = 0) -> Point:
    angle = 2 * math.pi * index / count
    reach = RADIUS * min(max(float(percent), 0), 100) / 100 + beyond
    return f"{CENTRE[0] + reach * math.sin(angle):.1f}", f"{CENTRE[1] - reach * math.cos(angle):.1f}"


def _path(points: Sequence[Point]) -> str:
    return " ".join(",".join(point) for point in points)


def _axis(index: int, count: int, name: str, value: str) -> Axis:
    """Names stand outside the outer ring: above at the top, below at the bottom, beside elsewhere."""
    angle = 2 * math.pi * index / count
    across, up = math.sin(angle), math.cos(angle)
    end = _at(index, count, Fraction(100))
    x, y = (float(each) for each in end)
    is_upright = abs(across) < 0.2  # Within 12 degrees of straight up or down.
    anchor = "middle" if is_upright else "start" if across > 0 else "end"
    x += 0 if is_upright else 8 if across > 0 else -8
    lines = _wrapped(name, 2 * LONGEST_LINE if is_upright else LONGEST_LINE)
    taller = LINE * (len(lines) - 1)
    if is_upright:
        y += -22 - taller if up > 0 else 16
    else:
        y += -3 - 7 * up - taller / 2
    placed = [(line, f"{y + LINE * number:.0f}") for number, line in enumerate(lines)]
    return Axis(name, value, end, placed, f"{x:.0f}", f"{y + taller + LINE:.0f}", anchor)


def _wrapped(name: str, width: int) -> list[str]:
    """The name in lines of about `width` letters; a single long word stays whole."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
