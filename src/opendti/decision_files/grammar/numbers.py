"""Numbers in decisions: “0,7 %”, “0.25%”, “1/2”, “70%”, “một nửa”, exactly."""

from __future__ import annotations

import re
from fractions import Fraction

MAX_DIGITS = 12
DIGITS = r"\d+(?:[.,]\d+)*"
NUMBER = rf"{DIGITS}\s*%?"
WORDS = {
    "một nửa": Fraction(1, 2),
    "nửa": Fraction(1, 2),
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "một phần hai": Fraction(1, 2),
    "một phần ba": Fraction(1, 3),
    "hai phần ba": Fraction(2, 3),
    "một phần tư": Fraction(1, 4),
    "ba phần tư": Fraction(3, 4),
}

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


def value(text: str) -> Fraction | None:
    """The exact value of `0,7 %`, `0.25%`, `12` or `1.000`; None when it is no number or has two readings.

    A dot parts thousands where three digits follow and a whole number stands before it, as Vietnamese
    writes; a comma with three digits after it (`1,000`) may be either, so it is refused, and so is
    `07%`, which may have lost its comma.
    """
    compact = text.replace(" ", "")
    percent = compact.endswith("%")
    digits = compact.removesuffix("%")
    if len(digits) > MAX_DIGITS or (percent and re.match(r"0\d", digits)):
        return None
    if _GROUPED.fullmatch(digits):
        if percent:
            return None
        number = Fraction(digits.replace(".", "").replace(",", "."))
    elif _PLAIN.fullmatch(digits) and not re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        number = Fraction(digits.replace(",", "."))
    else:
        return None
    return number / 100 if percent else number


def written(number: Fraction, *, percent: bool = False) -> str:
    """The number as an index-set file has it: `0.7%`, `80%`, `10`, `2.5`, `1/3`."""
    shown = number * 100 if percent else number
    return _decimal(shown) + "%" if percent and _decimal(shown) else _decimal(number) or str(number)


def share(worth: Fraction) -> str:
    """A share of the maximum as the file has it: `1`, `0`, `1/2`, `70%`, `1/3`."""
    if worth in (0, 1) or worth == Fraction(1, 2):
        return str(worth)
    return written(worth, percent=True)


def _decimal(number: Fraction) -> str:
    """The decimal form of a number that has a short one, "" otherwise."""
    for places in range(7):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if number < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return ""
