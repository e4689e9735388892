from datetime import date
from fractions import Fraction

import pytest

from opendti.scoring import engine, explaining
from opendti.scoring.answers import Excluded, NotApplicable, Sheet
from tests.scoring.sets import component, given, index_set, one

NBSP = "\u00a0"


def explain(rule, answer, worth="10", **others):
    sheet = Sheet(answers={"1.1": answer} if answer else {})
    return explaining.explain(one(rule, worth, **others), sheet, "1.1")


def lines(told):
    return [f"{step.label}: {step.text}".replace(NBSP, " ") for step in told.steps]


def taken(told):
    return [branch.condition.replace(NBSP, " ") for branch in told.branches if branch.is_taken]


LEVELS = [
    {"id": "head", "label": "Người đứng đầu", "worth": "1"},
    {"id": "deputy", "label": "Phó", "worth": "1/2"},
]
CASES = [
    {"label": "b = 0, đủ", "when": "b = 0 and c >= d", "worth": "1"},
    {"label": "b > 0", "when": "b > 0", "of": "a / b"},
]
BANDS = [{"at_least": "0.7%", "worth": "1"}, {"at_least": "0.4%", "worth": "70%"}]


@pytest.mark.parametrize(
    ("rule", "answer", "sentence", "branches", "sums"),
    [
        (
            {"form": "levels", "levels": LEVELS},
            given(level="deputy"),
            "Mức đã chọn được 1/2 điểm tối đa, nên 5,00/10 điểm.",
            ["Phó"],
            ["Điểm: 1/2 × 10 = 5"],
        ),
        (
            {"form": "checklist", "conditions": LEVELS},
            given(checks=["deputy"]),
            "Đáp ứng 1 trong 2 điều kiện, nên 5,00/10 điểm.",
            ["Phó"],
            ["Điểm: 1/2 × 10 = 5"],
        ),
        (
            {"form": "ratio", "of": "a / b"},
            given(a=45, b=64),
            "Tỷ lệ 70,3125 %, nên được 7,03/10 điểm.",
            [],
            ["Tỷ lệ: a ÷ b = 45 ÷ 64 = 70,3125 %", "Điểm: 45 ÷ 64 × 10 = 7,03125 ≈ 7,03"],
        ),
        (
            {"form": "ratio", "of": "a / b"},
            given(a=1, b=3),
            "Tỷ lệ 33,33 %, nên được 3,33/10 điểm.",
            [],
            ["Tỷ lệ: a ÷ b = 1 ÷ 3 ≈ 33,3333 %", "Điểm: 1 ÷ 3 × 10 = 10/3 ≈ 3,33"],
        ),
        (
            {"form": "ratio", "of": "a / c + b / c * 1/2"},
            given(a=2, b=1, c=4),
            "Tỷ lệ 62,5 %, nên được 6,25/10 điểm.",
            [],
            [
                "Tỷ lệ: a ÷ c + b ÷ c × 1 ÷ 2 = 2 ÷ 4 + 1 ÷ 4 × 1 ÷ 2 = 62,5 %",
                "Điểm: (2 ÷ 4 + 1 ÷ 4 × 1 ÷ 2) × 10 = 6,25",
            ],
        ),
        (
            {"form": "ratio", "of": "a / b", "full_at": "80%"},
            given(a=1, b=2),
            "Tỷ lệ 50 % dưới mốc 80 %, nên được 6,25/10 điểm.",
            ["a ÷ b < 80 %"],
            ["Tỷ lệ: a ÷ b = 1 ÷ 2 = 50 %", "Điểm: 1 ÷ 2 ÷ 80 % × 10 = 6,25"],
        ),
        (
            {"form": "ratio", "of": "a / b", "full_at": "80%"},
            given(a=4, b=5),
            "Tỷ lệ 80 % đạt mốc 80 %, nên được điểm tối đa 10,00/10.",
            ["a ÷ b ≥ 80 %"],
            ["Tỷ lệ: a ÷ b = 4 ÷ 5 = 80 %", "Điểm: 4 ÷ 5 ÷ 80 % × 10 = 10"],
        ),
        (
            {"form": "ratio", "of": "a / b"},
            given(a=5, b=4),
            "Tỷ lệ 125 % đạt mốc 100 %, nên được điểm tối đa 10,00/10.",
            [],
            [
                "Tỷ lệ: a ÷ b = 5 ÷ 4 = 125 %",
                "Điểm: 5 ÷ 4 × 10 = 12,5, không quá điểm tối đa 10",
            ],
        ),
        (
            {"form": "ratio", "of": "a / b", "full_at": "0.25%"},
            given(a=24999999, b=10**10),
            "Tỷ lệ 0,24999999 % dưới mốc 0,25 %, nên được 10,00/10 điểm.",
            ["a ÷ b < 0,25 %"],
            [
                "Tỷ lệ: a ÷ b = 24.999.999 ÷ 10.000.000.000 ≈ 0,24999999 %",
                "Điểm: 24.999.999 ÷ 10.000.000.000 ÷ 0,25 % × 10 = 9,9999996 ≈ 10,00",
            ],
        ),
        (
            {"form": "ratio", "of": "a / b", "when_zero": "full"},
            given(a=0, b=0),
            "Mẫu số bằng 0, quyết định cho điểm tối đa.",
            ["Mẫu số = 0"],
            ["Tỷ lệ: a ÷ b = 0 ÷ 0, mẫu số bằng 0"],
        ),
        (
            {"form": "ratio", "of": "a / b"},
            given(a=0, b=0),
            "Mẫu số bằng 0 mà quyết định không nói cách tính, nên 0 điểm.",
            [],
            ["Tỷ lệ: a ÷ b = 0 ÷ 0, mẫu số bằng 0"],
        ),
        (
            {"form": "ratio", "of": "n", "full_at": "10"},
            given(n=7),
            "Giá trị 7 dưới mốc 10, nên được 7,00/10 điểm.",
            ["n < 10"],
            ["Giá trị: n = 7", "Điểm: 7 ÷ 10 × 10 = 7"],
        ),
        (
            {"form": "all_or_nothing", "of": "a / b"},
            given(a=6, b=8),
            "Tỷ lệ 75 %, chưa đạt 100 %: 0,00/10 điểm.",
            ["Dưới 100 %"],
            ["Tỷ lệ: a ÷ b = 6 ÷ 8 = 75 %", "Điểm: 0 × 10 = 0"],
        ),
        (
            {"form": "bands", "of": "a / b", "bands": BANDS},
            given(a=4, b=1000),
            "Tỷ lệ 0,4 % được 70 % điểm tối đa, nên 7,00/10 điểm.",
            ["a ÷ b ≥ 0,4 %"],
            ["Tỷ lệ: a ÷ b = 4 ÷ 1.000 = 0,4 %", "Điểm: 70 % × 10 = 7"],
        ),
        (
            {"form": "bands", "of": "a / b", "bands": BANDS[::-1]},
            given(a=1, b=1000),
            "Tỷ lệ 0,1 % được 0 điểm, nên 0,00/10 điểm.",
            ["a ÷ b < 0,4 %"],
            ["Tỷ lệ: a ÷ b = 1 ÷ 1.000 = 0,1 %", "Điểm: 0 × 10 = 0"],
        ),
        (
            {"form": "steps", "of": "n", "steps": [{"at_least": "2", "points": "5"}]},
            given(n=3),
            "Giá trị 3 được 5 điểm, nên 5,00/10 điểm.",
            ["n ≥ 2"],
            ["Giá trị: n = 3"],
        ),
        (
            {"form": "cases", "cases": CASES},
            given(a=1, b=4),
            "Trường hợp “b > 0”, nên được 2,50/10 điểm.",
            ["b > 0"],
            ["Điều kiện: b > 0: 4 > 0", "Tỷ lệ: a ÷ b = 1 ÷ 4 = 25 %", "Điểm: 1 ÷ 4 × 10 = 2,5"],
        ),
        (
            {"form": "cases", "cases": CASES},
            given(a=5, b=4),
            "Trường hợp “b > 0”, nên được 10,00/10 điểm.",
            ["b > 0"],
            [
                "Điều kiện: b > 0: 4 > 0",
                "Tỷ lệ: a ÷ b = 5 ÷ 4 = 125 %",
                "Điểm: 5 ÷ 4 × 10 = 12,5, không quá điểm tối đa 10",
            ],
        ),
        (
            {"form": "cases", "cases": CASES},
            given(b=0, c=0, d=1),
            "Không trường hợp nào của quyết định áp dụng được, nên 0 điểm.",
            [],
            [],
        ),
        (
            {"form": "per_item", "of": "n", "points": "3"},
            given(n=2),
            "2 mục, mỗi mục 3 điểm, không quá tối đa: 6,00/10 điểm.",
            [],
            ["Điểm: 2 × 3 = 6"],
        ),
        (
            {"form": "per_item", "of": "n", "points": "3"},
            given(n=5),
            "5 mục, mỗi mục 3 điểm, không quá tối đa: 10,00/10 điểm.",
            [],
            ["Điểm: 5 × 3 = 15, không quá điểm tối đa 10"],
        ),
        (
            {"form": "best_of", "of": ["a / b", "n / 10"]},
            given(a=1, b=2, n=8),
            "Lấy phương án cao nhất: 8,00/10 điểm.",
            ["n ÷ 10"],
            [],
        ),
        (
            {"form": "deadline", "before": "15/01"},
            given(date=date(2024, 1, 15)),
            "Ban hành ngày 15/01/2024, không trước ngày 15/01/2024, nên 0,00/10 điểm.",
            ["Ban hành từ ngày 15/01/2024 hoặc chưa ban hành"],
            [],
        ),
        (
            {"form": "deadline", "before": "15/01"},
            given(level="none"),
            "Chưa ban hành, nên 0 điểm.",
            ["Ban hành từ ngày 15/01/2024 hoặc chưa ban hành"],
            [],
        ),
        ({"form": "expert"}, given(points="7.5"), "Đơn vị thẩm định chấm trực tiếp 7,50/10 điểm.", [], []),
        (
            {"form": "formula", "points": "a - b"},
            given(a=1, b=3),
            "Tính theo công thức riêng: 0,00/10 điểm.",
            [],
            ["Điểm: a − b = 1 − 3 = −2, không dưới 0"],
        ),
        (
            {"form": "min_max", "of": "a", "scale": "min_max"},
            given(a=3),
            "Giá trị 3, nhóm từ 3 đến 3: 10,00/10 điểm.",
            [],
            ["Giá trị: a = 3"],
        ),
        ({"form": "unscored"}, given(), "Không tính điểm.", [], []),
    ],
)
def test_each_form_says_what_it_did(rule, answer, sentence, branches, sums):
    told = explain(rule, answer, worth="0" if rule["form"] == "unscored" else "10")

    assert told.answer.replace(NBSP, " ") == sentence
    assert taken(told) == branches
    assert lines(told) == sums


@pytest.mark.parametrize(
    ("scale", "better", "sum_of"),
    [
        ("min_max", "higher", "Điểm: (3 − 1) ÷ (5 − 1) × 10 = 5"),
        ("min_max", "lower", "Điểm: (5 − 3) ÷ (5 − 1) × 10 = 5"),
        ("share_of_best", "higher", "Điểm: 3 ÷ 5 × 10 = 6"),
        ("share_of_best", "lower", "Điểm: 1 ÷ 3 × 10 = 10/3 ≈ 3,33"),
    ],
)
def test_a_compared_component_names_what_it_was_compared_with(scale, better, sum_of):
    index = one({"form": "min_max", "of": "a", "scale": scale, "better": better})
    sheets = {value: Sheet(answers={"1.1": given(a=value)}) for value in (1, 3, 5)}
    node = engine.score_group(index, sheets)[3].find("1.1")

    assert lines(explaining.explain(index, sheets[3], "1.1", scored=node)) == ["Giá trị: a = 3", sum_of]


@pytest.mark.parametrize(
    ("answer", "sentence", "state"),
    [
        (None, "Không có số liệu a, b, nên 0 điểm.", "Không có số liệu"),
        (given(a=1), "Không có số liệu b, nên 0 điểm.", "Không có số liệu"),
        (given(a=-1, b=1), "Số liệu trái với cách tính nên 0 điểm.", "Số liệu sai"),
        (
            Excluded("bỏ"),
            "Không đánh giá: điểm và điểm tối đa đều ra khỏi tổng, bớt 10 điểm tối đa. Lý do: bỏ.",
            "Không đánh giá",
        ),
        (
            NotApplicable(),
            "Chỉ số này không có trong bộ của đơn vị, không tính vào tổng.",
            "Không có trong bộ của đơn vị",
        ),
    ],
)
def test_what_has_no_points_says_why(answer, sentence, state):
    told = explain({"form": "ratio", "of": "a / b"}, answer)

    assert (told.answer, told.state_words, told.exact) == (sentence, state, "0")


def test_more_of_the_numerator_is_advised_where_it_is_a_count():
    told = explain({"form": "ratio", "of": "a / b", "full_at": "80%"}, given(a=1, b=7))

    assert told.advice == "Thêm 5 cái (a ≥ 6) sẽ đạt tối đa."  # 80 % of 7 is 5,6


def test_expert_points_nobody_gave_are_not_called_given():
    told = explain({"form": "expert"}, None)

    assert told.answer == "Chưa có điểm thẩm định, nên 0 điểm."
    assert told.flags == ("Chưa có điểm thẩm định, tính 0 điểm",)


def test_a_changed_value_is_the_appraisers_and_names_what_was_claimed():
    index = index_set([component("1.1", {"form": "ratio", "of": "a / b + c / b"}, figures="abc")])
    counted, claimed = (
        Sheet(answers={"1.1": given(a=40, b=64, c=1)}),
        Sheet(answers={"1.1": given(a=45, b=64)}),
    )

    told = explaining.explain(index, counted, "1.1", claimed=claimed)

    assert [(each.value, each.source) for each in told.inputs] == [
        ("40", "Thẩm định điều chỉnh (đơn vị kê khai 45)"),
        ("64", "Đơn vị nhập"),
        ("1", "Thẩm định điều chỉnh (đơn vị chưa kê khai)"),
    ]


@pytest.mark.parametrize(
    ("claimed", "source"),
    [
        (given(level="head"), "Thẩm định điều chỉnh (đơn vị kê khai Người đứng đầu)"),
        (given(level="deputy"), "Đơn vị nhập"),
        (given(), "Thẩm định điều chỉnh (đơn vị chưa kê khai)"),
    ],
)
def test_a_changed_level_says_so_too(claimed, source):
    sheets = [Sheet(answers={"1.1": each}) for each in (given(level="deputy"), claimed)]
    index = one({"form": "levels", "levels": LEVELS})

    told = explaining.explain(index, sheets[0], "1.1", claimed=sheets[1])

    assert [(each.value, each.source) for each in told.chosen] == [("Phó", source)]


def test_expert_points_are_the_appraisers_whatever_was_claimed():
    counted = Sheet(answers={"1.1": given(points="7.5")})

    (points,) = explaining.explain(one({"form": "expert"}), counted, "1.1", claimed=Sheet()).chosen

    assert points.source == "Đơn vị thẩm định chấm"


def test_a_fraction_too_long_to_read_is_left_to_the_exact_value():
    told = explain({"form": "ratio", "of": "a / b"}, given(a=10**13 + 1, b=3 * 10**13))

    assert lines(told)[1].endswith("× 10 ≈ 3,33")
    assert told.exact == "10000000000001/3000000000000"


def test_a_penalty_and_a_bonus_stand_against_their_own_maximum():
    rule = {"form": "per_item", "of": "n", "points": "2"}
    penalty = explain(rule, given(n=1), worth="5", effect="penalty")

    assert penalty.as_text().splitlines()[1].startswith("−2,00/5 điểm.")
    assert lines(penalty) == ["Điểm: 1 × 2 = 2, trừ vào tổng"]
    assert explain(rule, given(n=1), worth="5", effect="bonus").max == "5"


def test_the_places_of_the_set_hold_in_every_sentence():
    told = explaining.explain(
        index_set(
            [component("1.1", {"form": "ratio", "of": "a / b"}, figures="ab")], rounding={"places": "4"}
        ),
        Sheet(answers={"1.1": given(a=1, b=3)}),
        "1.1",
    )

    assert (told.points, told.answer[-18:]) == ("3,3333", " được 3,3333/10 điểm."[-18:])
    assert lines(told)[1].endswith("= 10/3 ≈ 3,3333")
    assert told.rounding == "4 chữ số thập phân, từ 5 trở lên thì tăng: 3,3333"


class TestParts:
    parts = [component(code, {"form": "ratio", "of": "a / b"}, "2.5", "ab") for code in ("1.1.1", "1.1.2")]
    index = index_set([component("1.1", {"form": "sum"}, "5") | {"parts": parts}])

    def told(self, code="1.1", **answers):
        sheet = Sheet(answers={name.replace("_", "."): answer for name, answer in answers.items()})
        return explaining.explain(self.index, sheet, code)

    def test_a_parent_adds_up_its_parts(self):
        told = self.told(**{"1_1_1": given(a=1, b=2), "1_1_2": given(a=1, b=1)})

        assert told.answer == "Tổng các mục con: 1,25 + 2,50 = 3,75 điểm."
        assert [step.text for step in told.parts] == ["1,25/2,5", "2,50/2,5"]

    def test_a_sum_of_rounded_parts_says_so(self):
        third = given(a=1, b=3)

        assert "0,83 + 0,83 ≈ 1,67" in self.told(**{"1_1_1": third, "1_1_2": third}).answer

    def test_a_part_of_an_excluded_parent_can_be_explained(self):
        assert self.told("1.1.2", **{"1_1": Excluded()}).state == "excluded"

    def test_a_component_the_set_does_not_have(self):
        with pytest.raises(KeyError):
            self.told("9.9")


def test_the_whole_text_has_inputs_sum_rounding_and_clause():
    told = explain(
        {"form": "ratio", "of": "a / b"}, given(a=45, b=64), text="Điểm = a/b", note="Ghi chú riêng"
    )
    text = told.as_text()

    assert told.exact == str(Fraction(225, 32))
    for expected in (
        "a = 45 cái | Số a | Đơn vị nhập",
        "Giá trị đúng: 225/32",
        "Căn cứ: Quyết định số 1/QĐ-UBND, Phụ lục 1, mục 1.1",
        "  | Điểm = a/b",
        "Ghi chú: Ghi chú riêng",
        "Làm tròn: 2 chữ số thập phân, từ 5 trở lên thì tăng: 7,03",
    ):
        assert expected in text
    assert told.as_json()["points"] == "7,03"


@pytest.mark.parametrize(
    ("link", "figures", "source"),
    [
        ({"source": "I.8"}, {}, "Thông tin chung I.8"),
        ({"default": "I.8 + 1"}, {}, "Thông tin chung I.8 + 1 = 4 + 1"),
        ({"default": "I.8"}, {"b": 4}, "Đơn vị nhập"),
        ({"supplier": "Sở Nội vụ"}, {"b": 4}, "Đơn vị nhập; quyết định giao Sở Nội vụ cung cấp"),
        ({"supplier": "Sở Nội vụ"}, {}, "Chưa nhập; quyết định giao Sở Nội vụ cung cấp"),
        ({}, {}, "Chưa nhập"),
    ],
)
def test_every_figure_says_where_it_came_from(link, figures, source):
    asked = [{"id": "a", "label": "a", "unit": "cái"}, {"id": "b", "label": "b", "unit": "cái", **link}]
    index = index_set(
        [component("1.1", {"form": "ratio", "of": "a / b"}) | {"figures": asked}],
        general=[{"code": "I.8", "title": "Số hệ thống"}],
    )
    sheet = Sheet({"I.8": Fraction(4)}, {"1.1": given(a=1, **figures)})

    assert explaining.explain(index, sheet, "1.1").inputs[1].source == source
