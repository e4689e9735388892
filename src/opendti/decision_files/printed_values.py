"""Numbers, codes and days as Vietnamese documents print them, into the plain text of an index-set file."""

from __future__ import annotations

import re
import unicodedata

DATE = re.compile(
    r"(?:ngày\s*)?(?P<d>\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:[/.-]"
    r"|\s+năm\s+)\s*(?P<y>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](\d+))?")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)\s*(?:đ|điểm)?\.?", re.IGNORECASE)
ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_TOTAL = re.compile(
    r"(tổng (số )?(điểm|cộng)|tổng|cộng)( (điểm|tối đa|chung|cả bộ|bộ chỉ số|các chỉ số|toàn bộ|[(\d].*))*",
    re.IGNORECASE,
)


_SUBTOTAL = re.compile(
    r"(tổng (số )?(điểm|cộng)|tổng|cộng)\s+(điểm\s+)?(của\s+)?(mục|nhóm|phần|lĩnh vực|chỉ số chính)"
    r"\s*[\dIVXA-Z.]{0,4}",
    re.IGNORECASE,
)


def points(text: str) -> str | None:
    """Printed points as in a file: `2.5` for “2,5 điểm”, `1000` for “1.000”; None where it is no number.

    A dot before exactly three digits parts thousands, as it does in Vietnamese.
    """
    found = _POINTS.fullmatch(text.strip().strip("()[]"))
    if not found:
        return None
    plain = found[1]
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        return plain.replace(".", "")
    whole, _, part = plain.replace(",", ".").partition(".")
    return f"{int(whole)}.{part}" if part.strip("0") else str(int(whole))


def count(text: str) -> str | None:
    """A printed whole number, leading zeros dropped; None where it is none."""
    return str(int(text.strip())) if re.fullmatch(r"\d{1,4}", text.strip()) else None


def number_in(text: str) -> str | None:
    """The number in a text that holds exactly one, as in “(45 Chỉ số thành phần)”; otherwise None."""
    found = _NUMBER.findall(text)
    return points(".".join(filter(None, found[0]))) if len(found) == 1 else None


def code(text: str) -> str | None:
    """A printed code without its ornaments: `1.1` for “1.1.”, `II` for “II.”; None where it is no code."""
    plain = text.strip().strip("()").rstrip(".:)").strip()
    if re.fullmatch(r"\d{1,3}(\.\d{1,3})*|[A-Z]|[IVX]+(\.\d{1,3})*|[A-Z]\.\d+(\.\d+)*", plain):
        return plain
    return None


def is_roman(text: str) -> bool:
    """Whether a code is a Roman number from I to XXXIX."""
    return bool(text) and ROMAN.fullmatch(text) is not None


def roman_value(text: str) -> int:
    """What a Roman number stands for."""
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def is_total(title: str) -> bool:
    """Whether a row sums up: “Tổng cộng”, “Tổng điểm”."""
    return _TOTAL.fullmatch(title.strip(" :*")) is not None


def is_subtotal(title: str) -> bool:
    """Whether a row only adds up a part of the table: “Cộng mục 1”."""
    return _SUBTOTAL.fullmatch(title.strip().rstrip(".:")) is not None


def date(text: str) -> str | None:
    """The first full date in a text, as yyyy-mm-dd; None where there is none."""
    found = DATE.search(text)
    if not found or not (1 <= int(found["m"]) <= 12 and 1 <= int(found["d"]) <= 31):
        return None
    return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"


def slug(text: str) -> str:
    """Small letters without accents, joined by hyphens: `hai-duong` for “Hải Dương”."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
