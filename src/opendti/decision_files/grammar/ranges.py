"""Conditions that name a range: “Tỷ lệ ≥ 80%”, “từ 50% đến dưới 80%”, “dưới 10 tin, bài”, “b = 0”.

Bounds keep whether they are included. A condition with anything besides its range (“≥ 80% và có báo
cáo”) is no range: a reader must not lose the second half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from . import numbers, words


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, None where open. `subject` are the words before, `noun` those after a number.

    `exact` marks a single value (“4 cuộc”); `letter` is set where the subject is a letter, `is_ratio`
    where it is “tỷ lệ”, `is_percent` where the bounds carry %; `yearly` where they are frequencies.
    """

    low: Fraction | None = None
    low_in: bool = True
    high: Fraction | None = None
    high_in: bool = True
    subject: str = ""
    noun: str = ""
    is_percent: bool = False
    yearly: bool = False
    exact: bool = False

    @property
    def letter(self) -> str:
        return self.subject.lower() if re.fullmatch(r"[a-zA-Z]", self.subject) else ""

    @property
    def is_ratio(self) -> bool:
        return re.fullmatch(words.RATIO, self.subject, re.IGNORECASE) is not None


_PERIOD = {"ngày": 365, "tuần": 52, "tháng": 12, "quý": 4, "năm": 1}
_PERIODS = "|".join(_PERIOD)
_TIMES_PER = rf"(\d+)\s*lần\s*(?:/|trên|mỗi|một|trong)\s*(\d+)?\s*({_PERIODS})\b"
_PERIOD_TIMES = rf"(\d+)\s*({_PERIODS})\s*/\s*(\d+)\s*lần\b"
_EVERY = rf"h[àằ]ng\s+({_PERIODS})\b"

_SIGNS = (
    ("Y", rf"{_TIMES_PER}|{_PERIOD_TIMES}"),
    ("U", r"trở lên\b"),
    ("D", r"trở xuống\b"),
    (
        "g",
        (
            r">=|=>|≥|≧|⩾|\blớn hơn hoặc bằng\b|\bkhông (?:dưới|nhỏ hơn|ít hơn|thấp hơn)\b|\b(?:ít nhất"
            r"|tối thiểu)\b"
        ),
    ),
    (
        "l",
        (
            r"<=|=<|≤|≦|⩽|\bnhỏ hơn hoặc bằng\b|\bkhông (?:quá|trên|lớn hơn|vượt quá)\b|\b(?:nhiều nhất"
            r"|tối đa)\b"
        ),
    ),
    ("O", r"≠|!=|<>|\bkhác\b"),
    ("G", r">|\btrên\b|\b(?:lớn|nhiều|cao) hơn\b|\bvượt(?: quá)?\b|\bhơn\b"),
    ("L", r"<|\bdưới\b|\b(?:nhỏ|ít|thấp) hơn\b|\bchưa (?:đạt|đến|đủ)\b"),
    ("F", r"\btừ\b"),
    ("T", r"\bđến\b|\btới\b"),
    ("A", r"\bvà\b"),
    ("E", r"=|\bđạt\b|\bbằng\b|\blà\b"),
    ("N", rf"{numbers.NUMBER}"),
    ("-", r"[-–—](?=\s*\d)"),
    ("W", r"[^\s<>=≥≤≧≠!]+?(?=[\s<>=≥≤≧≠!]|$)"),
)
_LEXER = re.compile("|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(_SIGNS)), re.IGNORECASE)

# The shapes a range may have: S the subject, W a noun after a number, X a number or frequency.
_SHAPES = (
    (r"S?E?(?:F|g)?X1W?U", "low"),
    (r"S?E?gX1W?", "low"),
    (r"S?E?GX1W?", "above"),
    (r"S?E?F?X1W?D", "high"),
    (r"S?E?lX1W?", "high"),
    (r"S?E?LX1W?", "below"),
    (r"S?E?F?g?X1W?(?:A|T|-)?(?:T|A)?LX2W?", "low below"),
    (r"S?E?F?gX1W?A?lX2W?|S?E?FX1W?TX2W?|S?E?X1-X2W?|S?E?FX1W?-X2W?", "low high"),
    (r"S?E?F?GX1W?(?:A|T)?T?LX2W?", "above below"),
    (r"S?E?F?GX1W?(?:TX2|A?lX2)W?", "above high"),
    (r"X1lSLX2", "low below"),
    (r"X1lSlX2", "low high"),
    (r"X1LSlX2", "above high"),
    (r"X1LSLX2", "above below"),
    (r"S?EX1W?|X1W?|S?EX1", "exact"),
    (r"S?OX1", "other than"),
)


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    text: str
    start: int
    end: int


def read(text: str) -> Range | None:
    """The range a condition is, the whole condition; None when it is none or says more."""
    stated = re.sub(
        r"^(?:nếu|khi|trường hợp|với|có)\s+(?=.*\d)", "", text.strip(" ,;:."), flags=re.IGNORECASE
    )
    if len(stated) > 200:
        return None
    signs = _signs(stated)
    if not signs or not any(sign.kind in "NY" for sign in signs):
        return None
    shape, subject, nouns, values = _shaped(signs, stated)
    for pattern, kind in _SHAPES:
        if re.fullmatch(pattern, shape):
            return _range(kind, subject, nouns, values)
    return None


def _signs(text: str) -> list[_Sign]:
    found = []
    for match in _LEXER.finditer(text):
        number = int(str(match.lastgroup)[1:])
        found.append(_Sign(_SIGNS[number][0], match.group(), match.start(), match.end()))
    return found


def _shaped(signs: list[_Sign], text: str) -> tuple[str, str, set[str], list[_Sign]]:
    """The condition's shape, its subject, the nouns after its numbers, and the numbers."""
    shape, subject, nouns = "", "", set()
    values: list[_Sign] = []
    at = 0
    while at < len(signs):
        if signs[at].kind != "W":
            is_value = signs[at].kind in "NY"
            values += [signs[at]] if is_value else []
            shape += f"X{len(values)}" if is_value else signs[at].kind
            at += 1
            continue
        end = at
        while end < len(signs) and signs[end].kind == "W":
            end += 1
        run = text[signs[at].start : signs[end - 1].end].strip(" -–—:")
        if not run:
            at = end
            continue
        if shape.endswith(("1", "2")):
            shape += "W"
            nouns.add(run.strip(" ,;.").lower())
        else:
            shape += "S"
            subject = run
        at = end
    return shape, subject, nouns, values


def _range(kind: str, subject: str, nouns: set[str], values: list[_Sign]) -> Range | None:
    percents = {value.text.endswith("%") for value in values}
    read_values = [_value(value) for value in values]
    if len(nouns) > 1 or None in read_values:
        return None
    noun = nouns.pop() if nouns else ""
    if len(noun.split()) > 5:
        return None
    if percents == {True, False}:  # “từ 50 đến dưới 80%”
        read_values = [_value(_Sign("N", value.text.rstrip("% ") + "%", 0, 0)) for value in values]
    first, last = read_values[0], read_values[-1]
    if kind == "other than":  # no figure is below 0, so that “b ≠ 0” is “b > 0”
        if first != 0:
            return None
        kind = "above"
    made = Range(subject=subject.strip(" ,"), noun=noun, is_percent=True in percents)
    return _bounded(made, kind, first, last, yearly=values[0].kind == "Y")


def _bounded(made: Range, kind: str, first: Fraction | None, last: Fraction | None, *, yearly: bool) -> Range:
    has_low = kind.startswith(("low", "above", "exact"))
    has_high = kind.endswith(("high", "below", "exact"))
    return Range(
        low=first if has_low else None,
        low_in="above" not in kind,
        high=last if has_high else None,
        high_in="below" not in kind,
        subject=made.subject,
        noun=made.noun,
        is_percent=made.is_percent,
        yearly=yearly,
        exact=kind == "exact",
    )


def _value(sign: _Sign) -> Fraction | None:
    if sign.kind == "N":
        return numbers.value(sign.text)
    match = re.fullmatch(_TIMES_PER, sign.text, re.IGNORECASE)
    if match:
        return Fraction(int(match[1]) * _PERIOD[match[3].lower()], int(match[2] or 1) or 1)
    match = re.fullmatch(_PERIOD_TIMES, sign.text, re.IGNORECASE)
    if match and int(match[1]):
        return Fraction(int(match[3]) * _PERIOD[match[2].lower()], int(match[1]))
    return None
