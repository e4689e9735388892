"""Tables over a ratio or a count: caps, bands, steps, all or nothing (forms 6 – 10)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from opendti.decision_files.grammar import numbers, words
from opendti.decision_files.grammar.cells import Cell, Draft, Tree, refused
from opendti.decision_files.grammar.expressions import (
    COUNT,
    RATIO,
    Binary,
    Expr,
    Name,
    Number,
    names,
    same,
    substitute,
    write,
)
from opendti.decision_files.grammar.outcomes import Outcome, without_points
from opendti.decision_files.grammar.ranges import Range
from opendti.decision_files.grammar.statements import Statement

from .intervals import Interval, Table, table
from .ratios import odd
from .rests import is_rest, left_by
from .subjects import Subject, find

_Branch = tuple[Statement, Range, Outcome]
_NONE = r"^(?:không|chưa|0)\b"


def read(cell: Cell) -> Draft | None:
    """The table in a cell; None when its answers are not ranges of one thing."""
    branches = cell.of("branch")
    ranged: list[_Branch] = [
        (x, x.range, x.outcome) for x in branches if x.range is not None and x.outcome is not None
    ]
    rest = [each for each in branches if is_rest(each)]
    others = [each for each in branches if each.range is None and each not in rest]
    if not ranged or any(not _is_none(each) for each in others):
        return None
    if rest:
        left = left_by([bounds for _, bounds, _ in ranged])
        if len(rest) > 1 or left is None or rest[0].outcome is None:
            return None
        ranged.append((rest[0], left, rest[0].outcome))
    subject = find(cell, [bounds for _, bounds, _ in ranged])
    if subject is None:
        return None
    ranged = [_scaled(each, subject, cell.max_points) for each in ranged]
    rows = table(ranged, is_count=subject.is_count)
    doubts = (*subject.doubts, *rows.doubts, *_mixed(ranged), *_doubts(ranged, others))
    draft = _draft(cell, subject, rows, doubts, has_none=bool(others))
    used = [*subject.used, *branches]
    return Draft(
        rule=draft.rule, used=used, doubts=draft.doubts, figures=subject.figures, is_stated=draft.is_stated
    )


def _doubts(ranged: Sequence[_Branch], others: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(doubt for each in (*(by for by, _, _ in ranged), *others) for doubt in each.doubts)


def _mixed(ranged: Sequence[_Branch]) -> tuple[str, ...]:
    """A doubt where only some of the bounds carry %; 0 needs none."""
    plain = [by for by, each, _ in ranged if not each.is_percent and (each.low or each.high)]
    if not plain or len(plain) == len(ranged) or not any(each.is_percent for _, each, _ in ranged):
        return ()
    return (f"Mốc “{plain[0].answer}” không có dấu % như các mốc khác.",)


def _is_none(each: Statement) -> bool:
    """“Không có tin, bài: 0 điểm”: what a table gives at zero anyway."""
    outcome = each.outcome
    nothing = outcome is not None and (outcome.share == 0 or outcome.points == 0)
    return (
        nothing
        and words.search(_NONE, each.answer) is not None
        and not words.search(r"\d|\bhoặc\b|\bnhưng\b", each.answer)
    )


def _scaled(branch: _Branch, subject: Subject, maximum: Fraction | None) -> _Branch:
    """The branch with its formula a share, in terms of the subject (COUNT is the subject)."""
    by, bounds, outcome = branch
    if outcome.formula is None:
        return branch
    share = without_points(outcome.formula, maximum) if outcome.is_bare and maximum else None
    if share is not None:
        by = replace(by, doubts=by.doubts[:-1])
    formula = substitute(share or outcome.formula, {COUNT: subject.of, RATIO: subject.of})
    return by, bounds, Outcome(formula=formula, doubts=by.doubts, counts=outcome.counts)


# -- The rule a table makes -----------------------------------------------------------------------


def _draft(cell: Cell, subject: Subject, rows: Table, doubts: tuple[str, ...], *, has_none: bool) -> Draft:
    of = write(subject.of)
    if _is_bare_share_over_one(subject, rows):
        return refused((), *doubts, "Mốc của tỷ lệ lớn hơn 1 mà không có dấu %.")
    if any(row.outcome.formula is not None for row in rows.rows):
        return _with_formula(cell, subject, rows, doubts)
    if _is_absolute(rows):
        return _steps(cell, of, rows, doubts, has_none=has_none)
    worths = [worth(row.outcome, cell.max_points) for row in rows.rows]
    if any(each is None or each > 1 for each in worths):
        return refused((), *doubts, "Có mức ghi số điểm không so được với điểm tối đa.")
    return _shares(of, rows, [each or Fraction(0) for each in worths], doubts)


def _is_bare_share_over_one(subject: Subject, rows: Table) -> bool:
    return not subject.is_count and any((row.low or 0) > 1 or (row.high or 0) > 1 for row in rows.rows)


def worth(outcome: Outcome, maximum: Fraction | None) -> Fraction | None:
    """The share of the maximum an answer is worth; None when it cannot be told."""
    if outcome.share is not None:
        return outcome.share
    if outcome.points == 0:
        return Fraction(0)
    return outcome.points / maximum if outcome.points is not None and maximum else None


def _is_absolute(rows: Table) -> bool:
    stated = [row.outcome for row in rows.rows]
    return all(each.points is not None or each.share == 0 for each in stated) and any(
        each.points for each in stated
    )


def _steps(cell: Cell, of: str, rows: Table, doubts: tuple[str, ...], *, has_none: bool) -> Draft:
    del has_none
    points = [row.outcome.points or Fraction(0) for row in rows.rows]
    best = max(points)
    if cell.max_points is None:
        doubts = (*doubts, "Chưa biết điểm tối đa để đối chiếu với các mức điểm.")
    elif best != cell.max_points:
        doubts = (
            *doubts,
            (
                f"Mức cao nhất được {numbers.written(best)} điểm, điểm tối đa "
                f"là {numbers.written(cell.max_points)}."
            ),
        )
    if not rows.includes_lows or not _is_descending(points):
        if not cell.max_points or best > cell.max_points:
            return refused((), *doubts, "Bảng điểm chưa viết được thành các mức từ cao xuống thấp.")
        return _cases(of, rows, [each / cell.max_points for each in points], doubts)
    steps = [
        {"at_least": bound(row.low, percent=not of.isalpha()), "points": numbers.written(each)}
        for row, each in zip(rows.rows, points, strict=True)
        if each > 0
    ]
    return Draft(rule={"form": "steps", "of": of, "steps": steps}, used=(), doubts=doubts)


def _shares(of: str, rows: Table, worths: list[Fraction], doubts: tuple[str, ...]) -> Draft:
    if max(worths) != 1:
        doubts = (*doubts, "Không mức nào được điểm tối đa.")
    if not rows.includes_lows or not _is_descending(worths):
        if not _is_descending(worths) and not _is_descending(worths[::-1]):
            doubts = (*doubts, "Mức cao hơn lại được ít điểm hơn.")
        elif not _is_descending(worths):
            doubts = (*doubts, "Số càng thấp càng được nhiều điểm; cần xem có đúng ý không.")
        return _cases(of, rows, worths, doubts)
    first = rows.rows[0]
    if worths[0] == 1 and all(each == 0 for each in worths[1:]):
        rule: Tree = {"form": "all_or_nothing", "of": of}
        if first.low != 1 or of.isalpha():
            rule["at"] = bound(first.low, percent=not of.isalpha())
        return Draft(rule=rule, used=(), doubts=doubts)
    is_share = not of.isalpha()
    bands = [
        {"at_least": bound(row.low, percent=is_share), "worth": numbers.share(each)}
        for row, each in zip(rows.rows, worths, strict=True)
        if each > 0
    ]
    return Draft(rule={"form": "bands", "of": of, "bands": bands}, used=(), doubts=doubts)


def _is_descending(values: Sequence[Fraction]) -> bool:
    return all(above > below or above == below == 0 for above, below in itertools.pairwise(values))


def bound(low: Fraction | None, *, percent: bool = False) -> str:
    return numbers.written(low or Fraction(0), percent=percent and bool(low))


def _cases(of: str, rows: Table, worths: Sequence[Fraction | Expr], doubts: tuple[str, ...]) -> Draft:
    cases = []
    for row, each in zip(rows.rows, worths, strict=True):
        case: Tree = {"label": row.by.text.strip().rstrip(" ;."), "when": _when(of, row)}
        case |= {"worth": numbers.share(each)} if isinstance(each, Fraction) else {"of": write(each)}
        cases.append(case)
    return Draft(rule={"form": "cases", "cases": cases}, used=(), doubts=doubts)


def _when(of: str, row: Interval) -> str:
    percent = not of.isalpha()
    parts = []
    if row.low is not None:
        parts.append(f"{of} {'>=' if row.low_in else '>'} {bound(row.low, percent=percent)}")
    if row.high is not None:
        parts.append(f"{of} {'<=' if row.high_in else '<'} {bound(row.high, percent=percent)}")
    return " and ".join(parts) or f"{of} >= 0"


def _with_formula(cell: Cell, subject: Subject, rows: Table, doubts: tuple[str, ...]) -> Draft:
    """A cap (“từ 80% điểm tối đa, dưới 80% tỷ lệ/80%”), or cases where the two do not meet."""
    worths = [
        cell.resolve(x.outcome.formula) if x.outcome.formula else worth(x.outcome, cell.max_points)
        for x in rows.rows
    ]
    if any(each is None or (isinstance(each, Fraction) and each > 1) for each in worths):
        return refused((), *doubts, "Có mức ghi số điểm không so được với điểm tối đa.")
    unknown = {
        name for each in worths if not isinstance(each, Fraction) and each for name in names(each)
    } - set(cell.letters)
    if unknown - names(subject.of):
        return refused((), *doubts, "Công thức ở một mức nói đến số không được khai.")
    top, low = worths[0], rows.rows[0].low
    slope = worths[1] if len(worths) > 1 else None
    rest = all(each == 0 for each in worths[2:])
    if top == 1 and low and rest and isinstance(slope, Binary | Name | Number):
        if same(slope, Binary("/", subject.of, Number(low))) and (len(worths) == 2 or _is_at_zero(rows)):
            rule: Tree = {"form": "ratio", "of": write(subject.of)}
            if low != 1 or subject.is_count:
                rule["full_at"] = bound(low, percent=not subject.is_count)
            return Draft(rule=rule, used=(), doubts=doubts)
        if not same(slope, subject.of):
            doubts = (*doubts, "Công thức dưới mốc không nối liền với mốc được điểm tối đa.")
    known = [each for each in worths if each is not None]
    if not subject.is_count:
        doubts = (*doubts, *(x for each in known if not isinstance(each, Fraction) for x in odd(cell, each)))
    return _cases(write(subject.of), rows, known, doubts)


def _is_at_zero(rows: Table) -> bool:
    return all(row.high in (None, 0) and (row.low or 0) <= 0 for row in rows.rows[2:])
