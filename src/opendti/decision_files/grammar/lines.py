"""Which kind of line of the scoring column a line is."""

from __future__ import annotations

from typing import Literal

from . import statements, words

LineKind = Literal["figure", "rule", "list", "explanation", "other"]

_RULES = {"ratio", "derived", "points", "branch"}


def line_kind(line: str) -> LineKind:
    """The kind of a line: a figure's definition, a rule, a list item, an explanation, or none of these.

    Whatever computes or scores is a rule, also where a definition stands before it on the same line.
    """
    text = words.tidy(line)
    found = statements.read(text)
    kinds = {each.kind for each in found}
    if "figure" in kinds:
        return "figure"
    if kinds & _RULES or ("heading" in kinds and words.search("điểm|công thức|cách tính", text)):
        return "rule"
    if "special" in kinds and words.search(r"điểm|min\s*-?\s*max", text):
        return "rule"
    if "aside" in kinds:
        return "explanation"
    return "list" if text[:1] in ("-", "+", "•", "*", "–") else "other"
