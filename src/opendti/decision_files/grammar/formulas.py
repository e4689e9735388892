"""Printed formulas into expressions: “a/c*(điểm tối đa)+b/c*1/2*(điểm tối đa)”, “50% điểm tối đa”.

The text is first cut into signs, each of which must be understood: one unknown word and there is no
formula. What is left is read by a grammar, so that precedence and brackets are those of arithmetic.
"""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

from . import numbers, words
from .expressions import Binary, Expr, Name, Number

MAX_LENGTH = 300
MAX_SIGNS = 80


class Formula(NamedTuple):
    """An expression and what was odd about its print, as reasons for a person to look."""

    expr: Expr
    doubts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


_SIGNS = (
    ("max", words.MAX),
    ("ratio", words.RATIO),
    ("count", r"\bsố\s+(?!điểm\b)(?:lượng\s+)?[^\W\d_]+(?:[,\s]+[^\W\d_]{2,}){0,4}"),
    (
        "fraction",
        (
            rf"(?<![\d/:÷.,])\d+\s*/\s*\d+(?![\d%.,]|\s*%)|½|¼|¾"
            rf"|{'|'.join(k for k in numbers.WORDS if len(k) > 1)}"
        ),
    ),
    ("number", numbers.NUMBER),
    (
        "times",
        (
            r"[*×·∙✕]|\bnhân(?:\s+với)?\b|(?<![^\W_])[xX](?![^\W_])|(?<=[\w)])\s*\.\s*(?=\()"
            r"|(?<=[\w)])\.(?=điểm tối đa)"
        ),
    ),
    ("over", r"[/÷:]|\bchia(?:\s+cho)?\b"),
    ("plus", r"\+"),
    ("minus", r"[-–−]"),
    ("open", r"[(\[]"),
    ("close", r"[)\]]"),
    ("points", words.POINTS),
    ("of", r"\bcủa\b"),
    ("letter", r"(?<![^\W_])[a-z](?![^\W_])"),
    ("blank", r"\s+"),
)
_LEXER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SIGNS), re.IGNORECASE)

_GRAMMAR = r"""
?sum: product | sum "+" product -> add | sum "-" product -> subtract
?product: atom | product "*" atom -> multiply | product "/" atom -> divide
?atom: NUMBER -> number | NAME -> name | "(" sum ")"
NUMBER: /[0-9]+(\.[0-9]+)?(\/[0-9]+)?%?/
NAME: /MAX|RATIO[12]?|COUNT|[a-z]/
%ignore " "
"""


@v_args(inline=True)
class _Builder(Transformer[Token, Expr]):
    def number(self, token: Token) -> Expr:
        text = str(token)
        return Number(Fraction(text.rstrip("%")) / (100 if "%" in text else 1), "%" in text)

    def name(self, token: Token) -> Expr:
        return Name(str(token))

    def add(self, left: Expr, right: Expr) -> Expr:
        return Binary("+", left, right)

    def subtract(self, left: Expr, right: Expr) -> Expr:
        return Binary("-", left, right)

    def multiply(self, left: Expr, right: Expr) -> Expr:
        return Binary("*", left, right)

    def divide(self, left: Expr, right: Expr) -> Expr:
        return Binary("/", left, right)


@cache
def _reader() -> Lark:
    return Lark(_GRAMMAR, start="sum", parser="lalr", transformer=_Builder())


class _Sign(NamedTuple):
    kind: str
    text: str


def read(text: str) -> Formula | None:
    """The formula a text is, the whole text; None when any part of it is not understood."""
    if len(text) > MAX_LENGTH:
        return None
    signs = _signs(text.strip().rstrip(".;,: "))
    if not signs or len(signs) > MAX_SIGNS:
        return None
    plain = _plain(_linked(signs))
    if plain is None:
        return None
    try:
        expr = _reader().parse(plain)
    except UnexpectedInput:
        return None
    counts = tuple(sign.text for sign in signs if sign.kind == "count")
    return Formula(expr, _doubts(signs), counts) if isinstance(expr, Number | Name | Binary) else None


def _signs(text: str) -> list[_Sign] | None:
    """The signs of a text in order, without blanks; None where something is no sign."""
    found: list[_Sign] = []
    at = 0
    while at < len(text):
        match = _LEXER.match(text, at)
        if match is None or match.end() == at:
            return None
        kind = str(match.lastgroup)
        if kind != "blank":
            found.append(_Sign(kind, match.group()))
        at = match.end()
    return found


_VALUES = {"max", "ratio", "count", "fraction", "number", "points", "letter"}


def _linked(signs: list[_Sign]) -> list[_Sign]:
    """The signs with the × that “50% điểm tối đa” leaves out, and “của” where it means the same."""
    linked: list[_Sign] = []
    for sign in signs:
        before = linked[-1].kind if linked else ""
        if sign.kind in ("max", "points") and before in ("fraction", "number", "of"):
            if before == "of":
                linked.pop()
            linked.append(_Sign("times", "*"))
        elif sign.kind in ("open", "letter") and before == "ratio":  # “Tỷ lệ a/b” says what the ratio is
            linked.pop()
        linked.append(sign)
    return linked


def _plain(signs: list[_Sign]) -> str | None:
    """The signs as text for the grammar; None where one of them has no single meaning."""
    written: list[str] = []
    for number, sign in enumerate(signs):
        before = signs[number - 2] if number > 1 else _Sign("", "")
        text = _written(sign, before)
        if text is None:
            return None
        written.append(text)
    plain = " ".join(written)
    return plain.removesuffix("* POINTS").strip() if "POINTS" in plain else plain


_FIXED = {"max": "MAX", "count": "COUNT", "times": "*", "over": "/", "plus": "+", "minus": "-"}
_FIXED |= {"open": "(", "close": ")"}


def _written(sign: _Sign, multiplied: _Sign) -> str | None:
    match sign.kind:
        case "fraction":
            return _fraction(sign.text)
        case "number":
            return _number(sign.text)
        case "ratio":
            last = sign.text[-1]
            return f"RATIO{last}" if last in "12" else "RATIO"
        case "letter":
            return sign.text.lower()
        case "points":
            return _points(sign, multiplied)
        case kind:
            return _FIXED.get(kind)


def _points(sign: _Sign, multiplied: _Sign) -> str | None:
    """“70% điểm”, “1/2 số điểm”, “a/b * điểm” mean the maximum; “2 điểm” is an amount of points.

    “1/2 điểm” may be half a point or half of them: it is read as half the maximum and doubted.
    """
    if multiplied.kind == "number" and "%" not in multiplied.text:
        return "POINTS"
    return "MAX" if multiplied.kind or search_all(sign.text) else None


def search_all(text: str) -> bool:
    """Whether the words name all the points: “số điểm”, “tổng điểm”."""
    return bool(words.search(r"^(?:tổng|số)\b", text))


def _fraction(text: str) -> str | None:
    worth = numbers.WORDS.get(" ".join(text.lower().split()))
    if worth is not None:
        return f"({worth.numerator} / {worth.denominator})"
    over, under = (part.strip() for part in text.split("/"))
    return f"({int(over)} / {int(under)})" if int(under) and len(text) < 12 else None


def _number(text: str) -> str | None:
    worth = numbers.value(text)
    if worth is None:
        return None
    return numbers.written(worth, percent="%" in text)


def _doubts(signs: list[_Sign]) -> tuple[str, ...]:
    found = []
    for before, sign in itertools.pairwise(signs):
        if before.kind == "fraction" and sign.text.lower() == "điểm":
            found.append(f"“{before.text} {sign.text}” có thể là phần của điểm tối đa hoặc là số điểm.")
    return tuple(found)
