from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendti.scoring import rounding


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0", 2, "0,00"),
        ("2.344", 2, "2,34"),
        ("2.345", 2, "2,35"),
        ("2.355", 2, "2,36"),  # banker's rounding and floats both get one of these wrong
        ("1.005", 2, "1,01"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("0.5", 0, "1"),
        ("0.4999999", 0, "0"),
        ("-2.345", 2, "−2,35"),
        ("-0.5", 0, "−1"),
        ("-0.001", 2, "0,00"),
        ("9.995", 2, "10,00"),
        ("999.995", 2, "1.000,00"),
        ("1234.5", 2, "1.234,50"),
        ("-1234567.891", 1, "−1.234.567,9"),
        ("620/3", 2, "206,67"),
        ("1/3", 4, "0,3333"),
        ("2/3", 0, "1"),
        ("0.05", 1, "0,1"),
        ("12", 0, "12"),
    ],
)
def test_half_up_away_from_zero(value, places, text):
    assert rounding.shown(Fraction(value), places) == text


def test_grouping_on_request_only():
    assert rounding.shown(Fraction(1234567), 1, grouped=False) == "1234567,0"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 5))
def test_rounds_as_the_standard_library_does(number, places):
    expected = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    assert rounding.half_up(Fraction(number), places) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.5", "1.234,5"),
        ("10", "10"),
        ("2/3", "2/3"),
        ("-0.25", "−0,25"),
        ("0.000000000001", "0,000000000001"),
    ],
)
def test_a_figure_is_written_in_full(value, text):
    assert rounding.figure(Fraction(value)) == text


def test_a_long_number_says_whether_it_is_exact():
    assert rounding.long(Fraction(225, 32)) == ("7,03125", True)
    assert rounding.long(Fraction(1, 3)) == ("0,3333333", False)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["1", "2"], ["1,00", "2,00"]),
        (["1.001", "1.002"], ["1,001", "1,002"]),
        (["1.0001", "1.0002", "3"], ["1,0001", "1,0002", "3,00"]),
        (["1.001", "1.001"], ["1,00", "1,00"]),
        (["0.995", "1"], ["0,995", "1,000"]),
        (["1.0011", "1.0012", "1.002"], ["1,0011", "1,0012", "1,002"]),
        ([], []),
    ],
)
def test_different_values_look_different(values, texts):
    assert rounding.shown_apart([Fraction(value) for value in values]) == texts


@given(st.lists(st.fractions(min_value=0, max_value=100, max_denominator=10**5), max_size=8))
def test_shown_apart_tells_apart_exactly_what_differs(values):
    texts = rounding.shown_apart(values)

    assert len(set(texts)) == len(set(values))


def test_what_differs_too_little_stays_alike():
    tiny = Fraction(1, 10**20)

    assert len(set(rounding.shown_apart([Fraction(1), 1 + tiny]))) == 1
