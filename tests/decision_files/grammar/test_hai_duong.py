"""Every component of the decision whose index sets were written by hand, read by the grammar."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from opendti.decision_files.grammar import read_rule
from opendti.scoring import loading
from opendti.scoring.definition import Component
from tests.decision_files.grammar import meaning

INDEX_SETS = Path(__file__).parents[3] / "indexsets" / "hai-duong-2405-2024"

# By hand, from the text of the decision: what a person must look at although a rule can be read.
MARKED = {
    "so": {
        "1.3": "the line that leads in also asks for a section",
        "2.2": "the day stands only in the title",
        "5.7": "two figures without letters, and no word on no systems at all",
        "6.4": "nobody says what the ratio is of",
    },
    "huyen": {
        "1.3": "the line that leads in also asks for a section",
        "1.6": "weeks and months in a year",
        "5.5": "two figures without letters, and no word on no systems at all",
        "6.2": "a percentage published elsewhere",
    },
}
# No rule can be read: 7.5 has letters and no formula; 3.6 is the sum of its parts and has no text.
UNKNOWN = {"so": set(), "huyen": {"3.6", "7.5"}}

# Units the file chose with more knowledge than the words give.
OTHER_UNITS = {("huyen", code) for code in ("3.6.1", "3.6.2", "6.7", "7.4")}
# Figures of ours, which the file names otherwise than the grammar.
OUR_FIGURES = {("so", "5.7"), ("so", "6.4"), ("huyen", "1.6"), ("huyen", "5.5"), ("huyen", "6.2")}


def components() -> list[tuple[str, Component]]:
    return [
        (level, each)
        for level in ("so", "huyen")
        for each in loading.load(INDEX_SETS / f"{level}.yaml").all_components
    ]


def trees() -> dict[tuple[str, str], dict[str, object]]:
    """The rules as they stand in the files, by level and code."""
    found: dict[tuple[str, str], dict[str, object]] = {}

    def walk(level: str, plain: object) -> None:
        if isinstance(plain, dict):
            if "rule" in plain:
                found[level, plain["code"]] = plain["rule"]
            for value in plain.values():
                walk(level, value)
        if isinstance(plain, list):
            for value in plain:
                walk(level, value)

    for level in ("so", "huyen"):
        walk(level, loading.parse(loading.text_of(INDEX_SETS / f"{level}.yaml"), name=level)[0])
    return found


RULES = trees()
COMPONENTS = components()
IDS = [f"{level} {each.code}" for level, each in COMPONENTS]


def read(each: Component):
    return read_rule(each.text or "", title=each.title, max_points=each.max, evidence=each.evidence or "")


@pytest.mark.parametrize(("level", "each"), COMPONENTS, ids=IDS)
def test_reads_what_the_file_says(level, each):
    reading = read(each)
    certainty = "sure"
    if each.code in MARKED[level]:
        certainty = "likely"
    if each.code in UNKNOWN[level]:
        certainty = "unknown"

    assert reading.certainty == certainty, reading.reasons
    assert bool(reading.reasons) == (certainty != "sure")
    if each.code != "3.6":
        assert meaning.same(reading.rule, RULES[level, each.code]), reading.rule


@pytest.mark.parametrize(("level", "each"), COMPONENTS, ids=IDS)
def test_figures_are_those_of_the_file(level, each):
    if (level, each.code) in OUR_FIGURES:
        assert {figure["id"] for figure in read(each).figures} == {figure.id for figure in each.figures}
        return
    found = [(x["id"], x["label"], x.get("kind", "count"), x.get("source")) for x in read(each).figures]

    assert found == [(x.id, x.label, x.kind, x.source) for x in each.figures]
    if (level, each.code) not in OTHER_UNITS:
        assert [x["unit"] for x in read(each).figures] == [x.unit for x in each.figures]


@pytest.mark.parametrize(("level", "each"), COMPONENTS, ids=IDS)
def test_what_is_said_stands_in_the_cell(level, each):
    reading = read(each)
    said = reading.said.split("\n") if reading.said else []

    assert bool(said) == (reading.certainty != "unknown")
    assert [line for line in said if line not in (each.text or "")] == []


def test_the_share_of_right_rules_and_no_wrong_sure():
    right = [
        meaning.same(read(each).rule, RULES[level, each.code]) for level, each in COMPONENTS if each.text
    ]
    wrong = [
        each.code
        for level, each in COMPONENTS
        if read(each).certainty == "sure" and not meaning.same(read(each).rule, RULES[level, each.code])
    ]
    sys.stdout.write(f"{sum(right)} of {len(right)} rules of the decision read right\n")

    assert wrong == []
    assert Fraction(sum(right), len(right)) >= Fraction(95, 100)


def test_the_comparison_can_fail():
    assert not meaning.same({"form": "ratio", "of": "a / b"}, {"form": "ratio", "of": "b / a"})
    assert not meaning.same(
        {"form": "ratio", "of": "a / b", "full_at": "80%"}, {"form": "ratio", "of": "a / b", "full_at": "81%"}
    )
    assert not meaning.same(
        {"form": "ratio", "of": "a / b"}, {"form": "ratio", "of": "a / b", "when_zero": "full"}
    )
    bands: dict[str, object] = {"form": "bands", "of": "a / b", "bands": [{"at_least": "80%", "worth": "1"}]}
    strict: dict[str, object] = {
        "form": "cases",
        "cases": [{"label": "x", "when": "a / b > 80%", "worth": "1"}],
    }
    assert not meaning.same(bands, strict)
