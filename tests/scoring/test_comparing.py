"""Two sets in words: expected values are read off the official texts, or off the small set by hand."""

from fractions import Fraction

import pytest

from opendti.scoring import comparing, likeness, loading
from tests import small_set
from tests.scoring.worked import LIBRARY

SO = loading.load(LIBRARY / "hai-duong-2405-2024" / "so.yaml")
HUYEN = loading.load(LIBRARY / "hai-duong-2405-2024" / "huyen.yaml")


def small(*swaps: tuple[str, str]):
    text = small_set.TEXT
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return loading.read(text, name="nho")


def told(*swaps: tuple[str, str], mapping=None) -> list[tuple[str, str, str, str]]:
    changes = comparing.compare(small(), small(*swaps), mapping=mapping).changes
    return [(each.kind, each.before_code, each.after_code, each.sentence) for each in changes]


class TestOneSetWithItself:
    @pytest.mark.parametrize("index_set", [SO, HUYEN], ids=["so", "huyen"])
    def test_nothing_differs(self, index_set):
        found = comparing.compare(index_set, index_set)

        assert found.changes == ()
        assert all(pair.is_kept and pair.link == "same" for pair in found.pairs)

    def test_summary(self):
        assert comparing.compare(SO, SO).summary == (
            "Trong 23 chỉ số thành phần của bộ cũ, 23 có trong cả hai bộ (23 giữ nguyên, 0 có khác), "
            "0 không còn; bộ mới thêm 0."
        )


class TestOneChange:
    def test_maximum(self):
        (change,) = told(
            ("title: Trang thông tin\n            max: 10", "title: Trang thông tin\n            max: 5")
        )

        assert change == ("max_changed", "2.1", "2.1", "Chỉ số 2.1: điểm tối đa 10 → 5.")

    def test_code(self):
        (change,) = told(('"1.2"', '"1.9"'))

        assert change == ("moved", "1.2", "1.9", "Chỉ số 1.2 (bộ cũ) nay là 1.9.")

    def test_codes_that_change_places_follow_the_titles(self):
        found = told(('"1.1"', '"1.7"'), ('"1.2"', '"1.1"'), ('"1.7"', '"1.2"'))

        assert {each[:3] for each in found} == {("moved", "1.2", "1.1"), ("moved", "1.1", "1.2")}

    def test_appraisers_by_agency_and_not_by_spelling(self):
        spelled = ("appraisers: [Sở NV]\n            rule:", "appraisers: [Sở Nội vụ]\n            rule:")
        given_away = (
            "appraisers: [Sở NV]\n            rule:",
            "appraisers: [Sở Tài chính]\n            rule:",
        )

        assert told(spelled) == []
        assert [each[0] for each in told(given_away)] == ["appraisers_changed"]

    def test_level_ids_are_no_change_and_their_worth_is(self):
        renamed = ("{id: deputy,", "{id: second,")
        cheaper = ("label: Cấp phó, worth: 1/2", "label: Cấp phó, worth: 1/4")

        assert told(renamed) == []
        ((kind, _, _, sentence),) = told(cheaper)
        assert kind == "rule_changed"
        assert "Cấp phó: 1/2 điểm tối đa (5 điểm)".replace(" điểm)", "\u00a0điểm)") in sentence
        assert "Cấp phó: 1/4 điểm tối đa (2,5 điểm)".replace(" điểm)", "\u00a0điểm)") in sentence

    def test_other_letters_for_the_same_figures_are_no_change(self):
        letters = (
            ("{id: a, label: Số người", "{id: x, label: Số người"),
            ("{id: b, label: Tổng", "{id: y, label: Tổng"),
            ("of: a / b", "of: x / y"),
        )

        assert told(*letters) == []

    def test_a_formula_turned_over_is_a_change(self):
        assert [each[0] for each in told(("of: a / b", "of: b / a"))] == ["rule_changed"]

    def test_a_step_per_item_that_grew_with_the_maximum_is_the_same_rule(self):
        scaled = (
            ("max: 40", "max: 46"),
            ("title: Hoạt động\n    max: 20", "title: Hoạt động\n    max: 26"),
            ("title: Hoạt động số\n        max: 20", "title: Hoạt động số\n        max: 26"),
            ("title: Dịch vụ công\n            max: 10", "title: Dịch vụ công\n            max: 16"),
            ("title: Trực tuyến\n                max: 6", "title: Trực tuyến\n                max: 12"),
            ("of: n, points: 2", "of: n, points: 4"),
        )

        assert [each[:3] for each in told(*scaled)] == [
            ("max_changed", "2.2", "2.2"),
            ("max_changed", "2.2.1", "2.2.1"),
        ]

    def test_what_only_one_set_has(self):
        found = told(("title: Trang thông tin", "title: Kinh tế nông thôn"))

        assert {each[:3] for each in found} == {("added", "", "2.1"), ("dropped", "2.1", "")}


class TestMatching:
    def test_a_person_overrules_the_titles(self):
        found = comparing.paired(small(), small(), {"1.1": "1.2", "1.2": ""})

        assert found == {"1.1": "1.2", "2.1": "2.1", "2.2": "2.2", "2.2.1": "2.2.1", "2.2.2": "2.2.2"}

    def test_departments_and_districts_of_one_decision(self):
        """By title: 3.2 of the departments is 3.5 of the districts, 6.2 is 6.3; 5.5 asks something else."""
        found = comparing.paired(SO, HUYEN)

        assert [found[code] for code in ("1.2", "3.2", "4.3", "6.1", "6.2", "6.3", "6.4")] == [
            "1.2", "3.5", "4.6", "6.1", "6.3", "6.4", "6.7",
        ]  # fmt: skip
        assert "5.5" not in found
        assert "1.1" not in found

    def test_near_titles_are_only_likely(self):
        links = {pair.before.code: pair.link for pair in comparing.compare(SO, HUYEN).kept if pair.before}

        assert (links["6.1"], links["1.4"]) == ("same", "likely")

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Tỷ lệ máy trạm", "ty le MAY TRAM"), ("Đào tạo", "dao tao"), ("a,  b", "A b")],
    )
    def test_same_titles(self, one, other):
        assert likeness.likeness(one, other) == 1

    def test_titles_with_nothing_in_common(self):
        assert likeness.likeness("Chữ ký số", "Hạ tầng mạng") == 0


class TestSums:
    found = comparing.compare(SO, HUYEN, names=("bộ sở", "bộ huyện"))

    def test_the_whole(self):
        assert self.found.whole.components == (23, 61)
        assert self.found.whole.points == (Fraction(300), Fraction(600))

    def test_main_indexes_by_title(self):
        counts = {each.title: each.components for each in self.found.mains}
        points = {each.title: each.points for each in self.found.mains}

        assert counts["Nhận thức số"] == (4, 6)
        assert points["Nhận thức số"] == (Fraction(50), Fraction(60))
        assert counts["Hoạt động kinh tế số"] == (None, 8)
        assert points["Hoạt động chuyển đổi số"] == (Fraction(100), None)

    def test_years_are_compared_in_percent(self):
        assert self.found.for_years[0] == (
            "Thang điểm khác nhau (300 → 600): so sánh bằng tỷ lệ phần trăm, không so bằng điểm."
        )
