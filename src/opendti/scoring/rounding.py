"""The only place that rounds, and only for showing: half up, in Vietnamese form."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

MAX_PLACES = 12
MINUS = "\u2212"


def half_up(value: Fraction, places: int) -> Fraction:
    """`value` to `places` decimals; a half goes away from zero (2,345 → 2,35; −2,345 → −2,35)."""
    scale = 10**places
    scaled = abs(value) * scale * 2 + 1
    nearest = Fraction(scaled.numerator // (scaled.denominator * 2), scale)
    return -nearest if value < 0 else nearest


def shown(value: Fraction, places: int = 2, *, grouped: bool = True) -> str:
    """`value` with exactly `places` decimals, `1.234,50`; grouping of thousands on request."""
    rounded = half_up(value, places)
    digits = str(abs(rounded.numerator) * 10**places // rounded.denominator).rjust(places + 1, "0")
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :]
    if grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{whole},{fraction}" if places else f"{sign}{whole}"


def figure(value: Fraction) -> str:
    """A figure in full, as given: `1.234,5`; a value without an end in decimals as `2/3`."""
    for places in range(MAX_PLACES + 1):
        if half_up(value, places) == value:
            return shown(value, places)
    return f"{value.numerator}/{value.denominator}"


def long(value: Fraction, places: int = 7) -> tuple[str, bool]:
    """A step of a calculation with up to `places` decimals, and whether that is its exact value."""
    for enough in range(places + 1):
        if half_up(value, enough) == value:
            return shown(value, enough), True
    return shown(value, places), False


def shown_apart(values: Sequence[Fraction], places: int = 2) -> list[str]:
    """The values shown so that different ones look different.

    Where two would look equal though they differ, both get more decimals, as many as it takes
    (at most MAX_PLACES).
    """
    needed = [places] * len(values)
    for more in range(places, MAX_PLACES):
        looks: dict[str, set[Fraction]] = {}
        for value, enough in zip(values, needed, strict=True):
            if enough == more:
                looks.setdefault(shown(value, more), set()).add(value)
        for position, value in enumerate(values):
            if needed[position] == more and len(looks[shown(value, more)]) > 1:
                needed[position] = more + 1
    return [shown(value, enough) for value, enough in zip(values, needed, strict=True)]
