"""A scoring cell read: the rule, its figures, the sentence it stands in, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Tree = dict[str, object]
Certainty = Literal["sure", "likely", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReading:
    """What a cell says. `reasons` tell why a person must look; empty exactly when it is sure."""

    rule: Tree
    figures: tuple[Tree, ...]
    said: str
    certainty: Certainty
    reasons: tuple[str, ...]


def read_rule(
    text: str, *, title: str = "", max_points: Fraction | None = None, evidence: str = ""
) -> RuleReading:
    """The rule in a cell “Cách tính điểm”; never raises. What is not understood is expert, with reasons."""
    del title, max_points, evidence
    figures = tuple(
        {"id": letter, "label": label.rstrip("; "), "unit": "đơn vị"}
        for letter, label in re.findall(r"^[-+]?\s*([a-z])\s*[=:]\s*([^\W\d_]{2}.*)$", text, re.MULTILINE)
    )
    reason = "Chưa đọc được cách tính điểm; cần người xem."
    return RuleReading(
        rule={"form": "expert"}, figures=figures, said="", certainty="unknown", reasons=(reason,)
    )
