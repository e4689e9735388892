"""What a cell says about a zero denominator: full points, none, or by a second condition (form 11)."""

from __future__ import annotations

import re
from dataclasses import replace

from opendti.decision_files.grammar import numbers, units
from opendti.decision_files.grammar.cells import Cell, Draft, Tree, our_figure, refused
from opendti.decision_files.grammar.expressions import Expr, Name, divisors, same, write
from opendti.decision_files.grammar.statements import Statement

from . import ratios, tables

_SECOND = re.compile(r"^(?:nếu\s+)?([a-z])\s*=\s*0\s+(?:và|,)\s*(?P<rest>.+)$", re.IGNORECASE)
_ALL = re.compile(r"^(?:đạt\s+|có\s+|=\s*)?100\s*%\s+(?P<of>.+)$", re.IGNORECASE)
_NOT_ALL = re.compile(r"^(?:<|dưới|chưa (?:đạt|đủ))\s*100\s*%\s+(?P<of>.+)$", re.IGNORECASE)


def read(cell: Cell) -> Draft | None:
    """The rule with its word on zero; None when the cell has no word on it."""
    branches = cell.of("branch")
    zero = [each for each in branches if _is_zero(each)]
    second = [each for each in branches if _SECOND.match(each.answer)]
    if not zero and not second:
        return None
    positive = [each for each in branches if _is_positive(each)]
    letter = zero[0].range.letter if zero and zero[0].range else _letter(second[0])
    if second:
        return _with_second(cell, letter, zero, second, positive)
    if len(zero) > 1 or any(each.range and each.range.letter != letter for each in [*zero, *positive]):
        return refused(branches, "Có nhiều trường hợp bằng 0 khác nhau.")
    return _plain(cell, letter, zero[0], positive)


def _is_zero(each: Statement) -> bool:
    return each.range is not None and each.range.exact and bool(each.range.letter) and each.range.low == 0


def _is_positive(each: Statement) -> bool:
    bounds = each.range
    if bounds is None or not bounds.letter or bounds.high is not None:
        return False
    return (bounds.low == 0 and not bounds.low_in) or (bounds.low == 1 and bounds.low_in)


def _letter(each: Statement) -> str:
    match = _SECOND.match(each.answer)
    return match[1].lower() if match else ""


def _inner(cell: Cell, zero: list[Statement], positive: list[Statement]) -> Cell:
    """The cell without its zero branches, what holds above zero standing there on its own."""
    statements = []
    for each in cell.statements:
        if each in zero:
            continue
        if each in positive and each.outcome and each.outcome.formula is not None:
            statements.append(
                replace(each, kind="points", expr=each.outcome.formula, range=None, outcome=None)
            )
        else:
            statements.append(each)
    return replace(cell, statements=tuple(statements))


def _plain(cell: Cell, letter: str, zero: Statement, positive: list[Statement]) -> Draft | None:
    inner = _inner(cell, [zero], positive)
    draft = tables.read(inner) if inner.of("branch") else ratios.read(inner)
    value = tables.worth(zero.outcome, cell.max_points) if zero.outcome else None
    if draft is None or not draft.is_stated or value is None or value > 1:
        reasons = draft.doubts if draft else ()
        return refused(
            [zero, *positive], *reasons, f"Có trường hợp {letter} = 0 mà chưa đọc được phần còn lại."
        )
    used = [zero, *(_printed(cell, each) for each in draft.used)]
    doubts = (*draft.doubts, *zero.doubts)
    form = draft.rule["form"]
    of = _of(inner, draft)
    if value in (0, 1) and form in ("ratio", "all_or_nothing", "bands") and of and _divides_by(of, letter):
        rule = {**draft.rule, "when_zero": "full" if value == 1 else "none"}
        return replace(draft, rule=rule, used=used, doubts=doubts)
    if form != "ratio" or "full_at" in draft.rule:
        return refused(used, *doubts, f"Trường hợp {letter} = 0 không phải mẫu số của công thức.")
    doubts = (*doubts, f"{letter} = 0 không phải đúng trường hợp mẫu số bằng 0; cần xem.")
    cases = [
        {"label": label(zero), "when": f"{letter} = 0", "worth": numbers.share(value)},
        {
            "label": label(positive[0]) if positive else f"{letter} > 0",
            "when": f"{letter} > 0",
            "of": draft.rule["of"],
        },
    ]
    return replace(draft, rule={"form": "cases", "cases": cases}, used=used, doubts=doubts)


def _printed(cell: Cell, each: Statement) -> Statement:
    """The statement of the cell that stands where this one does."""
    return next((own for own in cell.statements if own.start == each.start), each)


def _of(cell: Cell, draft: Draft) -> Expr | None:
    """The expression a draft computes, found again among those the cell states."""
    stated = [each.expr for each in cell.of("points") if each.expr is not None]
    exprs = [*(cell.resolve(each) for each in stated), *([cell.ratio] if cell.ratio is not None else [])]
    return next((each for each in exprs if write(each) == draft.rule.get("of")), None)


def _divides_by(expr: Expr, letter: str) -> bool:
    found = divisors(expr)
    return bool(found) and all(same(each, Name(letter)) for each in found)


def label(each: Statement) -> str:
    """The printed words of a branch."""
    return each.text.strip().rstrip(" ;.")


# -- A second condition ---------------------------------------------------------------------------


def _with_second(
    cell: Cell, letter: str, zero: list[Statement], second: list[Statement], positive: list[Statement]
) -> Draft:
    """“b=0 và 100% HTTT … / b=0 và <100% HTTT …”: two figures of ours say how many of how many."""
    every = [*zero, *second, *positive]
    parted = _parted(second)
    if parted is None or zero or len(positive) > 1:
        return refused(every, f"Trường hợp {letter} = 0 còn đòi điều kiện khác, chưa đọc được.")
    full, less, about = parted
    draft = ratios.read(_inner(cell, second, positive))
    worths = [tables.worth(each.outcome, cell.max_points) if each.outcome else None for each in (full, less)]
    known = [each for each in worths if each is not None and each <= 1]
    if draft is None or draft.rule["form"] != "ratio" or len(known) < 2:
        return refused(every, f"Trường hợp {letter} = 0 còn đòi điều kiện khác, chưa đọc được.")
    part, whole = _two_letters(cell)
    cases = [
        {
            "label": label(positive[0]) if positive else f"{letter} > 0",
            "when": f"{letter} > 0",
            "of": draft.rule["of"],
        },
        {
            "label": label(full),
            "when": f"{letter} = 0 and {whole} > 0 and {part} >= {whole}",
            "worth": numbers.share(known[0]),
        },
        {
            "label": label(less),
            "when": (f"{letter} = 0 and {part} < {whole}"),
            "worth": numbers.share(known[1]),
        },
    ]
    used = [*second, *(_printed(cell, each) for each in draft.used)]
    return Draft(
        rule={"form": "cases", "cases": cases},
        used=used,
        doubts=(*draft.doubts, _ours(letter, about, part, whole)),
        figures=_two_figures(about, part, whole),
    )


def _parted(second: list[Statement]) -> tuple[Statement, Statement, str] | None:
    """The branch for “100% …”, the one for less, and of what; None when they are not such a pair."""
    found: dict[str, tuple[Statement, str]] = {}
    for each in second:
        match = _SECOND.match(each.answer)
        rest = match["rest"] if match else ""
        for name, pattern in (("all", _ALL), ("less", _NOT_ALL)):
            told = pattern.match(rest)
            if told and told["of"].strip(" ,"):
                found[name] = (each, told["of"].strip(" ,"))
    if len(second) != 2 or len(found) != 2 or found["all"][1] != found["less"][1]:
        return None
    return found["all"][0], found["less"][0], found["all"][1]


def _two_letters(cell: Cell) -> tuple[str, str]:
    first = cell.free_letter("c")
    return first, cell.free_letter("d", first)


def _two_figures(about: str, part: str, whole: str) -> tuple[Tree, Tree]:
    """How many are so, and how many there are; the first word that is an abbreviation names them."""
    first, *rest = about.split()
    noun = first if first.isupper() else " ".join([first, *rest[:1]])
    unit = units.guess(about)[0]
    return our_figure(part, f"Số {about}", unit), our_figure(whole, f"Tổng số {noun}", unit)


def _ours(letter: str, about: str, part: str, whole: str) -> str:
    return (
        f"Trường hợp {letter} = 0 còn hỏi “100% {about}”: quyết định không đặt chữ cho hai số này; "
        f"chữ {part}, {whole} là do phần mềm đặt, và không nói khi {whole} = 0 thì sao."
    )
