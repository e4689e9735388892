"""Numbers and days as people write them, read into exact values.

Two readers, because two kinds of author write numbers: `exact` reads what an index-set file may
contain, `vietnamese` reads what a person types or pastes from a spreadsheet. Neither ever passes
through a float.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Literal

DecimalSign = Literal["comma", "dot"]

MAX_DIGITS = 30

_EXACT = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?)(?:\s*/\s*(?P<under>\d+))?(?P<percent>\s*%)?")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED_BY_DOT = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_THOUSAND_OR_FRACTION = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


class NotANumber(ValueError):
    """The text is no number; the message says in Vietnamese what is wrong with it."""


class AmbiguousNumber(NotANumber):
    """The text has two readings, `as_thousands` and `as_fraction`, both in Vietnamese form."""

    def __init__(self, text: str) -> None:
        self.as_thousands = text.replace(".", "")
        self.as_fraction = text.replace(".", ",")
        super().__init__(
            f"“{text}” có thể là {self.as_thousands} hoặc {self.as_fraction}. "
            f"Viết {self.as_thousands} nếu là số nghìn, {self.as_fraction} nếu là số lẻ"
        )


def exact(text: str) -> Fraction:
    """The value of `12`, `2.5`, `1/2`, `70%` or `0.25%` in an index-set file.

    Raises NotANumber for anything else, a zero denominator included.
    """
    match = _EXACT.fullmatch(text.strip())
    if match is None or len(text) > MAX_DIGITS:
        raise NotANumber(f"“{text}” không phải số. Viết dạng 12, 2.5, 1/2 hoặc 70%")
    under = int(match["under"] or 1)
    if under == 0:
        raise NotANumber(f"“{text}” chia cho 0")
    return Fraction(match["number"]) / (under * (100 if match["percent"] else 1))


def vietnamese(text: str, *, decimal: DecimalSign | None = None) -> Fraction:
    """The value of a number typed by a person: `1234.5`, `1.234,5`, `12,5`, `1 234`.

    `decimal` says which sign parts the fraction; without it `1.234` is refused with
    AmbiguousNumber, since it may be a thousand or a little over one.
    """
    compact = re.sub(r"[\s\u00a0\u202f]", "", text).replace("\u2212", "-")
    if not compact:
        raise NotANumber("Ô trống, chưa có số")
    if len(compact) > MAX_DIGITS:
        raise NotANumber(f"“{text[:MAX_DIGITS]}…” dài quá {MAX_DIGITS} ký tự")
    if decimal is None and _THOUSAND_OR_FRACTION.fullmatch(compact):
        raise AmbiguousNumber(compact)
    if decimal != "dot" and _GROUPED_BY_DOT.fullmatch(compact):
        return Fraction(compact.replace(".", "").replace(",", "."))
    if _GROUPED_BY_COMMA.fullmatch(compact) and (
        decimal == "dot" or (decimal is None and (compact.count(",") > 1 or "." in compact))
    ):
        return Fraction(compact.replace(",", ""))
    wrong_sign = {"comma": ".", "dot": ",", None: ""}[decimal]
    if _PLAIN.fullmatch(compact) and not (wrong_sign and wrong_sign in compact):
        return Fraction(compact.replace(",", "."))
    raise NotANumber(f"“{text}” không phải số. Viết dạng 1234,5 hoặc 1.234,5")


def day(text: str) -> date:
    """The day written `15/01/2024` or `2024-01-15`; raises NotANumber for anything else."""
    stripped = text.strip()
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", stripped)
    if match:
        parts = (int(match[3]), int(match[2]), int(match[1]))
    else:
        match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?", stripped)
        if match is None:
            raise NotANumber(f"“{text}” không phải ngày. Viết dạng 15/01/2024")
        parts = (int(match[1]), int(match[2]), int(match[3]))
    try:
        return date(*parts)
    except ValueError:
        raise NotANumber(f"“{text}” không có trong lịch. Viết dạng 15/01/2024") from None
