import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendti.scoring.formula import MAX_DEPTH, FormulaError, parse, parse_condition


def run(text, **figures):
    return parse(text).run({name: Fraction(value) for name, value in figures.items()})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a / b", Fraction(3, 4)),
        ("a - b - 1", -2),
        ("12 / a / b", 1),
        ("a + b * 2", 11),
        ("(a + b) * 2", 14),
        ("-a + b", 1),
        ("a * -b", -12),
        ("50% * b", 2),
        ("0.25 %", Fraction(1, 400)),
        ("min(a, b, 5)", 3),
        ("max(a, b)", 4),
        ("if a < b then 1 else 0", 1),
        ("if not a < b then 1 else 0", 0),
        ("if a = 3 and b = 3 or b = 4 then 1 else 0", 1),
        ("if (a = 3 or b = 4) and a != 3 then 1 else 0", 0),
        ("if a >= 3 then if b <= 3 then 1 else 2 else 3", 2),
        ("a / b * 1/2", Fraction(3, 8)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("a\n / b", Fraction(3, 4)),
    ],
)
def test_values(text, value):
    assert run(text, a=3, b=4) == value


def test_general_items_and_the_maximum_are_names():
    formula = parse("a / (I.8 + S.1) * max_points")
    figures = {"a": 1, "I.8": 1, "S.1": 2, "max_points": 9}

    assert formula.names == set(figures)
    assert formula.run({name: Fraction(value) for name, value in figures.items()}) == 3


def test_decimals_are_exact():
    assert parse("0.1 + 0.2 - 0.3").run({}) == 0
    assert parse_condition("0.1 + 0.2 = 0.3").test({})


@given(a=st.fractions(), b=st.fractions(), c=st.fractions())
def test_arithmetic_is_that_of_fractions(a, b, c):
    assert run("a * b + c - a", a=a, b=b, c=c) == a * b + c - a


class TestOnlyTheBranchTakenIsComputed:
    def test_a_division_by_zero_in_the_other_branch_does_no_harm(self):
        assert run("if b = 0 then 1 else a / b", a=1, b=0) == 1

    def test_a_missing_figure_in_the_other_branch_does_no_harm(self):
        assert run("if b = 0 then 1 else a / b", b=0) == 1

    def test_conditions_stop_as_soon_as_they_are_decided(self):
        assert parse_condition("b = 0 or a / b > 1").test({"b": Fraction(0)})
        assert not parse_condition("b > 0 and a / b > 1").test({"b": Fraction(0)})

    def test_a_branch_taken_does_need_its_figures(self):
        with pytest.raises(KeyError, match="a"):
            run("if b = 0 then 1 else a / b", b=1)


class TestDivisors:
    def test_a_constant_divisor_makes_no_ratio(self):
        assert not parse("n / 100").has_division
        assert parse("a / b").has_division

    def test_a_known_zero_is_seen_while_other_figures_are_missing(self):
        assert parse("a / c + b / c * 1/2").divides_by_zero({"c": Fraction(0)})
        assert not parse("a / c").divides_by_zero({"a": Fraction(0)})

    def test_a_division_by_zero_raises(self):
        with pytest.raises(ZeroDivisionError):
            run("a / b", a=1, b=0)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "chưa viết hết", 1, 1),
        ("a /", "chưa viết hết", 1, 4),
        ("(a + b", "chưa viết hết", 1, 7),
        ("a +\n", "chưa viết hết", 1, 4),
        ("if a = 0 then 1", "chưa viết hết", 1, 16),
        ("a b", "không hiểu được từ “b”", 1, 3),
        ("a)", "không hiểu được từ “)”", 1, 2),
        ("a == 1", "không hiểu được từ “=”", 1, 3),
        ("min(a)", "không hiểu được từ “)”", 1, 6),
        ("a = 0", "không hiểu được từ “=”", 1, 3),
        ("aa / b", "ký tự lạ “a”", 1, 1),
        ("A / b", "ký tự lạ “A”", 1, 1),
        ("a ÷ b", "ký tự lạ “÷”", 1, 3),
        ("a / 1,5", "không hiểu được từ “,”", 1, 6),
        ("a\n + §", "ký tự lạ “§”", 2, 4),
        ("٣ / b", "ký tự lạ “٣”", 1, 1),
        ("__import__('os')", "ký tự lạ “_”", 1, 1),
        ("1.1.1", "ký tự lạ “.”", 1, 4),
    ],
)
def test_what_is_no_formula(text, message, line, column):
    with pytest.raises(FormulaError, match=re.escape(message)) as raised:
        parse(text)

    assert (raised.value.line, raised.value.column) == (line, column)
    assert f"(dòng {line}, cột {column})" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [("a", "chưa viết hết"), ("a = 0 = 0", "từ “=”"), ("a and b", "từ “and”"), ("not", "chưa viết hết")],
)
def test_what_is_no_condition(text, message):
    with pytest.raises(FormulaError, match=message):
        parse_condition(text)


@pytest.mark.parametrize(
    "text",
    ["(" * 900 + "a" + ")" * 900, "-" * 1500 + "a", "+".join("a" * 900), "(" * 50_000, "9" * 5_000],
    ids=["brackets", "minus signs", "a sum", "open brackets", "digits"],
)
def test_a_formula_without_end_is_refused(text):
    with pytest.raises(FormulaError, match=r"lồng nhau quá|dài quá"):
        parse(text)


def test_as_deep_as_allowed_still_works():
    formula = parse("+".join("a" * MAX_DEPTH))

    assert formula.run({"a": Fraction(1)}) == MAX_DEPTH
    assert formula.written().count("a") == MAX_DEPTH


@given(st.text(alphabet="ab01.+-*/()%<>= ifthenlsomax,\n", max_size=40))
def test_any_text_is_a_formula_or_an_error_with_a_place(text):
    try:
        parse(text)
    except FormulaError as wrong:
        place = (wrong.line, wrong.column)
    else:
        place = (1, 1)

    assert min(place) >= 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a / b * 10", "a ÷ b × 10"),
        ("(a + b) / c - 1", "(a + b) ÷ c − 1"),
        ("a / b >= 70%", "a ÷ b ≥ 70\u00a0%"),
        ("b = 0 and not c != 1.5", "b = 0 và không phải c ≠ 1,5"),
        ("b = 0 or (c < 1)", "b = 0 hoặc (c < 1)"),
    ],
)
def test_written_for_the_screen(text, written):
    parsed = parse_condition(text) if any(sign in text for sign in "<>=") else parse(text)

    assert parsed.written() == written


def test_functions_and_choices_in_words():
    assert parse("min(a, 1)").written() == "nhỏ nhất(a; 1)"
    assert parse("max(-a, 1)").written() == "lớn nhất(−a; 1)"
    assert parse("if b = 0 then 1 else a").written() == "nếu b = 0 thì 1, không thì a"


def test_a_sum_before_a_sign_gets_brackets():
    assert parse("a / c + b / c").as_factor() == "(a ÷ c + b ÷ c)"
    assert parse("(a + b) / c").as_factor() == "(a + b) ÷ c"
