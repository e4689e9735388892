"""Whatever stands in a cell, reading it ends in a rule that loads; odd spelling changes nothing."""

import time
import unicodedata
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from opendti.decision_files.grammar import line_kind, read_rule
from opendti.decision_files.grammar.figures import load
from tests.decision_files.grammar import meaning
from tests.decision_files.grammar.phrases import phrases
from tests.decision_files.grammar.test_hai_duong import COMPONENTS

PHRASES = phrases()
BITS = (
    *(
        "a = Số văn bản;",
        "b = Tổng số;",
        "Tỷ lệ",
        "=",
        "a/b",
        "(",
        ")",
        "Điểm",
        "Điểm tối đa",
        "*",
        "/",
        ":",
        "0",
        "80%",
    ),
    *(
        "≥",
        "<",
        "từ",
        "đến dưới",
        "trở lên",
        "Nếu",
        "b = 0",
        "và",
        "1/2",
        "\n",
        "- ",
        "+ ",
        "; ",
        ". ",
        "20 điểm",
        "Mỗi",
    ),
    *(
        "Min-Max",
        "Hội đồng",
        "không tính điểm",
        "Mức 1",
        "c",
        "n",
        "10 tin, bài",
        "trước ngày 15/01",
        "Chưa ban hành",
        "x",
    ),
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(BITS), max_size=14).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, title=st.text(max_size=30), points=st.one_of(st.none(), st.fractions(0, 50)))
def test_never_raises_and_always_loads(text, title, points):
    reading = read_rule(text, title=title, max_points=points, evidence=title)

    assert meaning.RULE.validate_python(reading.rule).form == reading.rule["form"]
    assert load(reading.figures)
    assert (reading.certainty == "sure") == (not reading.reasons)
    assert meaning.letters(reading.rule) <= {str(each["id"]) for each in reading.figures}
    assert line_kind(text) in ("figure", "rule", "list", "explanation", "other")


@settings(max_examples=150, deadline=None)
@given(phrase=st.sampled_from(PHRASES), decomposed=st.booleans(), width=st.integers(1, 3))
def test_spelling_of_letters_and_spaces_changes_nothing(phrase, decomposed, width):
    odd = phrase.text.replace(" ", " " * width)
    odd = unicodedata.normalize("NFD", odd) if decomposed else odd

    plain, other = (
        read_rule(text, title=phrase.title, max_points=meaning.MAX) for text in (phrase.text, odd)
    )

    assert other == plain


@settings(max_examples=150, deadline=None)
@given(phrase=st.sampled_from(PHRASES), chosen=st.randoms(use_true_random=False))
def test_shuffled_letters_are_never_sure(phrase, chosen):
    """Neither the letters of the text nor those of its formula may be mixed without anybody noticing."""
    if phrase.rule["form"] == "expert":
        return
    letters = list(phrase.text)
    chosen.shuffle(letters)
    mixed = read_rule("".join(letters), title=phrase.title, max_points=meaning.MAX)

    assert mixed.certainty != "sure" or meaning.same(mixed.rule, phrase.rule)


def test_a_formula_of_other_letters_is_never_sure():
    names = "a = Số hồ sơ trực tuyến;\nb = Tổng số hồ sơ;\n"
    for over in "abcd":
        for under in "abcd":
            reading = read_rule(f"{names}Điểm = {over}/{under} * Điểm tối đa", max_points=Fraction(10))
            assert (reading.certainty == "sure") == (over + under == "ab"), (over, under)


def test_a_long_cell_is_read_in_time():
    start = time.perf_counter()
    read_rule("a = Số ( " * 3000 + ";" * 3000, max_points=Fraction(10))
    read_rule("Tỷ lệ từ đến trên " * 2000, max_points=Fraction(10))
    read_rule("(" * 5000 + "a/b" + ")" * 5000, max_points=Fraction(10))

    assert time.perf_counter() - start < 5


def test_a_whole_decision_takes_less_than_half_a_second():
    start = time.perf_counter()
    for _, each in COMPONENTS:
        read_rule(each.text or "", title=each.title, max_points=each.max, evidence=each.evidence or "")

    assert time.perf_counter() - start < 0.5
