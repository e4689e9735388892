"""Expressions over letters, the ratio, the maximum and numbers, as trees that can be compared.

An expression keeps the way the decision wrote it, so that `a/c*(điểm tối đa)+b/c*1/2*(điểm tối đa)`
becomes `a / c + b / c * 1/2` once the maximum is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import numbers

MAX = "MAX"
RATIO = "RATIO"
COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    id: str


@dataclass(frozen=True, slots=True)
class Binary:
    sign: str
    left: Expr
    right: Expr


Expr = Number | Name | Binary
ONE = Number(Fraction(1))


def names(expr: Expr) -> frozenset[str]:
    """Every name read: letters, and MAX, RATIO, COUNT where they occur."""
    match expr:
        case Name(id):
            return frozenset({id})
        case Binary(_, left, right):
            return names(left) | names(right)
        case _:
            return frozenset()


def substitute(expr: Expr, known: Mapping[str, Expr]) -> Expr:
    """The expression with names replaced by what they stand for."""
    match expr:
        case Name(id):
            return known.get(id, expr)
        case Binary(sign, left, right):
            return Binary(sign, substitute(left, known), substitute(right, known))
        case _:
            return expr


def evaluate(expr: Expr, figures: Mapping[str, Fraction]) -> Fraction:
    """The value; KeyError for an unknown name, ZeroDivisionError for a zero divisor."""
    match expr:
        case Number(value):
            return value
        case Name(id):
            return figures[id]
        case Binary(sign, left, right):
            return _OPERATIONS[sign](evaluate(left, figures), evaluate(right, figures))


_OPERATIONS = {
    "+": Fraction.__add__,
    "-": Fraction.__sub__,
    "*": Fraction.__mul__,
    "/": Fraction.__truediv__,
}


def constant(expr: Expr) -> Fraction | None:
    """The value of an expression that reads nothing, None for any other."""
    if names(expr):
        return None
    try:
        return evaluate(expr, {})
    except ZeroDivisionError:
        return None


def same(one: Expr, other: Expr) -> bool:
    """Whether both mean the same: equal at points with large, unrelated primes for the names."""
    every = sorted(names(one) | names(other))
    for primes in ((10007, 7919, 104729, 611953, 15485863), (1299709, 86028121, 17, 32452843, 49979687)):
        point = {name: Fraction(primes[i % 5] + 2 * i, 1 + i) for i, name in enumerate(every)}
        try:
            if evaluate(one, point) != evaluate(other, point):
                return False
        except ZeroDivisionError:
            return False
    return True


def degree(expr: Expr, percents: frozenset[str] = frozenset()) -> int | None:
    """How many counts are multiplied: 0 for a share, 1 for a count; None where a sum mixes the two.

    `percents` are letters that hold a percentage, which counts nothing.
    """
    match expr:
        case Name(id):
            return 0 if id in (MAX, RATIO) or id in percents else 1
        case Binary(sign, left, right):
            over, under = degree(left, percents), degree(right, percents)
            if over is None or under is None:
                return None
            if sign in "+-":
                return over if over == under else None
            return over + under if sign == "*" else over - under
        case _:
            return 0


def share_of_max(expr: Expr) -> Expr | None:
    """The expression divided by the maximum, where every term has it exactly once; otherwise None."""
    match expr:
        case Name("MAX"):
            return ONE
        case Binary(("+" | "-") as sign, left, right):
            one, other = share_of_max(left), share_of_max(right)
            return Binary(sign, one, other) if one and other else None
        case Binary("*", left, right):
            if MAX in names(left):
                part = None if MAX in names(right) else share_of_max(left)
                return part and _times(part, right)
            part = share_of_max(right)
            return part and _times(left, part)
        case Binary("/", left, right):
            part = None if MAX in names(right) else share_of_max(left)
            return part and Binary("/", part, right)
        case _:
            return None


def _times(left: Expr, right: Expr) -> Expr:
    """The product, written so that a factor of 1 does not show and `1 * a / b` stays `a / b`."""
    if left == ONE:
        return right
    if right == ONE:
        return left
    if isinstance(right, Binary) and right.sign in "*/":  # x * (p * q) is written x * p * q
        return Binary(right.sign, _times(left, right.left), right.right)
    return Binary("*", left, right)


def at_every(expr: Expr, share: Fraction) -> Fraction | None:
    """The value when every division of letters comes to `share`; None when there are letters besides."""
    match expr:
        case Binary("/", left, right) if names(right):
            over, under = _factor(left), _factor(right)
            return share * over / under if over is not None and under else share
        case Binary(sign, left, right):
            one, other = at_every(left, share), at_every(right, share)
            if one is None or other is None or (sign == "/" and other == 0):
                return None
            return _OPERATIONS[sign](one, other)
        case Number(value):
            return value
        case _:
            return None


def _factor(expr: Expr) -> Fraction | None:
    """The number an expression of letters is multiplied by; None where its terms have different ones."""
    match expr:
        case Number(value):
            return value
        case Binary("*" | "/" as sign, left, right):
            over, under = _factor(left), _factor(right)
            if over is None or under is None or (sign == "/" and under == 0):
                return None
            return _OPERATIONS[sign](over, under)
        case Binary(_, left, right):
            one, other = _factor(left), _factor(right)
            return one if one == other else None
        case _:
            return Fraction(1)


def divisors(expr: Expr) -> list[Expr]:
    """What is divided by, constants left out."""
    match expr:
        case Binary(sign, left, right):
            own = [right] if sign == "/" and names(right) else []
            return divisors(left) + divisors(right) + own
        case _:
            return []


def write(expr: Expr) -> str:
    """The expression in the formula language of index-set files: `(c + d) / (a + b)`."""
    match expr:
        case Number(value, percent):
            return numbers.written(value, percent=percent)
        case Name(id):
            return id
        case Binary("/", Number(over, False), Number(under, False)):
            return f"{numbers.written(over)}/{numbers.written(under)}"
        case Binary(sign, left, right):
            return f"{_part(left, sign, right=False)} {sign} {_part(right, sign, right=True)}"


def _part(expr: Expr, sign: str, *, right: bool) -> str:
    """A part of an expression, in brackets where its own sign binds less than the one beside it."""
    text = write(expr)
    if not isinstance(expr, Binary):
        return text
    loose = expr.sign in "+-"
    if sign in "*/" and loose:
        return f"({text})"
    if right and sign == "/" and not loose:
        return f"({text})"
    if right and sign == "*" and expr.sign == "/" and "/" in text and " / " in text:
        return f"({text})"
    if right and sign == "-" and loose:
        return f"({text})"
    return text
