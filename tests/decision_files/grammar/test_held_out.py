"""What the grammar makes of cells it was not made for: never wrong and sure, and mostly right."""

import sys
from collections import Counter
from fractions import Fraction

import pytest
from pydantic import TypeAdapter

from opendti.scoring import forms
from tests.decision_files.grammar.held_out import Cell, cells, names_in, verdict

ORDINARY = cells("ordinary")
TRAPS = [*cells("traps"), *cells("second")]
LEAST_RIGHT = Fraction(95, 100)


@pytest.mark.parametrize("cell", [*ORDINARY, *TRAPS], ids=lambda cell: cell.text[:40])
def test_is_never_wrong_and_sure(cell: Cell) -> None:
    reading = cell.read()
    assert verdict(cell, reading) != "wrong", f"{cell.text}\n→ {reading.rule}\n≠ {cell.means}"


def test_reads_ordinary_wordings_right() -> None:
    """Right is the rule a person reads, marked or not."""
    readings = [(cell, cell.read()) for cell in ORDINARY]
    found = [(verdict(cell, reading), cell, reading) for cell, reading in readings]
    counts = Counter(each for each, _, _ in found)
    sure = sum(reading.certainty == "sure" for _, reading in readings)
    sys.stdout.write(f"\nordinary: {len(found)}, {counts['right']} right, {sure} sure\n")
    misread = "\n\n".join(f"{c.text}\n→ {r.rule}\n≠ {c.means}" for each, c, r in found if each != "right")
    assert Fraction(counts["right"], len(found)) >= LEAST_RIGHT, misread


def test_marks_what_is_unclear() -> None:
    counts = Counter(verdict(cell, cell.read()) for cell in TRAPS)
    sys.stdout.write(f"\ntraps: {len(TRAPS)}, {counts['right']} right, {counts['marked']} marked\n")
    assert counts["wrong"] == 0
    assert counts["right"] > 0


@pytest.mark.parametrize("cell", [*ORDINARY, *TRAPS], ids=lambda cell: cell.text[:40])
def test_what_is_sure_has_its_figures_and_nothing_to_say(cell: Cell) -> None:
    reading = cell.read()
    assert (reading.certainty == "sure") == (not reading.reasons)
    if reading.certainty == "sure":
        rule: forms.Rule = TypeAdapter(forms.Rule).validate_python(reading.rule)
        assert names_in(rule) == {str(figure["id"]) for figure in reading.figures}
        assert not [figure["label"] for figure in reading.figures if "Điểm =" in str(figure["label"])]
