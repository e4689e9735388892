"""Markdown with pipe tables, as converters of PDFs and Word files write it."""

from __future__ import annotations

import itertools
import re

from . import markup, normalising, stitching
from .document import Block, Paragraph

_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$")
_ORNAMENT = re.compile(r"\s*(?:[-*_]\s*){3,}|\s*```.*")


def is_markdown(text: str) -> bool:
    """Whether there is a table: a row of pipes over a rule of dashes."""
    lines = text.splitlines()
    return any("|" in above and _RULE.fullmatch(below) for above, below in itertools.pairwise(lines))


def blocks(text: str) -> list[Block]:
    """The paragraphs, one per line, and the tables of the text."""
    lines = re.split(r"\r\n|\r|\n", text)
    found: list[Block] = []
    place = 0
    while place < len(lines):
        end = _table_end(lines, place)
        if end > place:
            table = stitching.table(_cells(line) for line in lines[place:end] if not _RULE.fullmatch(line))
            found += [table] if table else []
            place = end
        else:
            found += _paragraphs(lines[place])
            place += 1
    return found


def _table_end(lines: list[str], start: int) -> int:
    """Where the table ends that starts here; `start` itself if none does."""
    has_rule = start + 1 < len(lines) and bool(_RULE.fullmatch(lines[start + 1]))
    if not (has_rule and "|" in lines[start]):
        return start
    end = start + 2
    while end < len(lines) and _PIPE.search(lines[end]):
        # A second heading without a blank line between is a table of its own, for stitching to see.
        if end + 1 < len(lines) and _RULE.fullmatch(lines[end + 1]):
            break
        end += 1
    return end


def _cells(line: str) -> list[str]:
    line = line.strip()
    parts = _PIPE.split(line)
    parts = parts[1:] if line.startswith("|") else parts
    parts = parts[:-1] if len(parts) > 1 and not parts[-1].strip() and line.endswith("|") else parts
    return [_cell(part) for part in parts]


def _cell(text: str) -> str:
    text = markup.without_tags(text.replace("\\|", "|"))
    return "\n".join(normalising.lines(markup.without_emphasis(markup.without_latex(text))))


def _paragraphs(line: str) -> list[Block]:
    if _ORNAMENT.fullmatch(line):
        return []
    text = markup.without_emphasis(markup.without_latex(markup.without_tags(_HEADING.sub("", line))))
    return [Paragraph(text=said) for said in normalising.lines(text)]
