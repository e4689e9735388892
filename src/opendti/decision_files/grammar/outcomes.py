"""What an answer is worth: “Điểm tối đa”, “1/2 * Điểm tối đa”, “10 điểm”, “0 điểm”, or a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from . import formulas
from .expressions import MAX, Binary, Expr, Number, at_every, constant, names, share_of_max

_LEAD = re.compile(
    r"^(?:(?:(?:tính\s+)?theo công thức\s*:|thì|sẽ|là|được|đạt|tính|chấm|cho|cộng|mức|bằng)\s+)*"
    r"(?:(?:số\s+)?(?:điểm|đ)(?:\s+(?:đạt được|đánh giá|được tính|tính|theo công thức))*\s*"
    r"(?:[=:]|là\b|bằng\b)\s*|(?:được|đạt)\s+)?(?:bằng\s+|=\s*)?",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"không\s+(?:có|được|tính|chấm|đạt)\s+(?:số\s+)?điểm", re.IGNORECASE)
_SHORT = re.compile(r"(?<=\d)\s*(?:đ|điểm)\.?$", re.IGNORECASE)
_BARE_MAX = re.compile(r"(?:mức\s+)?tối đa", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A worth: a `share` of the maximum, absolute `points`, or a `formula` for the share.

    `is_bare` where a formula does not name the maximum; the last of its doubts says so.
    """

    share: Fraction | None = None
    points: Fraction | None = None
    formula: Expr | None = None
    doubts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    is_bare: bool = False

    @property
    def is_constant(self) -> bool:
        return self.formula is None


def read(text: str) -> Outcome | None:
    """The worth a text states, the whole text; None when it states none or something besides."""
    stated = text.strip().rstrip(".;, ")
    while stated[:1] in ("(", "[") and _closes_last(stated):
        stated = stated[1:-1].strip().rstrip(".;, ")
    if _NOTHING.fullmatch(stated):
        return Outcome(share=Fraction(0))
    lead = _LEAD.match(stated)
    rest = stated[lead.end() :] if lead else stated
    if _BARE_MAX.fullmatch(rest):
        return Outcome(share=Fraction(1), doubts=("“Tối đa” được hiểu là điểm tối đa.",))
    return _of_formula(
        rest, is_points=bool(_SHORT.search(rest)), named=bool(_SHORT.search(rest)) or "iểm" in stated
    )


def _closes_last(text: str) -> bool:
    """Whether the first bracket closes with the last letter: `(10 điểm)`, not `(a+b)/(c+d)`."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth == 0:
            return at == len(text) - 1
    return False


def _of_formula(text: str, *, is_points: bool, named: bool) -> Outcome | None:
    """The worth of a formula; `named` says that the words speak of points at all."""
    read_as = formulas.read(_SHORT.sub(" điểm", text) if is_points else text)
    if read_as is None:
        return None
    expr, doubts, counts = read_as
    if MAX in names(expr):
        part = share_of_max(expr)
        if part is None:
            return None
        worth = constant(part)
        return Outcome(share=worth, formula=None if worth is not None else part, doubts=doubts, counts=counts)
    if isinstance(expr, Number) and not expr.percent:
        unnamed = () if named or expr.value == 0 else (f"“{text}” không ghi là điểm hay là gì.",)
        return Outcome(points=expr.value, doubts=(*doubts, *unnamed))
    return _without_max(expr, doubts, counts, text)


def _without_max(expr: Expr, doubts: tuple[str, ...], counts: tuple[str, ...], text: str) -> Outcome | None:
    """A worth in which the maximum is not named: a bare share or formula, always doubted."""
    doubt = f"“{text}” không nói nhân với điểm tối đa; được hiểu là phần của điểm tối đa."
    worth = constant(expr)
    if worth is not None:
        is_share = isinstance(expr, Binary) or (isinstance(expr, Number) and expr.percent)
        return Outcome(share=worth, doubts=(*doubts, doubt)) if is_share else None
    return Outcome(formula=expr, doubts=(*doubts, doubt), counts=counts, is_bare=True)


def times_points(expr: Expr) -> tuple[Expr, Fraction] | None:
    """`a / b` and 10 out of `a / b * 10`: a formula times an amount of points; None for any other."""
    match expr:
        case Binary("*", left, Number(points, False)) if names(left):
            return left, points
        case Binary("*", Number(points, False), right) if names(right):
            return right, points
        case _:
            return None


def share_of_points(expr: Expr, maximum: Fraction) -> Expr | None:
    """A formula that gives points as a share of the maximum: `a / b * 70% + c / d * 30%` of `a/b*7 + c/d*3`.

    None unless every division at its best brings exactly the maximum.
    """
    return _divided(expr, maximum) if at_every(expr, Fraction(1)) == maximum else None


def without_points(expr: Expr, maximum: Fraction) -> Expr | None:
    """The formula without its factor of so many points: `a / b / 20%` of `(a/b*10)/20%`; else None."""
    match expr:
        case Binary("*", left, Number(value, False)) | Binary("*", Number(value, False), left) if (
            value == maximum
        ):
            return left
        case Binary(("*" | "/") as sign, left, right) if names(left):
            inner = without_points(left, maximum)
            return inner and Binary(sign, inner, right)
        case _:
            return None


def _divided(expr: Expr, by: Fraction) -> Expr | None:
    """The expression with the numbers it multiplies divided; None where a term has none."""
    match expr:
        case Number(value, False):
            return Number(value / by, percent=True)
        case Binary(("+" | "-") as sign, left, right):
            one, other = _divided(left, by), _divided(right, by)
            return Binary(sign, one, other) if one and other else None
        case Binary("*", left, Number(value, False)) | Binary("*", Number(value, False), left):
            return left if value == by else Binary("*", left, Number(value / by, percent=True))
        case Binary(("*" | "/") as sign, left, right):
            inner = _divided(left, by)
            return inner and Binary(sign, inner, right)
        case _:
            return None
