"""What an answer is flagged for although it is scored as it stands, and what is refused for it."""

from datetime import date
from fractions import Fraction

import pytest

from opendti.scoring import engine, entries, explaining, linting, quantities
from opendti.scoring.answers import Excluded, Sheet
from tests.scoring.sets import component, flags, given, index_set, one, score_one

PLAN = {"form": "deadline", "before": "15/01"}
RATIO = {"form": "ratio", "of": "a / b"}


@pytest.mark.parametrize(
    ("day", "points", "flagged"),
    [
        (date(2022, 12, 31), 10, ["date_outside"]),
        (date(2023, 1, 1), 10, []),
        (date(2024, 1, 14), 10, []),
        (date(2024, 12, 31), 0, []),
        (date(2025, 1, 1), 0, ["date_outside"]),
    ],
)
def test_a_day_outside_the_plan_year_and_the_year_before_is_flagged(day, points, flagged):
    node = score_one(PLAN, given(date=day))

    assert (node.points, flags(node)) == (points, flagged)


def score(index, **figures):
    return engine.score(index, Sheet(answers={"1.1": given(**figures)})).find("1.1")


def test_figures_that_contradict_each_other_are_flagged_and_scored_as_they_are():
    index = one({"form": "ratio", "of": "a / c + b / c * 1/2"}, expects=["a + b <= c"])

    node = score(index, a=3, b=6, c=8)

    assert (node.points, flags(node)) == (Fraction(30, 8) + Fraction(30, 8), ["inconsistent"])
    assert node.flags[0].about == "a + b ≤ c"
    assert flags(score(index, a=3, b=5, c=8)) == []


def test_what_is_expected_of_an_unknown_figure_is_not_asked():
    index = one({"form": "ratio", "of": "a / b"}, expects=["a <= d", "a <= b"])

    assert flags(score(index, a=1, b=2)) == []


def test_an_expectation_may_use_declared_letters_only():
    found = linting.lint(one(RATIO, figures="ab", expects=["a <= z"]))

    assert [each.message for each in found if each.code == "undeclared-variable"] == [
        "Điều kiện “a <= z” của 1.1 dùng z, không có trong bảng số liệu."
    ]


def test_all_that_is_missing_is_named():
    index = one({"form": "ratio", "of": "(c + d) / (a + b)"})

    node = score(index, b=1)

    assert [(flag.code, flag.about) for flag in node.flags] == [("missing", "a, c, d")]
    told = explaining.explain(index, Sheet(answers={"1.1": given(b=1)}), "1.1")
    assert told.answer == "Không có số liệu a, c, d, nên 0 điểm."


@pytest.mark.parametrize("text", ["850,000", "1.234", "1,234", "-12,500", "999,999"])
def test_a_sign_before_three_digits_is_ambiguous(text):
    with pytest.raises(quantities.AmbiguousNumber) as raised:
        quantities.vietnamese(text)

    wrong = raised.value
    assert wrong.as_thousands == text.replace(",", "").replace(".", "")
    assert wrong.as_fraction == text.replace(".", ",")
    exact = quantities.vietnamese(wrong.plain_fraction)
    assert exact == quantities.vietnamese(wrong.as_fraction, decimal="comma")
    assert f"Viết {wrong.as_thousands} nếu là số nghìn, {wrong.plain_fraction} nếu là số lẻ" in str(wrong)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("850,000", "comma", 850),
        ("850,000", "dot", 850_000),
        ("0,125", None, Fraction(1, 8)),
        ("12,5", None, Fraction(25, 2)),
        ("1.234,567", None, Fraction(1234567, 1000)),
    ],
)
def test_what_has_one_reading_is_read(text, decimal, value):
    assert quantities.vietnamese(text, decimal=decimal) == value


@pytest.mark.parametrize(
    ("text", "decimal", "says"),
    [
        ("85%", None, "“85%” có dấu %. Bỏ dấu %, ghi 85"),
        ("85,5 %", None, "Bỏ dấu %, ghi 85,5"),
        ("%", None, "không phải số"),
        ("x", "dot", "Viết dạng 1234.5 hoặc 1,234.5"),
        ("x", "comma", "Viết dạng 1234,5 hoặc 1.234,5"),
    ],
)
def test_what_is_no_number_says_how_to_write_one(text, decimal, says):
    with pytest.raises(quantities.NotANumber) as raised:
        quantities.vietnamese(text, decimal=decimal)

    assert says in str(raised.value)


CHECKS = {"form": "checklist", "conditions": [{"id": "one", "label": "Một", "worth": "1"}]}


@pytest.mark.parametrize(
    ("rule", "field", "value", "says"),
    [
        (PLAN, "date", "14/01/2024", "vừa ghi chưa ban hành (level none) vừa ghi ngày ban hành 14/01/2024"),
        (CHECKS, "check", "one", "vừa ghi không đạt điều kiện nào (level none) vừa ghi đạt “one”"),
    ],
)
def test_none_of_it_beside_some_of_it_is_refused(rule, field, value, says):
    index = one(rule)
    rows = [entries.parse(index, "1.1", *row) for row in (("level", "none"), (field, value))]

    with pytest.raises(entries.EntryError) as raised:
        entries.assemble(index, rows)

    assert says in str(raised.value)
    assert raised.value.about in {(row.item, row.key) for row in rows}


def test_a_main_index_is_not_excluded_as_a_whole():
    with pytest.raises(entries.EntryError, match=r"1 là chỉ số chính.*Loại trừ từng chỉ số thành phần"):
        entries.parse(one(RATIO), "1", "excluded", "yes")
    with pytest.raises(entries.EntryError, match=r"I là nhóm chỉ số.*Nhập ở từng"):
        entries.parse(one(RATIO), "I", "a", "1")


def told(rule, answer, general=None, **others):
    leaf = component("1.1", rule, figures="ab")
    leaf["figures"][1] |= others
    general_items = [
        {"code": "I.1", "title": "Một", "unit": "cái"},
        {"code": "I.2", "title": "Hai", "unit": "cái"},
    ]
    shared = [{"code": "S.1", "title": "Chung", "unit": "cái"}]
    index = index_set([leaf], general=general_items, shared=shared, exclusion_clause="Điều 1 khoản 4")
    known = {code: Fraction(value) for code, value in (general or {}).items()}
    return explaining.explain(index, Sheet(known, {"1.1": answer}), "1.1")


class TestInputs:
    def test_a_sum_of_general_items_shows_its_terms(self):
        inputs = told(RATIO, given(a=3), {"I.1": 120, "I.2": 33}, default="I.1 + I.2").inputs

        assert inputs[1].source == "Thông tin chung I.1 + I.2 = 120 + 33"

    def test_a_shared_figure_is_called_ours(self):
        inputs = told(RATIO, given(a=3), {"S.1": 7}, default="S.1").inputs

        assert inputs[1].source == "Số liệu dùng chung S.1 (bộ chỉ số thêm)"

    def test_a_difference_names_both_numbers(self):
        flagged = told(RATIO, given(a=3, b=8), {"I.1": 7}, default="I.1").flags

        assert flagged == ("Số b đơn vị ghi 8, khác thông tin chung I.1 = 7",)

    @pytest.mark.parametrize(
        ("rule", "answer", "label", "value"),
        [
            (PLAN, given(date=date(2024, 1, 3)), "Ngày ban hành", "03/01/2024"),
            (PLAN, given(level="none"), "Ngày ban hành", "Chưa ban hành"),
            (CHECKS, given(checks=["one"]), "Điều kiện đạt", "Một"),
            (CHECKS, given(level="none"), "Điều kiện đạt", "Chưa đạt điều kiện nào"),
            ({"form": "expert"}, given(points="2.5"), "Điểm chấm trực tiếp", "2,5"),
        ],
    )
    def test_what_has_no_letter_is_told_too(self, rule, answer, label, value):
        explanation = told(rule, answer)

        assert [(each.letter, each.label, each.value) for each in explanation.chosen] == [("", label, value)]
        assert f"  {label}: {value}" in explanation.as_text()


def test_an_exclusion_says_how_much_left_the_total_and_why_it_may():
    explanation = told(RATIO, Excluded("không có máy chủ"))

    assert explanation.answer == (
        "Không đánh giá: điểm và điểm tối đa đều ra khỏi tổng, bớt 10 điểm tối đa (Điều 1 khoản 4). "
        "Lý do: không có máy chủ."
    )
    assert explanation.clause == "Quyết định số 1/QĐ-UBND, Phụ lục 1, mục 1.1; Điều 1 khoản 4"


def test_a_result_the_decision_already_names_is_not_said_twice():
    cases = [{"label": "b = 0: 0 điểm", "when": "b = 0", "worth": "0"}]
    levels = [
        {"id": "yes", "label": "Bao gồm:", "worth": "1"},
        {"id": "no", "label": "Không", "worth": "0"},
    ]

    assert "→ b = 0: 0 điểm\n" in told({"form": "cases", "cases": cases}, given(b=0)).as_text()
    assert "→ Bao gồm: điểm tối đa\n" in told({"form": "levels", "levels": levels}, given("yes")).as_text()


class TestAnswersToDoubts:
    def answer(self, **others):
        index = one(RATIO, figures="ab", evidence="Báo cáo", appraisers=["Sở A"], **others)
        return next(each.answer for each in linting.lint(index) if each.code == "silent-denominator")

    def test_a_note_on_something_else_answers_nothing(self):
        assert self.answer(note="Ghi chú về chuyện khác.") is None

    def test_a_note_that_lists_the_code_answers_it(self):
        assert self.answer(note="0 điểm.", answers=["silent-denominator"]) == "0 điểm."

    def test_its_own_note_comes_before_the_one_for_the_whole_set(self):
        leaf = component("1.1", RATIO, figures="ab", note="Riêng.", answers=["silent-denominator"])
        other = component("1.2", RATIO, figures="ab", note="Chuyện khác.")
        index = index_set([leaf, other], notes={"silent-denominator": "Chung."})

        found = {each.at: each.answer for each in linting.lint(index) if each.code == "silent-denominator"}

        assert found == {"1.1": "Riêng.", "1.2": "Chung."}
