"""The commands `opendti indexset list`, `show` and `lint`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from opendti.scoring import linting, rounding
from opendti.scoring.definition import IndexSet

from . import definitions, describing, library
from .writing import CommandError, as_json, columns, out

ERROR = 1
SEVERITIES = {"error": "LỖI", "doubt": "NGỜ"}


def list_all(arguments: argparse.Namespace) -> int:
    """Lists the sets that can be read; a broken one is told after them, with status 2."""
    sets: list[IndexSet] = []
    broken: list[str] = []
    for code in library.codes():
        try:
            sets.append(library.load(code))
        except CommandError as wrong:
            broken.append(str(wrong))
    if arguments.format == "json":
        out(as_json({"index_sets": [definitions.summary(each) for each in sets]}))
    elif sets:
        rows = [["Mã", "Năm", "Cấp", "Chỉ số", "Điểm", "Tên"]]
        rows += [_row(each) for each in sets]
        out("\n".join(columns(rows, [False, True, False, True, True, False])))
    if broken:
        raise CommandError("\n".join(broken))
    return 0


def _row(index_set: IndexSet) -> list[str]:
    count = str(len(list(index_set.components)))
    maximum = rounding.figure(index_set.max)
    return [index_set.code, str(index_set.year), index_set.level, count, maximum, index_set.title]


def show(arguments: argparse.Namespace) -> int:
    """Shows what a set asks and how it scores."""
    index_set = library.load(arguments.index_set)
    if arguments.format == "json":
        out(as_json(definitions.as_plain(index_set)))
    else:
        out("\n".join(describing.lines(index_set)))
    return 0


def lint(arguments: argparse.Namespace) -> int:
    """Tells every finding with its answer; 1 while there is an error or a doubt without an answer."""
    index_set = library.load(arguments.index_set)
    findings = linting.lint(index_set)
    open_ones = [each for each in findings if each.severity == "error" or not each.answer]
    if arguments.format == "json":
        found = [asdict(each) for each in findings]
        out(as_json({"index_set": index_set.code, "is_clean": not open_ones, "findings": found}))
    else:
        out("\n".join(_told(index_set, findings, len(open_ones))))
    return ERROR if open_ones else 0


def _told(index_set: IndexSet, findings: list[linting.Finding], still_open: int) -> list[str]:
    lines: list[str] = []
    told: set[str] = set()
    for each in findings:
        at = f" {each.at}" if each.at else ""
        lines.append(f"{SEVERITIES[each.severity]}{at} [{each.code}] {each.message}")
        if each.answer and each.answer in told:
            lines.append(f"     Ghi chú: như trên, ở [{each.code}]")
        elif each.answer:
            told.add(each.answer)
            lines.append(f"     Ghi chú: {' '.join(each.answer.split())}")
        elif each.severity == "doubt":
            lines.append(
                "     Chưa có ghi chú trả lời. Viết note kèm answers ở mục này, hoặc notes của bộ chỉ số"
            )
    summary = f"{len(findings)} điều nêu ra, {still_open} điều còn phải xử lý"
    lines.append(f"{index_set.code}: {summary if findings else 'không có gì để nêu'}")
    return lines
