"""A table that gives each agency lists of codes, printed one cell to a line.

A cell that is empty in print leaves no line. Where an agency has fewer lists than there are columns,
the codes tell which column they belong to: those that are still free and close a gap in the numbers
of a main index. What was told that way is a doubt, since it is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from . import agency_names, codes, headings
from .doubt import Doubt

Pair = tuple[str, str]
"""A printed count and the lines of codes below it."""


def rows(columns: Sequence[str], texts: Sequence[str]) -> tuple[list[tuple[str, ...]], list[Doubt]]:
    """The rows of the table, and a doubt for each row whose column had to be inferred."""
    roles = headings.roles(columns)
    lists = [place for place, role in enumerate(roles) if role == "agency_codes"]
    read = [_row(texts[begin:end]) for begin, end in _bounds(texts)]
    places = _places([pairs for _, _, pairs in read], len(lists))
    found, doubts = [], []
    for (number, agency, pairs), placed in zip(read, places, strict=True):
        cells = [""] * len(columns)
        for place, role in enumerate(roles):
            cells[place] = number if role == "code" else agency if role in ("agency", "appraiser") else ""
        for (count, listed), place in zip(pairs, placed, strict=False):
            cells[lists[place]] = listed
            if lists[place] and roles[lists[place] - 1] == "agency_count":
                cells[lists[place] - 1] = count
        found.append(tuple(cells))
        if placed and len(pairs) < len(lists):
            doubts.append(_inferred(number, agency, pairs, columns[lists[placed[0]]]))
        elif len(pairs) != len(lists):
            doubts.append(_unplaced(number, agency, pairs))
    return found, doubts


def _inferred(number: str, agency: str, pairs: Sequence[Pair], heading: str) -> Doubt:
    message = (
        f"Hàng {number} ({agency}) chỉ có một danh sách mã ({_said(pairs)}), văn bản không giữ ô trống "
        "nên không thấy "
        f"danh sách thuộc cột nào. Các mã còn trống cho thấy là cột “{heading}”; cần đối chiếu bản gốc."
    )
    return Doubt(code="column-inferred", at="", message=message)


def _unplaced(number: str, agency: str, pairs: Sequence[Pair]) -> Doubt:
    message = (
        f"Hàng {number} ({agency}) có {len(pairs)} danh sách mã ({_said(pairs)}), không khớp số cột của "
        "bảng; "
        "phần không khớp chưa dùng, cần đối chiếu bản gốc."
    )
    return Doubt(code="row-unread", at="", message=message)


def _said(pairs: Sequence[Pair]) -> str:
    return ", ".join(listed for _, listed in pairs).replace("\n", " ") or "trống"


def _bounds(texts: Sequence[str]) -> list[tuple[int, int]]:
    starts: list[int] = []
    for place in range(len(texts) - 1):
        is_next = (
            re.fullmatch(r"\d{1,2}\.?", texts[place]) and int(texts[place].rstrip(".")) == len(starts) + 1
        )
        if is_next and agency_names.is_agency(texts[place + 1]):
            starts.append(place)
    return list(pairwise([*starts, len(texts)]))


def _row(texts: Sequence[str]) -> tuple[str, str, list[Pair]]:
    pairs: list[Pair] = []
    for text in texts[2:]:
        if re.fullmatch(r"\d{1,3}", text):
            pairs.append((text, ""))
        elif pairs and codes.listed(text):
            count, before = pairs[-1]
            pairs[-1] = (count, f"{before}\n{text}".strip())
    return texts[0], texts[1], pairs


def _places(rows_of_pairs: Sequence[Sequence[Pair]], lists: int) -> list[list[int]]:
    """The column of each list of each row: in order where all are there, else where the codes fit best."""
    taken: list[set[str]] = [set() for _ in range(lists)]
    places: list[list[int]] = [[] for _ in rows_of_pairs]
    for number, pairs in enumerate(rows_of_pairs):
        if len(pairs) == lists:
            places[number] = list(range(lists))
            for column, (_, text) in enumerate(pairs):
                taken[column] |= set(codes.listed(text))
    waiting = [number for number, pairs in enumerate(rows_of_pairs) if len(pairs) == 1 and lists > 1]
    while waiting:
        scored = [(_margin(rows_of_pairs[number][0][1], taken), -number) for number in waiting]
        (_, column), negative = max((margin, number) for margin, number in scored)
        places[-negative] = [-column]
        taken[-column] |= set(codes.listed(rows_of_pairs[-negative][0][1]))
        waiting.remove(-negative)
    return places


def _margin(text: str, taken: Sequence[set[str]]) -> tuple[int, int]:
    """By how much one column fits better than the next best, and that column (negative)."""
    listed = codes.listed(text)
    fits = sorted(((_fit(listed, known), -column) for column, known in enumerate(taken)), reverse=True)
    return fits[0][0] - fits[1][0], fits[0][1]


def _fit(listed: Sequence[str], known: set[str]) -> int:
    """How well codes fit among those known: free ones that close a gap, against ones given already."""
    fit = 0
    for code in listed:
        stem, _, last = code.rpartition(".")
        numbers = [int(each.rpartition(".")[2]) for each in known if each.rpartition(".")[0] == stem]
        if code in known:
            fit -= 2
        elif numbers and int(last) < max(numbers):
            fit += 3
        elif int(last) == max(numbers, default=0) + 1:
            fit += 1
        else:
            fit -= 1
    return fit
