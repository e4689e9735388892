from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendti.scoring import ranking, rounding
from tests.scoring.sets import component, index_set

LAO_CAI = [
    {"label": "Dẫn dắt", "above": "75"},
    {"label": "Nâng cao", "above": "50"},
    {"label": "Hình thành", "above": "25"},
    {"label": "Khởi động"},
]
EXPERT = component("1.1", {"form": "expert"})
SET_OF_LAO_CAI = index_set([EXPERT], classes=LAO_CAI)


def values(**given):
    return {unit: None if value is None else Fraction(value) for unit, value in given.items()}


def test_equal_units_share_a_rank_and_the_next_is_left_out():
    assert ranking.rank(values(p=90, q=80, r=80, s=70)) == {"p": 1, "q": 2, "r": 2, "s": 4}


def test_ranks_go_by_value_and_keep_the_order_of_the_units():
    assert list(ranking.rank(values(s=70, p=90)).items()) == [("s", 2), ("p", 1)]


def test_who_has_no_value_or_takes_part_unranked_moves_nobody():
    ranks = ranking.rank(values(p=90, q=None, r=95, s=70), unranked={"r"})

    assert ranks == {"p": 1, "q": None, "r": None, "s": 2}


def test_nobody_to_rank():
    assert ranking.rank({}) == {}
    assert ranking.rank(values(p=None)) == {"p": None}


def test_zero_is_a_value_and_may_be_below_none_of_them():
    assert ranking.rank(values(p=0, q=-1)) == {"p": 1, "q": 2}


def test_a_difference_that_is_not_shown_still_ranks():
    near = values(p="90.001", q="90.002", r="90.001")

    assert {rounding.shown(value) for value in near.values()} == {"90,00"}
    assert ranking.rank(near) == {"p": 2, "q": 1, "r": 2}


@given(st.dictionaries(st.text(max_size=3), st.none() | st.fractions()))
def test_a_rank_is_one_more_than_the_number_of_better_units(given_values):
    counted = [value for value in given_values.values() if value is not None]

    for unit, place in ranking.rank(given_values).items():
        value = given_values[unit]
        expected = None if value is None else 1 + sum(other > value for other in counted)
        assert place == expected


@pytest.mark.parametrize(
    ("percent", "label"),
    [
        ("100", "Dẫn dắt"),
        ("75.0000001", "Dẫn dắt"),
        ("75", "Nâng cao"),
        ("50.0000001", "Nâng cao"),
        ("50", "Hình thành"),
        ("25", "Khởi động"),
        ("0", "Khởi động"),
    ],
)
def test_boundaries_that_are_exclusive(percent, label):
    assert ranking.classify(SET_OF_LAO_CAI, Fraction(percent)) == label


@pytest.mark.parametrize(
    ("percent", "label"), [("75", "Tốt"), ("74.9999999", "Khá"), ("50", "Khá"), ("49", None)]
)
def test_boundaries_that_are_inclusive(percent, label):
    classes = [{"label": "Tốt", "at_least": "75"}, {"label": "Khá", "at_least": "50"}]

    assert ranking.classify(index_set([EXPERT], classes=classes), Fraction(percent)) == label


def test_no_value_and_no_classes_make_no_class():
    assert ranking.classify(SET_OF_LAO_CAI, None) is None
    assert ranking.classify(index_set([EXPERT]), Fraction(90)) is None
