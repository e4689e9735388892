"""Missing, zero, excluded and not applicable are four different things (domain, general rules)."""

from fractions import Fraction

import pytest

from opendti.scoring import engine, ranking
from opendti.scoring.answers import Excluded, NotApplicable, Sheet
from tests.scoring.sets import component, flags, given, index_set

RATIO = {"form": "ratio", "of": "a / b"}
INDEX = index_set(
    [component("1.1", RATIO, "10", "ab"), component("1.2", RATIO, "20", "ab")],
    [
        component("2.1", {"form": "sum"}, "5")
        | {"parts": [component(code, RATIO, "2.5", "ab") for code in ("2.1.1", "2.1.2")]}
    ],
)
HALF = given(a=1, b=2)
FULL = dict.fromkeys(("1.1", "1.2", "2.1.1", "2.1.2"), HALF)


def score(**changed):
    answers = {**FULL, **{code.replace("_", "."): answer for code, answer in changed.items()}}
    return engine.score(INDEX, Sheet(answers={code: each for code, each in answers.items() if each}))


@pytest.mark.parametrize(
    ("answer", "maximum", "state", "flagged"),
    [
        (given(a=0, b=2), 35, "scored", []),
        (None, 35, "missing", ["missing"]),
        (given(b=2), 35, "missing", ["missing"]),
        (Excluded("không có"), 25, "excluded", []),
        (NotApplicable(), 25, "not_applicable", []),
    ],
    ids=["zero", "missing", "half missing", "excluded", "not applicable"],
)
def test_four_ways_to_have_no_points(answer, maximum, state, flagged):
    whole = score(**{"1_1": answer})
    node = whole.find("1.1")

    assert (whole.points, whole.max) == (Fraction(25, 2), maximum)  # 20/2 + 2,5/2 + 2,5/2 from the others
    assert (node.points, node.state, flags(node)) == (0, state, flagged)


def test_the_index_value_is_taken_over_what_was_left_to_reach():
    assert score().percent == 50
    assert score(**{"1_1": Excluded()}).percent == 50  # 12,5 of 25
    assert score(**{"1_1": None}).percent == Fraction(250, 7)  # 12,5 of 35


def test_the_missing_letter_is_named():
    assert score(**{"1_1": given(a=3)}).find("1.1").flags[0].about == "b"


def test_a_negative_figure_is_an_error_whatever_the_rule_makes_of_it():
    node = score(**{"1_1": given(a=-1, b=-2)}).find("1.1")

    assert (node.points, node.state, node.flags[0].about) == (0, "error", "a")


@pytest.mark.parametrize("answer", [Excluded("không có"), NotApplicable()])
def test_a_parent_that_is_out_takes_its_parts_along(answer):
    whole = score(**{"2_1": answer})

    assert (whole.max, whole.find("2.1").state) == (30, whole.find("2.1.2").state)
    assert (whole.find("2.1.1").points, whole.find("2.1.1").max) == (0, 0)


def test_one_part_may_be_out_alone():
    node = score(**{"2_1_1": Excluded()}).find("2.1")

    assert (node.points, node.max, node.state) == (Fraction(5, 4), Fraction(5, 2), "scored")


def test_a_parent_whose_parts_are_all_out_is_out():
    assert score(**{"2_1_1": Excluded(), "2_1_2": Excluded()}).find("2.1").state == "excluded"
    assert score(**{"2_1_1": Excluded(), "2_1_2": NotApplicable()}).find("2.1").max == 0


def test_an_empty_sheet_is_missing_from_top_to_bottom_and_worth_nothing():
    whole = engine.score(INDEX, Sheet())

    assert {node.state for node in whole.walk()} == {"missing"}
    assert [whole.points, whole.max, whole.percent] == [0, 35, 0]


def test_where_everything_is_out_there_is_no_index_value_and_no_rank():
    out = engine.score(INDEX, Sheet(answers={code: Excluded() for code in FULL}))

    assert [out.points, out.max, out.percent, out.state] == [0, 0, None, "excluded"]
    assert ranking.rank({"p": out.percent, "q": score().percent}) == {"p": None, "q": 1}


def test_an_unknown_code_is_a_key_error():
    with pytest.raises(KeyError):
        score().find("9.9")


class TestFiguresFromTheGeneralInformation:
    general = [{"code": "I.8", "title": "Số hệ thống"}, {"code": "I.9", "title": "Số máy"}]

    def node(self, link, figures, general):
        figure = [{"id": "a", "label": "a", "unit": "cái"}, {"id": "b", "label": "b", "unit": "cái", **link}]
        index = index_set([component("1.1", RATIO) | {"figures": figure}], general=self.general)
        facts = {code: Fraction(value) for code, value in general.items()}
        return engine.score(index, Sheet(facts, {"1.1": given(**figures)})).find("1.1")

    @pytest.mark.parametrize("link", [{"source": "I.8"}, {"default": "I.8"}])
    def test_a_number_is_given_once(self, link):
        assert self.node(link, {"a": 1}, {"I.8": 4}).points == Fraction(5, 2)

    def test_the_decision_s_source_wins_and_a_difference_is_flagged(self):
        node = self.node({"source": "I.8"}, {"a": 1, "b": 2}, {"I.8": 4})

        assert (node.points, flags(node), node.flags[0].about) == (
            Fraction(5, 2),
            ["differs_from_general"],
            "b",
        )

    def test_our_default_yields_to_a_number_given(self):
        node = self.node({"default": "I.8 + I.9"}, {"a": 1, "b": 2}, {"I.8": 4, "I.9": 1})

        assert (node.points, flags(node)) == (5, ["differs_from_general"])

    def test_a_source_that_is_empty_is_missing(self):
        assert self.node({"source": "I.8"}, {"a": 1}, {}).state == "missing"
        assert self.node({"default": "I.8 / I.9"}, {"a": 1}, {"I.8": 4, "I.9": 0}).state == "missing"
