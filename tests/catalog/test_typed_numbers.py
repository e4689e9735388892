"""Numbers, days and formulas: what people here type, what files hold, and back."""

import pytest

from opendti.catalog import typed_numbers


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("0,25%", "0.25%"),
        ("0,25 %", "0.25 %"),
        ("1.000", "1000"),
        ("1.234,5", "1234.5"),
        ("0.125", "0.125"),
        ("1/2", "1/2"),
        ("15/01", "15/01"),
        ("", ""),
        ("a, b", "a, b"),
        ("max(1, 2)", "max(1, 2)"),
        ("hai rưỡi", "hai rưỡi"),
    ],
)
def test_a_typed_number_is_held_as_files_have_it(typed, held):
    assert typed_numbers.held(typed) == held


@pytest.mark.parametrize("held", ["2.5", "0.25%", "1.125", "1000", "1/2", "70%", "0", "1.5/2", "a / b"])
def test_what_is_shown_is_held_again_as_it_was(held):
    assert typed_numbers.held(typed_numbers.shown(held)) == held


def test_a_decimal_is_shown_with_a_comma():
    assert [typed_numbers.shown(text) for text in ("2.5", "0.25%", "a * 2.5")] == ["2,5", "0,25%", "a * 2.5"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [("13/09/2024", "2024-09-13"), ("2024-09-13", "2024-09-13"), ("31/02/2024", "31/02/2024")],
)
def test_a_typed_day_is_held_as_files_have_it(typed, held):
    assert typed_numbers.day_held(typed) == held


def test_what_is_no_day_is_shown_as_it_stands():
    assert [typed_numbers.day_shown(text) for text in ("2024-09-13", "", "Quý I")] == [
        "13/09/2024",
        "",
        "Quý I",
    ]


def test_the_signs_of_a_formula_become_those_of_the_file():
    assert typed_numbers.formula("a ÷ b × 10 − c") == "a / b * 10 - c"
    assert typed_numbers.formula("a ≥ 3 and b ≤ 4") == "a >= 3 and b <= 4"
