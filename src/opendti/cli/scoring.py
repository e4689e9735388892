"""The commands `opendti score` and `opendti explain`."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from opendti import answer_files
from opendti.scoring import engine, explaining
from opendti.scoring.answers import Sheet
from opendti.scoring.definition import IndexSet
from opendti.scoring.outcomes import Score

from . import library, results, sums
from .writing import CommandError, as_json, out, write

WHOLE = ("tổng", "tong", "total")

BOM = "\ufeff"
"""Without it Excel takes a CSV file's Vietnamese for another encoding."""


def score(arguments: argparse.Namespace) -> int:
    """Scores and ranks the units of an answer file."""
    index_set = library.load(arguments.index_set)
    sheets = _sheets(arguments, index_set)
    for unit in arguments.unranked:
        _known_unit(unit, sheets)
    year = index_set.year if arguments.year is None else arguments.year
    ranked = results.ranked(index_set, sheets, year=year, unranked=arguments.unranked)
    if arguments.format == "json":
        text = as_json({"index_set": index_set.code, "year": year, "units": results.as_plain(ranked)}) + "\n"
    elif arguments.format == "csv":
        text = results.as_csv(ranked)
    else:
        text = results.as_table(ranked) + "\n"
    if arguments.out is None:
        out(text)
    else:
        inputs = [arguments.answers, library.path_of(arguments.index_set)]
        write(arguments.out, BOM + text if arguments.format == "csv" else text, inputs=inputs)
    return 0


def explain(arguments: argparse.Namespace) -> int:
    """Tells why one item of one unit has its points; the whole file is scored, for min–max rules."""
    index_set = library.load(arguments.index_set)
    sheets = _sheets(arguments, index_set)
    unit, item = arguments.unit, arguments.item
    _known_unit(unit, sheets)
    whole = engine.score_group(index_set, sheets, year=arguments.year)[unit]
    node = _node(index_set, whole, item)
    told: explaining.Explanation | sums.Sum
    if node.kind in ("component", "part"):
        told = explaining.explain(index_set, sheets[unit], item, year=arguments.year, scored=node)
    else:
        told = sums.explain(index_set, whole, node)
    if arguments.format == "json":
        out(as_json({"index_set": index_set.code, "unit": unit, **told.as_json()}))
    else:
        out(f"{unit}\n{told.as_text()}")
    return 0


def _sheets(arguments: argparse.Namespace, index_set: IndexSet) -> dict[str, Sheet]:
    try:
        return answer_files.read(arguments.answers, index_set, decimal=arguments.decimal)
    except answer_files.AnswerFileError as wrong:
        hint = ". Hoặc thêm --decimal comma (dấu thập phân là phẩy) hay --decimal dot (là chấm)"
        raise CommandError(f"{wrong}{hint if wrong.is_ambiguous else ''}") from None


def _known_unit(unit: str, sheets: dict[str, Sheet]) -> None:
    if unit not in sheets:
        near = get_close_matches(unit, sheets, n=3, cutoff=0.5)
        hint = f"Có phải: {', '.join(near)}?" if near else f"Trong tệp có: {', '.join(list(sheets)[:10])}"
        raise CommandError(f"Không có đơn vị “{unit}” trong tệp số liệu. {hint}")


def _node(index_set: IndexSet, whole: Score, item: str) -> Score:
    """The scored node with this code: a component or part first, then main index, group, whole."""
    components = results.components_of(index_set, whole)
    if item in components:
        return components[item]
    if item.casefold() in WHOLE or item == index_set.code:
        return whole
    for node in whole.walk():
        if node.kind in ("main_index", "group") and node.code == item:
            return node
    if any(item == general.code for general in index_set.general_items):
        raise CommandError(f"{item} là thông tin chung, không tính điểm nên không có gì để giải thích")
    near = get_close_matches(item, components, n=3, cutoff=0.5)
    hint = f" Có phải: {', '.join(near)}?" if near else ""
    raise CommandError(f"Không có mục “{item}” trong bộ chỉ số {index_set.code}.{hint}")
