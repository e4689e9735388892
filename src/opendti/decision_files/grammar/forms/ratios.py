"""Ratios of letters: a/b, (c+d)/(a+b), weighted ones, and external percentages (forms 4, 5, 14)."""

from __future__ import annotations

from fractions import Fraction

from opendti.decision_files.grammar import numbers, units, words
from opendti.decision_files.grammar.cells import (
    Cell,
    Draft,
    Tree,
    our_figure,
    percent_of,
    refused,
    unpercented,
)
from opendti.decision_files.grammar.expressions import (
    COUNT,
    RATIO,
    Binary,
    Expr,
    Name,
    Number,
    at_every,
    degree,
    divisors,
    names,
    same,
    write,
)
from opendti.decision_files.grammar.outcomes import share_of_points, times_points
from opendti.decision_files.grammar.statements import Statement


def read(cell: Cell) -> Draft | None:
    """The ratio a cell computes; None when it computes nothing."""
    points, ratios = cell.of("points"), cell.of("ratio", "derived")
    if points:
        return _of_points(cell, points, ratios)
    if cell.ratio is None:
        return None
    doubt = "Có công thức tính tỷ lệ mà không nói tính điểm thế nào; hiểu là tỷ lệ nhân điểm tối đa."
    return built(cell, cell.ratio, ratios, (doubt,))


def _of_points(cell: Cell, points: list[Statement], ratios: list[Statement]) -> Draft | None:
    """What “Điểm = …” says, in letters where the cell has them."""
    exprs = [each.expr for each in points if each.expr is not None]
    first = cell.resolve(exprs[0])
    if any(not same(cell.resolve(each), first) for each in exprs[1:]):
        return refused(points, "Có hai công thức tính điểm khác nhau.")
    doubts = tuple(doubt for each in points for doubt in each.doubts)
    if RATIO in names(first):
        return _external(cell, exprs[0], points, doubts)
    if any(name.startswith(RATIO) for name in names(first)):
        return refused(points, "Công thức nói đến một tỷ lệ không được định nghĩa.")
    if COUNT in names(first):
        return _counted(cell, first, points, doubts)
    return _lettered(cell, exprs[0], points, ratios, doubts)


def _lettered(
    cell: Cell, printed: Expr, points: list[Statement], ratios: list[Statement], doubts: tuple[str, ...]
) -> Draft | None:
    used = _used_ratios(cell, printed, ratios)
    if cell.is_ratio_in_percent and RATIO in names(printed):
        return _in_percent(cell, printed, [*used, *points], doubts)
    expr, had_100 = unpercented(cell.resolve(printed))
    if had_100:
        doubts = (*doubts, "Công thức nhân 100; được hiểu là viết theo phần trăm.")
    share = share_of_points(expr, cell.max_points) if doubts and cell.max_points else None
    if share is not None:
        return built(cell, share, [*used, *points], doubts[:-1])
    absolute = times_points(expr)
    if absolute is not None and doubts:
        return _absolute(cell, absolute, [*used, *points], doubts[:-1])
    return built(cell, expr, [*used, *points], doubts)


def _used_ratios(cell: Cell, printed: Expr, ratios: list[Statement]) -> list[Statement]:
    """The ratio statements the formula stands on, or repeats in other words."""
    read_names = names(printed)
    final = cell.resolve(printed)
    return [
        each
        for each in ratios
        if f"{RATIO}{each.letter}" in read_names
        or (each.kind == "derived" and _is_read(cell, each, read_names))
        or (
            each.kind == "ratio"
            and each.expr is not None
            and same(unpercented(cell.resolve(each.expr))[0], final)
        )
    ]


def _is_read(cell: Cell, each: Statement, read_names: frozenset[str]) -> bool:
    return each.letter in read_names or any(
        other.expr is not None and each.letter in names(other.expr) for other in cell.of("ratio", "derived")
    )


def _in_percent(cell: Cell, printed: Expr, used: list[Statement], doubts: tuple[str, ...]) -> Draft | None:
    """A ratio written “× 100”: “Tỷ lệ / 100 * Điểm tối đa” takes it back, “Tỷ lệ * Điểm tối đa” should."""
    ratio = cell.ratio
    if ratio is None:
        return None
    if same(printed, Binary("/", Name(RATIO), Number(Fraction(100)))):
        return built(cell, ratio, used, doubts)
    if same(printed, Name(RATIO)):
        doubt = "Tỷ lệ được nhân 100 rồi lại nhân với điểm tối đa; được hiểu là viết theo phần trăm."
        return built(cell, ratio, used, (*doubts, doubt))
    return refused(used, "Tỷ lệ viết theo phần trăm, công thức tính điểm dùng nó theo cách khác.")


def _absolute(
    cell: Cell, stated: tuple[Expr, Fraction], used: list[Statement], doubts: tuple[str, ...]
) -> Draft:
    """“Điểm = a/b * 10” where the maximum is 10, or not."""
    expr, points = stated
    if cell.max_points == points:
        return built(cell, expr, used, doubts)
    if cell.max_points is None:
        return built(cell, expr, used, (*doubts, f"Được hiểu {numbers.written(points)} là điểm tối đa."))
    return refused(used, f"Công thức nhân {numbers.written(points)}, không phải điểm tối đa.")


def built(cell: Cell, expr: Expr, used: list[Statement], doubts: tuple[str, ...] = ()) -> Draft:
    """A ratio rule of an expression in letters, with everything about it that looks wrong."""
    rule: Tree = {"form": "ratio", "of": write(expr)}
    return Draft(rule=rule, used=used, doubts=(*doubts, *odd(cell, expr)))


def odd(cell: Cell, expr: Expr) -> tuple[str, ...]:
    """Why a share computed by this expression needs a look: its dimension, its weight, its direction."""
    found = []
    if degree(expr) != 0:
        found.append(
            f"“{write(expr)}” không phải một tỷ lệ (trên và dưới dấu chia không cân); có thể thiếu ngoặc."
        )
    if any(isinstance(each, Binary) and each.sign == "-" for each in _all(expr)):
        found.append(f"“{write(expr)}” có phép trừ; cần xem lại dấu.")
    top, bottom = at_every(expr, Fraction(1)), at_every(expr, Fraction(0))
    is_sum = isinstance(expr, Binary) and expr.sign in "+-"
    if top is not None and (top < 1 or (top > 1 and not is_sum)):
        found.append(
            f"“{write(expr)}” nhân hay chia cả tỷ lệ với một số; cần xem có đạt được điểm tối đa không."
        )
    if bottom:
        found.append(f"“{write(expr)}” cộng thêm một phần không phụ thuộc vào số nào.")
    if any(_is_weighty(each) for each in _all(expr)):
        found.append(f"“{write(expr)}” có hệ số lớn hơn 1.")
    if _is_reversed(cell, expr):
        found.append(f"“{write(expr)}” có thể đảo ngược: số bị chia nói rộng hơn số chia.")
    return tuple(found)


def _all(expr: Expr) -> list[Expr]:
    return [expr, *_all(expr.left), *_all(expr.right)] if isinstance(expr, Binary) else [expr]


def _is_weighty(expr: Expr) -> bool:
    match expr:
        case Binary("*", _, Number(value)) | Binary("*", Number(value), _):
            return value > 1
        case _:
            return False


def _is_reversed(cell: Cell, expr: Expr) -> bool:
    """Whether what is divided is the whole and what it is divided by a part of it, judging by the words."""
    below = frozenset().union(*(names(each) for each in divisors(expr))) if divisors(expr) else frozenset()
    over = [cell.letters[each] for each in sorted(names(expr) - below) if each in cell.letters]
    under = [cell.letters[each] for each in sorted(below) if each in cell.letters]
    if not over or not under:
        return False
    if all(_is_total(each) for each in over) and not any(_is_total(each) for each in under):
        return True
    return len(over) == len(under) == 1 and _within(under[0], over[0])


def _is_total(label: str) -> bool:
    return label.lower().startswith("tổng")


def _within(longer: str, shorter: str) -> bool:
    """Whether one label is the other with more said about it."""
    one, other = (
        words.key(each).removeprefix("tổng ").removeprefix("số lượng ").removeprefix("số ")
        for each in (longer, shorter)
    )
    return len(one) > len(other) and one.startswith(other)


# -- Figures without a letter ---------------------------------------------------------------------


def _external(cell: Cell, expr: Expr, points: list[Statement], doubts: tuple[str, ...]) -> Draft:
    """“Điểm = Tỷ lệ * Điểm tối đa” where no letter says what the ratio is."""
    if cell.letters:
        return refused(points, "Công thức dùng “tỷ lệ” mà không nói tỷ lệ tính từ các số nào.")
    if not same(expr, Name(RATIO)):
        return refused(points, "Công thức dùng một tỷ lệ không được định nghĩa.")
    letter = cell.free_letter()
    about = cell.evidence if len(cell.evidence) < 120 and "\n" not in cell.evidence else ""
    label = (
        cell.title
        if words.search(rf"^{words.RATIO}", cell.title)
        else f"Tỷ lệ: {cell.title}"
        if cell.title
        else "Tỷ lệ"
    )
    reason = (
        "Cách tính nói “tỷ lệ” mà không đặt chữ và không nói tỷ lệ của số nào; được hiểu là một số "
        "phần trăm có sẵn."
    )
    more = (f"Tài liệu kiểm chứng ghi “{about}”; cần xem số lấy ở đó không.",) if about else ()
    return Draft(
        rule={"form": "ratio", "of": write(percent_of(letter))},
        used=points,
        doubts=(*doubts, reason, *more),
        figures=(our_figure(letter, label, "%", percent=True),),
    )


def _counted(cell: Cell, expr: Expr, points: list[Statement], doubts: tuple[str, ...]) -> Draft:
    """“Điểm = số tin bài/10 * Điểm tối đa”: a count that is full at 10."""
    if names(expr) != {COUNT} or len({words.key(each) for each in points[0].counts}) != 1:
        return refused(points, "Công thức nói đến một số lượng mà không đặt chữ.")
    letter = cell.free_letter()
    label = points[0].counts[0]
    figure = our_figure(letter, label[:1].upper() + label[1:], units.guess(label)[0])
    match expr:
        case Binary("/", Name("COUNT"), Number(value, False)) if value > 0:
            rule: Tree = {"form": "ratio", "of": letter, "full_at": numbers.written(value)}
        case _:
            return refused(points, "Công thức nói đến một số lượng theo cách chưa đọc được.")
    return Draft(rule=rule, used=points, doubts=doubts, figures=(figure,))
