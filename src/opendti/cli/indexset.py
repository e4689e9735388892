"""The commands `opendti indexset list`, `show`, `lint`, `diff` and `schema`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from opendti.scoring import comparing, frame_linting, frames, linting, rounding, schema
from opendti.scoring.definition import IndexSet
from opendti.scoring.frames import Frame

from . import definitions, describing, framing, library
from .writing import CommandError, as_json, columns, out

ERROR = 1
SEVERITIES = {"error": "LỖI", "doubt": "NGỜ"}


def list_all(arguments: argparse.Namespace) -> int:
    """Lists the sets that can be read; a broken one is told after them, with status 2."""
    sets: list[IndexSet | Frame] = []
    broken: list[str] = []
    for code in library.codes():
        try:
            sets.append(library.look_up(code))
        except CommandError as wrong:
            broken.append(str(wrong))
    if arguments.format == "json":
        out(as_json({"index_sets": [_summary(each) for each in sets]}))
    elif sets:
        rows = [["Mã", "Năm", "Cấp", "Chỉ số", "Điểm", "Tình trạng", "Tên"]]
        rows += [framing.row(each) if isinstance(each, Frame) else _row(each) for each in sets]
        out("\n".join(columns(rows, [False, True, False, True, True, False, False])))
    if broken:
        raise CommandError("\n".join(broken))
    return 0


def _summary(each: IndexSet | Frame) -> definitions.Plain:
    return framing.summary(each) if isinstance(each, Frame) else definitions.summary(each)


def _row(index_set: IndexSet) -> list[str]:
    count = str(len(list(index_set.components)))
    maximum = rounding.figure(index_set.max)
    status = "đầy đủ"
    return [index_set.code, str(index_set.year), index_set.level, count, maximum, status, index_set.title]


def show(arguments: argparse.Namespace) -> int:
    """Shows what a set asks and how it scores, or what is known of a frame and what it lacks."""
    found = library.look_up(arguments.index_set)
    is_json = arguments.format == "json"
    if isinstance(found, Frame):
        out(as_json(framing.as_plain(found)) if is_json else "\n".join(framing.lines(found)))
    elif is_json:
        out(as_json(definitions.as_plain(found)))
    else:
        out("\n".join(describing.lines(found)))
    return 0


def lint(arguments: argparse.Namespace) -> int:
    """Tells every finding with its answer; 1 while there is an error or a doubt without an answer.

    What a frame lacks is told, and is no finding: a frame is there to lack something.
    """
    found = library.look_up(arguments.index_set)
    gaps = frames.gaps(found) if isinstance(found, Frame) else ()
    findings = frame_linting.lint(found) if isinstance(found, Frame) else linting.lint(found)
    open_ones = [each for each in findings if each.severity == "error" or not each.answer]
    if arguments.format == "json":
        listed = [asdict(each) for each in findings]
        told = {"index_set": found.code, "is_clean": not open_ones, "findings": listed}
        if isinstance(found, Frame):
            told |= {"status": found.status, "gaps": [gap._asdict() for gap in gaps]}
        out(as_json(told))
    else:
        lines = _told(found.code, findings, len(open_ones))
        out("\n".join([*framing.gap_lines(gaps), *lines]))
    return ERROR if open_ones else 0


def diff(arguments: argparse.Namespace) -> int:
    """Tells what differs from the first set to the second, in words."""
    sets = (library.load(arguments.index_set), library.load(arguments.other))
    found = comparing.compare(*sets, names=(sets[0].code, sets[1].code))
    if arguments.format == "json":
        changes = [asdict(change) for change in found.changes]
        told = {"before": sets[0].code, "after": sets[1].code, "summary": found.summary}
        out(as_json({**told, "for_years": list(found.for_years), "changes": changes}))
    else:
        likely = [pair for pair in found.pairs if pair.link == "likely" and pair.before and pair.after]
        unsure = [
            f"  {each.before.code} → {each.after.code}" for each in likely if each.before and each.after
        ]
        lines = [found.summary, *found.for_years, "", *(change.sentence for change in found.changes)]
        out("\n".join([*lines, *(["", "Nối vì tên gần giống, có lẽ:", *unsure] if unsure else [])]))
    return 0


def json_schema(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - as every command
    """Writes the format of index-set files for editors."""
    out(as_json(schema.json_schema()))
    return 0


def _told(code: str, findings: list[linting.Finding], still_open: int) -> list[str]:
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
    lines.append(f"{code}: {summary if findings else 'không có gì để nêu'}")
    return lines
