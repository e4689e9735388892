"""The rows of a table printed one cell to a line: where each begins, and which line is in which cell.

A line is a cell's or not by what it says: points are a number, an appraiser is the name of an agency,
a scoring rule speaks of points and ratios. The columns stand in a known order, so the lines of a row
are cut where all of them together fit best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from . import agency_names, grammar, printed_values
from .grammar.lines import LineKind
from .headings import Role

_NEVER = -500
_NEAR = 4
"""Within how many lines after a code its points must stand for a code out of order to be believed."""

_LONGEST_ROW = 150
"""How many lines of a row are weighed; what is beyond belongs to its last cell."""

_EVIDENCE = re.compile(
    r"[-+•\d.,:)]*\s*(báo cáo|quyết định|qđ|văn bản|giấy mời|kế hoạch|kh |đường liên kết|danh sách|tài "
    r"liệu|theo dõi|kết quả"
    r"|công văn|nghị quyết|hợp đồng|ảnh|link|biên bản|số liệu|thông tin|tất cả|các tin|ubnd|sở |hình ảnh"
    r"|bản sao|phiếu)",
    re.IGNORECASE,
)


def rows(columns: Sequence[Role], texts: Sequence[str], *, has_points: bool) -> list[tuple[str, ...]]:
    """The rows as cells in the order of the columns, a cell's lines joined by newlines."""
    starts = _row_starts(texts, has_points=has_points)
    bounds = [*starts, len(texts)]
    found = []
    for begin, end in pairwise(bounds):
        is_total = printed_values.is_total(texts[begin])
        code, lines = ("", texts[begin:end]) if is_total else (texts[begin], texts[begin + 1 : end])
        cells = iter(_cells([each for each in columns if each != "code"], lines))
        found.append(tuple(code if each == "code" else next(cells) for each in columns))
    return found


def structure(columns: Sequence[Role], texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of a structure table: a code, a title, then its numbers, the last of them the points."""
    starts = [
        place
        for place in range(len(texts) - 1)
        if _is_total_at(texts, place) or (_is_counted(texts[place]) and _is_words_at(texts, place + 1))
    ]
    found = []
    numbers = len(columns) - 2
    for begin, end in pairwise([*starts, len(texts)]):
        lines = [*texts[begin:end]]
        if printed_values.is_total(lines[0]):
            lines = ["", *lines]
        values = [line for line in lines[2:] if _is_number(line)][-numbers:]
        title = " ".join(line for line in lines[1:] if not _is_number(line))
        found.append((lines[0], title, *[""] * (numbers - len(values)), *values))
    return found


def _is_total_at(texts: Sequence[str], place: int) -> bool:
    return printed_values.is_total(texts[place]) and place + 1 < len(texts) and _is_number(texts[place + 1])


def _is_words_at(texts: Sequence[str], place: int) -> bool:
    text = texts[place]
    return not _is_number(text) and not _is_counted(text) and not _is_total_at(texts, place)


def _is_number(text: str) -> bool:
    return printed_values.points(text) is not None


def _is_counted(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}|[IVX]+", text) is not None


@lru_cache(maxsize=4096)
def _kind(line: str) -> LineKind:
    """The kind of a line, which is asked for once for every column."""
    return grammar.line_kind(line)


# -- Where rows begin -----------------------------------------------------------------------------


def _row_starts(texts: Sequence[str], *, has_points: bool) -> list[int]:
    starts: list[int] = []
    last: tuple[int, ...] = ()
    for place in range(len(texts)):
        row = texts[starts[-1] + 1 : place] if starts else []
        if _is_total_at(texts, place):
            starts.append(place)
            continue
        code = _code_at(texts, place)
        if code is None:
            continue
        fits = _fits(code, last)
        if has_points and starts and not printed_values.is_total(texts[starts[-1]]):
            opens = _may_end(row) and (fits or _has_points_soon(texts, place))
        else:
            opens = fits or not starts
        if opens:
            starts.append(place)
            last = code
    return starts


def _code_at(texts: Sequence[str], place: int) -> tuple[int, ...] | None:
    """The code on a line, which the title must follow; None for any other line."""
    text = texts[place].rstrip(".")
    following = texts[place + 1] if place + 1 < len(texts) else ""
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})*", text) or _is_number(following) or not following:
        return None
    return tuple(int(part) for part in text.split("."))


def _fits(code: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a code may follow: the next on its level, the first below, or one of the few after it."""
    few = 3
    if not last:
        return code[-1] <= few
    if len(code) > len(last):
        return code[: len(last)] == last and code[-1] <= few
    stem = len(code) - 1
    return code[:stem] == last[:stem] and last[stem] <= code[-1] <= last[stem] + few


def _may_end(row: Sequence[str]) -> bool:
    """Whether a row has had its points, or is past the place where they should have stood."""
    kinds = {_kind(line) for line in row[1:]}
    return any(_is_number(line) for line in row[1:]) or bool(kinds & {"rule", "figure"})


def _has_points_soon(texts: Sequence[str], place: int) -> bool:
    return any(_is_number(line) for line in texts[place + 2 : place + 2 + _NEAR])


# -- Which line is in which cell ------------------------------------------------------------------


def _cells(columns: Sequence[Role], lines: Sequence[str]) -> list[str]:
    """The lines cut into one piece for each column, pieces possibly empty, so that they fit best."""
    lines, rest = lines[:_LONGEST_ROW], lines[_LONGEST_ROW:]
    size = len(lines)
    sums = {role: [0, *accumulate(_worth(role, line) for line in lines)] for role in dict.fromkeys(columns)}
    best = [0] + [_NEVER * (place + 1) for place in range(size)]
    cuts: list[list[int]] = []
    for role in columns:
        bounds, next_best = [], []
        for end in range(size + 1):
            options = [
                (best[begin] + _fit(role, sums[role][end] - sums[role][begin], end - begin), -begin)
                for begin in range(end + 1)
            ]
            value, begin = max(options)
            next_best.append(value)
            bounds.append(-begin)
        best = next_best
        cuts.append(bounds)
    end, cells = size, []
    for bounds in reversed(cuts):
        begin = bounds[end]
        cells.append("\n".join(lines[begin:end]))
        end = begin
    cells[0] = "\n".join([*filter(None, cells[:1]), *rest])
    return cells[::-1]


_EMPTY = {"title": -80, "max": -20, "appraiser": -5, "rule": -20}


def _fit(role: Role, worth: int, size: int) -> int:
    """How well lines that are worth so much together fill a cell."""
    if not size:
        return _EMPTY.get(role, 0)
    more = -4 if role == "title" else _NEVER if role == "max" else 0
    return worth + more * (size - 1)


def _worth(role: Role, line: str) -> int:
    """How well a line fits into a column: what can only stand there counts much, what cannot much less."""
    kind = _kind(line)
    is_number = _is_number(line)
    match role:
        case "title":
            return -60 if is_number else {"rule": -15, "figure": -20}.get(kind, 0)
        case "max" | "self_points" | "count" | "points":
            return 60 if is_number else _NEVER
        case "appraiser":
            return 40 if agency_names.is_agency(line) and kind == "other" else -50
        case "rule":
            return {"rule": 30, "figure": 30, "list": 6, "explanation": 10}.get(kind, -5)
        case "evidence":
            common = {"rule": -40, "figure": -40, "list": 2, "explanation": 0}.get(kind, 10)
            return common + (15 if _EVIDENCE.match(line) else 0)
    return 3
