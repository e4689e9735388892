"""Traps worded by somebody who had not seen the grammar; test_held_out weighs what they and others score.

What a trap means stands beside it. Those that are read as sure are few, and each was held against its
cell by a person (reviewed.yaml); any other that becomes sure, or another rule, fails here.
"""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from opendti.decision_files.grammar import RuleReading, read_rule

FOLDER = Path(__file__).with_name("held_out")


def listed(name: str) -> list[dict[str, object]]:
    found = yaml.compose_all((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.SafeLoader)
    return [_plain(item) for document in found for item in document.value]


def _plain(node):
    """Every scalar as it is written: `yes` is a level's id here, and 10 a text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(each) for each in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def reading_of(cell) -> RuleReading:
    maximum = Fraction(str(cell.get("max", "10")))
    return read_rule(str(cell["cell"]), title=str(cell.get("title", "")), max_points=maximum)


REVIEWED = {each["cell"]: each["rule"] for each in listed("reviewed")}


@pytest.mark.parametrize("trap", listed("traps"), ids=lambda trap: str(trap["cell"])[:40])
def test_a_trap_is_marked_or_read_as_a_person_reads_it(trap):
    reading = reading_of(trap)

    if reading.certainty == "sure":
        assert trap["means"] != "unclear"
        assert reading.rule == REVIEWED[trap["cell"]]
