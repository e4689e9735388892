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

# ASCII digits only: others mean the same to Python but not to the patterns that part the thousands.
_EXACT = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?)(?:\s*/\s*(?P<under>\d+))?(?P<percent>\s*%)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED_BY_DOT = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_GROUPED_BY_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_SPACE = "[ \u00a0\u2009\u202f]"  # no tab and no line end: those part two cells, not two thousands
_GROUPED_BY_SPACE = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?", re.ASCII)
_THOUSAND_OR_FRACTION = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_FORMS = {None: "1234,5 hoặc 1.234,5", "comma": "1234,5 hoặc 1.234,5", "dot": "1234.5 hoặc 1,234.5"}


class NotANumber(ValueError):
    """The text is no number; the message says in Vietnamese what is wrong with it."""


class AmbiguousNumber(NotANumber):
    """The text has two readings, `as_thousands` and `as_fraction`, both in Vietnamese form.

    `as_fraction` still looks like the text; `plain_fraction` is the same number in a form that is
    read in one way only: `850` for `850,000`, `1,2340` for `1,234`.
    """

    def __init__(self, text: str) -> None:
        self.as_thousands = text.replace(".", "").replace(",", "")
        self.as_fraction = text.replace(".", ",")
        shorter = self.as_fraction.rstrip("0").rstrip(",")
        self.plain_fraction = f"{shorter}0" if shorter == self.as_fraction else shorter
        super().__init__(
            f"“{text}” có thể là {self.as_thousands} hoặc {self.as_fraction}. "
            f"Viết {self.as_thousands} nếu là số nghìn, {self.plain_fraction} nếu là số lẻ"
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

    `decimal` says which sign parts the fraction; without it `1.234` and `1,234` are refused with
    AmbiguousNumber, since each may be a thousand or a little over one.
    """
    compact = text.strip().replace("\u2212", "-")
    if _GROUPED_BY_SPACE.fullmatch(compact):
        compact = re.sub(_SPACE, "", compact)
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
    bare = compact.removesuffix("%").rstrip()
    if compact.endswith("%") and _PLAIN.fullmatch(bare):
        raise NotANumber(f"“{text}” có dấu %. Bỏ dấu %, ghi {bare}")
    raise NotANumber(f"“{text}” không phải số. Viết dạng {_FORMS[decimal]}")


def day(text: str) -> date:
    """The day written `15/01/2024` or `2024-01-15`; raises NotANumber for anything else."""
    stripped = text.strip()
    match = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", stripped)
    if match:
        parts = (int(match[3]), int(match[2]), int(match[1]))
    else:
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00:00)?", stripped)
        if match is None:
            raise NotANumber(f"“{text}” không phải ngày. Viết dạng 15/01/2024")
        parts = (int(match[1]), int(match[2]), int(match[3]))
    try:
        return date(*parts)
    except ValueError:
        raise NotANumber(f"“{text}” không có trong lịch. Viết dạng 15/01/2024") from None
