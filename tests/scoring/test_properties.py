"""What holds for every index set and every answer."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendti.scoring import engine, explaining, ranking
from opendti.scoring.answers import Excluded, Given, Sheet
from opendti.scoring.outcomes import State
from tests.scoring.random_sets import FIGURES, groups
from tests.scoring.sets import given as answered
from tests.scoring.sets import score_one, score_units

UNITS = st.dictionaries(st.sampled_from("pqrstuv"), FIGURES, min_size=2)
RISING: list[dict[str, object]] = [
    {"form": "ratio", "of": "a / b"},
    {"form": "ratio", "of": "a / b", "full_at": "80%"},
    {"form": "ratio", "of": "a / b + a / b * 1/2"},
    {"form": "ratio", "of": "a", "full_at": "10"},
    {"form": "all_or_nothing", "of": "a / b"},
    {"form": "bands", "of": "a / b", "bands": [{"at_least": mark, "worth": mark} for mark in ("3/4", "0.2")]},
    {"form": "steps", "of": "a", "steps": [{"at_least": n, "points": n} for n in ("4", "2", "1")]},
    {"form": "per_item", "of": "a", "points": "0.5"},
    {"form": "best_of", "of": ["a / b", "a / 10"]},
    {"form": "formula", "points": "max_points * a / b"},
]  # fmt: skip
SCALE_FREE = [rule for rule in RISING if "a / b" in str(rule) and "a / 10" not in str(rule)]


@settings(max_examples=40)
@given(groups())
def test_every_node_lies_between_nothing_and_its_maximum(group):
    for scored in engine.score_group(*group).values():
        for node in scored.walk():
            assert 0 <= node.points <= node.max


@settings(max_examples=40)
@given(groups(effects=("score", "bonus", "penalty")))
def test_the_parts_add_up_to_the_whole_at_every_level(group):
    for scored in engine.score_group(*group).values():
        for node in scored.walk():
            if node.parts:
                assert node.points == sum(part.points for part in node.parts)
                assert node.max == sum(part.max for part in node.parts)


@settings(max_examples=40)
@given(groups(effects=("score", "bonus", "penalty")))
def test_only_scored_nodes_have_points_and_only_those_out_lose_their_maximum(group):
    index, _ = group
    maxima = {leaf.code: leaf.max if leaf.effect == "score" else 0 for leaf in index.leaves}
    for scored in engine.score_group(*group).values():
        for code, maximum in maxima.items():
            node = scored.find(code)
            is_out = node.state in (State.EXCLUDED, State.NOT_APPLICABLE)
            assert node.max == (0 if is_out else maximum)
            assert node.points == 0 or node.state is State.SCORED


@settings(max_examples=40)
@given(groups(effects=("score", "bonus", "penalty")), st.data())
def test_excluding_a_component_removes_exactly_its_points_and_its_maximum(group, data):
    index, units = group
    unit = data.draw(st.sampled_from(sorted(units)))
    code = data.draw(st.sampled_from([component.code for component in index.components]))
    before = engine.score(index, units[unit])
    without = replace(units[unit], answers={**units[unit].answers, code: Excluded()})
    after = engine.score(index, without)

    assert before.points - after.points == before.find(code).points
    assert before.max - after.max == before.find(code).max


@settings(max_examples=40)
@given(groups(least=2), st.randoms(use_true_random=False))
def test_no_order_changes_anything(group, chance):
    index, units = group
    mixed = {unit: shuffled(sheet, chance) for unit, sheet in in_any_order(units, chance).items()}
    scored, again = engine.score_group(index, units), engine.score_group(index, mixed)

    assert again == scored
    assert list(again) == list(mixed)
    assert ranking.rank(percents(again)) == ranking.rank(percents(scored))


def in_any_order(mapping, chance):
    pairs = list(mapping.items())
    chance.shuffle(pairs)
    return dict(pairs)


def shuffled(sheet, chance):
    answers = {
        code: replace(answer, figures=in_any_order(answer.figures, chance))
        if isinstance(answer, Given)
        else answer
        for code, answer in sheet.answers.items()
    }
    return Sheet(in_any_order(sheet.general, chance), in_any_order(answers, chance))


def percents(scored):
    return {unit: node.percent for unit, node in scored.items()}


@settings(max_examples=40)
@given(groups())
def test_another_unit_changes_nobody_unless_the_group_is_compared(group):
    index, units = group
    if any(leaf.rule.form == "min_max" for leaf in index.leaves):
        return
    assert engine.score_group(index, units) == {u: engine.score(index, sheet) for u, sheet in units.items()}


@settings(max_examples=40)
@given(groups(effects=("score", "bonus", "penalty")))
def test_everything_can_be_explained(group):
    index, units = group
    for unit, scored in engine.score_group(index, units).items():
        for component in index.all_components:
            node = scored.find(component.code)
            told = explaining.explain(index, units[unit], component.code, scored=node)
            assert Fraction(told.exact) == node.points
            assert told.answer
            assert told.as_text()


@pytest.mark.parametrize("rule", RISING)
@given(a=FIGURES, more=FIGURES, b=FIGURES)
def test_more_is_never_worth_less(rule, a, more, b):
    assert score_one(rule, a=a, b=b).points <= score_one(rule, a=a + more, b=b).points


@pytest.mark.parametrize("rule", SCALE_FREE)
@given(a=FIGURES, b=FIGURES, scale=st.fractions(min_value="1/50", max_value=50, max_denominator=50))
def test_numerator_and_denominator_scaled_together_change_nothing(rule, a, b, scale):
    assert score_one(rule, a=a, b=b).points == score_one(rule, a=a * scale, b=b * scale).points


@pytest.mark.parametrize("scale", ["min_max", "share_of_best"])
@pytest.mark.parametrize("better", ["higher", "lower"])
@given(values=UNITS)
def test_comparing_a_group_keeps_its_order_and_gives_the_best_everything(scale, better, values):
    rule = {"form": "min_max", "of": "a", "scale": scale, "better": better}
    nodes = score_units(rule, {unit: answered(a=value) for unit, value in values.items()})
    best_first = sorted(values, key=lambda unit: values[unit], reverse=better == "higher")
    points = [nodes[unit].points for unit in best_first]

    assert points == sorted(points, reverse=True)
    assert points[0] == 10


@given(st.lists(st.fractions(max_denominator=10**6)))
def test_the_fast_sum_is_the_sum(values):
    assert engine.total(values) == sum(values, Fraction(0))
