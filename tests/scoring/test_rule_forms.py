"""Every rule form of the domain, by its number, against sums done by hand."""

from datetime import date
from fractions import Fraction

import pytest

from opendti.scoring import engine
from opendti.scoring.answers import Excluded, Sheet
from tests.scoring.sets import component, flags, given, index_set, one, score_one, score_units

HALVES = [{"id": "head", "label": "Người đứng đầu", "worth": "1"},
          {"id": "deputy", "label": "Cấp phó", "worth": "1/2"},
          {"id": "none", "label": "Chưa có", "worth": "0"}]  # fmt: skip


class TestForms1And2Levels:
    rule = {"form": "levels", "levels": HALVES}

    @pytest.mark.parametrize(("level", "points"), [("head", 20), ("deputy", 10), ("none", 0)])
    def test_a_level_is_worth_its_share_of_the_maximum(self, level, points):
        node = score_one(self.rule, given(level=level), worth="20")  # sở 1.1: 20, ½ × 20, 0

        assert (node.points, node.state, node.flags) == (points, "scored", ())

    def test_an_unknown_level_is_an_error_and_no_guess(self):
        node = score_one(self.rule, given(level="chief"))

        assert (node.points, node.state, flags(node)) == (0, "error", ["unknown_level"])

    def test_a_maximum_of_two_and_a_half_is_halved_exactly(self):
        assert score_one(self.rule, given(level="deputy"), worth="2.5").points == Fraction(5, 4)


class TestForm3Checklist:
    rule = {"form": "checklist", "conditions": [
        {"id": "pages", "label": "Đủ chuyên mục", "worth": "1/2"},
        {"id": "news", "label": "Có tin, bài", "worth": "1/2"}]}  # fmt: skip

    @pytest.mark.parametrize(
        ("checks", "points"),
        [({"pages"}, 5), ({"news"}, 5), ({"pages", "news"}, 10)],  # sở 1.4: ½ × 10 each
    )
    def test_conditions_add_up(self, checks, points):
        assert score_one(self.rule, given(checks=checks)).points == points

    def test_none_of_them_is_a_zero_but_silence_is_missing(self):
        none, silent = score_one(self.rule, given(level="none")), score_one(self.rule, given())

        assert (none.points, none.state, none.flags) == (0, "scored", ())
        assert (silent.points, silent.state, flags(silent)) == (0, "missing", ["missing"])

    def test_shares_above_one_in_sum_stay_at_the_maximum(self):
        worths = [{"id": name, "label": name, "worth": "2/3"} for name in ("p", "q")]

        node = score_one({"form": "checklist", "conditions": worths}, given(checks={"p", "q"}))

        assert node.points == 10  # 2/3 + 2/3 = 4/3 of the maximum

    def test_an_unknown_condition_is_an_error(self):
        assert score_one(self.rule, given(checks={"pages", "x"})).state == "error"


class TestForm4Ratio:
    @pytest.mark.parametrize(
        ("formula", "figures", "points"),
        [
            ("a / b", {"a": 45, "b": 64}, Fraction(225, 32)),  # 450/64
            ("a / b", {"a": 0, "b": 64}, 0),
            ("a / b", {"a": 64, "b": 64}, 10),
            ("(c + d) / (a + b)", {"a": 5, "b": 7, "c": 2, "d": 3}, Fraction(25, 6)),  # sở 6.2: 5/12 × 10
            ("a / (b + c)", {"a": 2, "b": 4, "c": 3}, Fraction(20, 7)),  # sở 4.3: 2/7 × 10
        ],
    )
    def test_is_a_share_of_the_maximum(self, formula, figures, points):
        node = score_one({"form": "ratio", "of": formula}, **figures)

        assert (node.points, node.state, node.flags) == (points, "scored", ())

    def test_above_one_is_capped_and_flagged(self):
        node = score_one({"form": "ratio", "of": "a / b"}, a=65, b=64)

        assert (node.points, flags(node)) == (10, ["above_one"])

    def test_a_zero_denominator_the_decision_is_silent_about_gives_nothing_and_is_flagged(self):
        node = score_one({"form": "ratio", "of": "a / b"}, a=0, b=0)

        assert (node.points, node.max, flags(node)) == (0, 10, ["zero_denominator"])

    def test_below_zero_is_nothing_and_flagged(self):
        node = score_one({"form": "ratio", "of": "(a - b) / c"}, a=1, b=3, c=4)

        assert (node.points, flags(node)) == (0, ["negative"])


class TestForm5WeightedRatio:
    rule = {"form": "ratio", "of": "a / c + b / c * 1/2"}

    @pytest.mark.parametrize(
        ("a", "b", "c", "points"),
        [(3, 1, 4, Fraction(35, 4)),  # sở 1.2: 3/4 × 10 + 1/4 × 1/2 × 10 = 7,5 + 1,25
         (0, 4, 4, 5), (4, 0, 4, 10), (1, 1, 3, 5)],  # 10/3 + 10/6 = 5
    )  # fmt: skip
    def test_the_deputy_counts_half(self, a, b, c, points):
        assert score_one(self.rule, a=a, b=b, c=c).points == points

    def test_more_attended_than_held_is_capped_and_flagged(self):
        node = score_one(self.rule, a=4, b=1, c=4)

        assert (node.points, flags(node)) == (10, ["above_one"])

    def test_no_meeting_at_all_is_a_silent_zero_denominator(self):
        assert flags(score_one(self.rule, a=0, b=0, c=0)) == ["zero_denominator"]


class TestForm6RatioWithACap:
    rule = {"form": "ratio", "of": "a / b", "full_at": "80%"}
    small = {"form": "ratio", "of": "a / b", "full_at": "0.25%"}

    @pytest.mark.parametrize(
        ("a", "b", "points"),
        [(80, 100, 10), (4, 5, 10), (100, 100, 10),  # huyện 4.7, from exactly 80 %
         (79, 100, Fraction(79, 8)), (3, 7, Fraction(75, 14))],  # 79/80 × 10; 3/7 ÷ 4/5 × 10
    )  # fmt: skip
    def test_is_full_from_the_mark_and_in_proportion_below(self, a, b, points):
        node = score_one(self.rule, a=a, b=b)

        assert (node.points, node.flags) == (points, ())

    @pytest.mark.parametrize(("a", "points"), [(25, 10), (24, Fraction(48, 5)), (26, 10)])
    def test_a_mark_of_a_quarter_percent_is_exact(self, a, points):
        assert score_one(self.small, a=a, b=10_000).points == points  # huyện 8.8: 24/25 × 10

    def test_above_the_mark_is_fine_but_above_one_is_flagged(self):
        assert flags(score_one(self.rule, a=90, b=100)) == []
        assert flags(score_one(self.rule, a=101, b=100)) == ["above_one"]


class TestForm7CountWithACap:
    rule = {"form": "ratio", "of": "n", "full_at": "10"}

    @pytest.mark.parametrize(("n", "points"), [(0, 0), (1, 1), (7, 7), (9, 9), (10, 10), (250, 10)])
    def test_is_full_at_ten(self, n, points):
        node = score_one(self.rule, n=n)  # sở 1.3: n/10 × 10

        assert (node.points, node.flags, node.state) == (points, (), "scored")

    def test_a_frequency_with_a_mark_above_one_is_no_share(self):
        node = score_one({"form": "ratio", "of": "a / b", "full_at": "4"}, a=10, b=2)

        assert (node.points, node.flags) == (10, ())


class TestForm8Steps:
    rows = [("4", "20"), ("3", "15"), ("2", "10"), ("1", "5")]

    @pytest.mark.parametrize(("n", "points"), [(0, 0), (1, 5), (2, 10), (3, 15), (4, 20), (9, 20)])
    def test_a_count_earns_points_outright(self, n, points):
        assert score_one(self.rule(self.rows), worth="20", n=n).points == points

    def test_the_order_of_the_rows_does_not_matter(self):
        assert score_one(self.rule(self.rows[::-1]), worth="20", n=3).points == 15

    def test_a_row_above_the_maximum_is_capped(self):
        assert score_one(self.rule(self.rows), worth="12", n=4).points == 12

    def rule(self, rows):
        return {"form": "steps", "of": "n", "steps": [{"at_least": a, "points": p} for a, p in rows]}


class TestForm9Bands:
    rows = [("0.7%", "1"), ("0.4%", "70%"), ("0.2%", "30%")]

    @pytest.mark.parametrize(
        ("a", "points"),  # huyện 6.12, b = 100.000: boundaries belong to the band above
        [(700, 10), (699, 7), (400, 7), (399, 3), (200, 3), (199, 0), (0, 0)],
    )
    def test_boundaries_are_exact(self, a, points):
        assert score_one(self.rule(self.rows), a=a, b=100_000).points == points

    def test_the_highest_band_reached_counts_in_whatever_order_they_stand(self):
        node = score_one(self.rule(self.rows[::-1]), a=700, b=100_000)

        assert (node.points, node.reasons[0].about) == (10, "3")  # the row's number in the file

    @pytest.mark.parametrize(("n", "points"), [(52, 10), (51, 5), (12, 5), (11, 0)])
    def test_also_on_a_frequency(self, n, points):  # huyện 1.6: weekly, monthly
        rows = [{"at_least": "52", "worth": "1"}, {"at_least": "12", "worth": "1/2"}]

        assert score_one({"form": "bands", "of": "n", "bands": rows}, n=n).points == points

    def test_a_ratio_above_one_is_flagged_and_a_frequency_is_not(self):
        often = [{"at_least": "4", "worth": "1"}]

        assert flags(score_one(self.rule(self.rows), a=3, b=2)) == ["above_one"]
        assert flags(score_one({"form": "bands", "of": "a / b", "bands": often}, a=9, b=2)) == []

    def test_zero_denominator(self):
        assert flags(score_one(self.rule(self.rows), a=0, b=0)) == ["zero_denominator"]
        assert score_one({**self.rule(self.rows), "when_zero": "full"}, a=0, b=0).points == 10

    def rule(self, rows):
        return {"form": "bands", "of": "a / b", "bands": [{"at_least": a, "worth": w} for a, w in rows]}


class TestForm10AllOrNothing:
    rule = {"form": "all_or_nothing", "of": "a / b"}

    @pytest.mark.parametrize(("a", "b", "points"), [(7, 7, 10), (6, 7, 0), (999_999, 1_000_000, 0)])
    def test_only_all_of_it_counts(self, a, b, points):
        assert score_one(self.rule, a=a, b=b).points == points

    def test_above_one_is_flagged(self):
        assert flags(score_one(self.rule, a=8, b=7)) == ["above_one"]

    def test_zero_denominator(self):
        assert flags(score_one(self.rule, a=0, b=0)) == ["zero_denominator"]
        assert score_one({**self.rule, "when_zero": "full"}, a=0, b=0).points == 10

    def test_another_mark(self):
        assert score_one({**self.rule, "at": "90%"}, a=9, b=10).points == 10


class TestForm11ZeroDenominator:
    full = {"form": "ratio", "of": "a / b", "when_zero": "full"}
    three = {"form": "cases", "cases": [
        {"label": "b = 0, đủ", "when": "b = 0 and c >= d", "worth": "1"},
        {"label": "b > 0", "when": "b > 0", "of": "a / b"},
        {"label": "b = 0, chưa đủ", "when": "b = 0 and c < d", "worth": "0"}]}  # fmt: skip

    def test_no_server_means_the_maximum(self):  # sở 5.3
        node = score_one(self.full, a=0, b=0)

        assert (node.points, node.state, node.flags) == (10, "scored", ())

    def test_with_a_server_it_is_the_ratio(self):
        assert score_one(self.full, a=1, b=4).points == Fraction(5, 2)

    def test_a_known_zero_decides_without_the_numerator(self):
        assert score_one(self.full, b=0).points == 10
        assert score_one({**self.full, "when_zero": "none"}, b=0).state == "scored"

    def test_but_a_missing_denominator_decides_nothing(self):
        node = score_one(self.full, a=3)

        assert (node.points, node.state, node.flags[0].about) == (0, "missing", "b")

    @pytest.mark.parametrize(
        ("figures", "points", "branch"),
        [({"b": 0, "c": 5, "d": 5}, 10, "1"), ({"a": 1, "b": 3, "c": 0, "d": 5}, Fraction(10, 3), "2"),
         ({"a": 0, "b": 2}, 0, "2"), ({"b": 0, "c": 4, "d": 5}, 0, "3")],
    )  # fmt: skip
    def test_three_branches(self, figures, points, branch):  # sở 5.7, huyện 5.5
        node = score_one(self.three, **figures)

        assert (node.points, node.state, node.reasons[0].about) == (points, "scored", branch)

    def test_a_branch_not_taken_asks_for_nothing(self):
        assert score_one(self.three, a=2, b=2).points == 10

    def test_a_branch_above_one_is_capped_and_flagged(self):
        node = score_one(self.three, a=3, b=2, c=0, d=0)

        assert (node.points, flags(node)) == (10, ["above_one"])

    def test_a_branch_below_zero_is_nothing(self):
        rule = {"form": "cases", "cases": [{"label": "x", "when": "b > 0", "of": "1 - a / b"}]}

        assert score_one(rule, a=3, b=2).points == 0

    def test_no_branch_at_all_is_nothing_and_flagged(self):
        rule = {"form": "cases", "cases": [{"label": "x", "when": "b > 0", "worth": "1"}]}
        node = score_one(rule, b=0)

        assert (node.points, flags(node)) == (0, ["no_case"])


def shares(rule, *values):
    units = {number: given(a=value) for number, value in enumerate(values)}
    return [node.points for node in score_units(rule, units).values()]


class TestForm12AcrossTheGroup:
    spread = {"form": "min_max", "of": "a", "scale": "min_max"}
    best = {"form": "min_max", "of": "a", "scale": "share_of_best"}

    def test_min_max_goes_from_zero_to_the_maximum(self):
        assert shares(self.spread, 10, 15, 40) == [0, Fraction(5, 3), 10]  # 5/30 × 10

    def test_min_max_where_lower_is_better(self):
        assert shares({**self.spread, "better": "lower"}, 10, 15, 40) == [
            10,
            Fraction(25, 3),
            0,
        ]  # 25/30 × 10

    def test_share_of_best(self):
        assert shares(self.best, 10, 15, 40) == [Fraction(5, 2), Fraction(15, 4), 10]

    def test_share_of_best_where_lower_is_better(self):
        assert shares({**self.best, "better": "lower"}, 10, 15, 40) == [10, Fraction(20, 3), Fraction(5, 2)]

    def test_a_best_of_zero_where_lower_is_better_leaves_nothing_for_the_others(self):
        assert shares({**self.best, "better": "lower"}, 0, 15, 40) == [10, 0, 0]

    @pytest.mark.parametrize("rule", [spread, best])
    @pytest.mark.parametrize("value", [0, 7])
    def test_equal_units_all_get_the_maximum_flagged(self, rule, value):
        nodes = score_units(rule, {unit: given(a=value) for unit in "pq"})

        assert [(node.points, flags(node)) for node in nodes.values()] == [(10, ["all_equal"])] * 2

    @pytest.mark.parametrize("rule", [spread, best])
    def test_one_unit_gets_the_maximum_flagged(self, rule):
        node = score_units(rule, {"p": given(a=0)})["p"]

        assert (node.points, flags(node)) == (10, ["single_unit"])

    @pytest.mark.parametrize("other", [None, Excluded(), given(a=-50), given(b=1)])
    def test_who_has_no_value_moves_nobody(self, other):
        units = {"p": given(a=10), "q": given(a=30), "r": given(a=20), "x": other}
        nodes = score_units(self.spread, units)

        assert [nodes[unit].points for unit in "pqrx"] == [0, 10, 5, 0]

    def test_a_best_below_zero_is_no_crash(self):
        rule = {**self.best, "of": "a - b"}
        nodes = score_units(rule, {"p": given(a=0, b=0), "q": given(a=0, b=2)})

        assert [nodes["p"].points, nodes["q"].points] == [10, 0]

    def test_ratios_are_compared_exactly(self):
        rule = {**self.spread, "of": "a / b"}
        nodes = score_units(rule, {"p": given(a=1, b=3), "q": given(a=1, b=2), "r": given(a=2, b=5)})

        assert nodes["r"].points == 4  # (2/5 − 1/3) ÷ (1/2 − 1/3) = 1/15 × 6

    def test_a_zero_denominator_is_flagged_and_moves_nobody(self):
        rule = {**self.spread, "of": "a / b"}
        nodes = score_units(rule, {"p": given(a=1, b=2), "q": given(a=1, b=4), "x": given(a=9, b=0)})

        assert (nodes["x"].points, flags(nodes["x"])) == (0, ["zero_denominator"])
        assert nodes["p"].points == 10


class TestForm13PerItemAndBestOf:
    best = {"form": "best_of", "of": ["a / b", "n / 10"]}

    @pytest.mark.parametrize(("n", "points"), [(0, 0), (1, 2), (4, 8), (5, 10), (6, 10)])
    def test_points_per_item_are_capped(self, n, points):
        assert score_one({"form": "per_item", "of": "n", "points": "2"}, n=n).points == points

    def test_fewer_than_no_items_are_nothing(self):
        assert score_one({"form": "per_item", "of": "a - b", "points": "2"}, a=1, b=3).points == 0

    @pytest.mark.parametrize(
        ("figures", "points", "taken"),
        [({"a": 1, "b": 2, "n": 3}, 5, "1"), ({"a": 1, "b": 2, "n": 8}, 8, "2"), ({"n": 3}, 3, "2"),
         ({"a": 0, "b": 0, "n": 3}, 3, "2"), ({"a": 1, "b": 2, "n": 5}, 5, "1")],
    )  # fmt: skip
    def test_the_best_alternative_counts_and_the_first_of_equals(self, figures, points, taken):
        node = score_one(self.best, **figures)

        assert (node.points, node.reasons[0].about) == (points, taken)

    def test_no_alternative_answered_is_missing(self):
        assert score_one(self.best, a=1).state == "missing"

    def test_only_zero_denominators_are_no_missing_figures(self):
        node = score_one({"form": "best_of", "of": ["a / b", "a / c"]}, a=1, b=0, c=0)

        assert (node.state, flags(node)) == ("scored", ["zero_denominator"])

    def test_an_alternative_may_decide_its_own_zero(self):
        rule = {"form": "best_of", "of": ["if b = 0 then 1 else a / b", "n / 10"]}

        assert score_one(rule, b=0, n=3).points == 10

    def test_only_a_share_above_one_is_flagged(self):
        assert flags(score_one(self.best, a=3, b=2, n=1)) == ["above_one"]
        assert flags(score_one({"form": "best_of", "of": ["n", "a"]}, n=3, a=0)) == []


class TestForm14ExternalValue:
    def test_the_national_portal_gives_a_percentage(self):  # huyện 6.2: 98,5 % × 10
        assert score_one({"form": "ratio", "of": "n / 100"}, n="98.5").points == Fraction(197, 20)

    def test_a_percentage_above_100_is_flagged(self):
        figure = {"id": "n", "label": "Tỷ lệ", "unit": "%", "kind": "percent"}
        index = index_set([component("1.1", {"form": "ratio", "of": "n / 100"}) | {"figures": [figure]}])
        node = engine.score(index, Sheet(answers={"1.1": given(n=105)})).find("1.1")

        assert [node.points, flags(node)] == [10, ["above_one"]]


class TestForm15Deadline:
    rule = {"form": "deadline", "before": "15/01"}

    @pytest.mark.parametrize(
        ("day", "points"),
        [(date(2024, 1, 14), 20), (date(2024, 1, 15), 0), (date(2023, 12, 31), 20), (date(2024, 2, 1), 0)],
    )
    def test_before_means_before(self, day, points):  # sở 2.2
        assert score_one(self.rule, given(date=day), worth="20").points == points

    def test_the_plan_year_may_be_another(self):
        sheet = Sheet(answers={"1.1": given(date=date(2025, 1, 14))})

        assert engine.score(one(self.rule), sheet).points == 0
        assert engine.score(one(self.rule), sheet, year=2025).points == 10

    def test_not_issued_is_a_zero_but_silence_is_missing(self):
        assert score_one(self.rule, given(level="none")).state == "scored"
        assert score_one(self.rule, given()).state == "missing"

    @pytest.mark.parametrize("year", [2023, 2024])
    def test_a_day_that_a_year_lacks_is_no_crash(self, year):
        rule = {"form": "deadline", "before": "29/02"}
        sheet = Sheet(answers={"1.1": given(date=date(year, 2, 28))})

        assert engine.score(one(rule), sheet, year=year).points == 10


class TestForm16PartsAndUnscored:
    parts = [component(code, {"form": "ratio", "of": "a / b"}, "2.5", "ab") for code in ("3.6.1", "3.6.2")]
    index = index_set([component("3.6", {"form": "sum"}, "5") | {"parts": parts}])

    def test_a_parent_is_the_sum_of_its_parts(self):  # huyện 3.6: 2,5 × 1/2 + 2,5 × 1/3
        sheet = Sheet(answers={"3.6.1": given(a=1, b=2), "3.6.2": given(a=1, b=3)})
        node = engine.score(self.index, sheet).find("3.6")

        assert [node.points, node.max] == [Fraction(25, 12), 5]
        assert node.points == sum(part.points for part in node.parts)

    def test_an_unscored_node_is_neither_points_nor_missing(self):
        node = score_one({"form": "unscored"}, given(), worth="0")

        assert (node.points, node.max, node.state, node.percent) == (0, 0, "scored", None)


class TestForm17BonusAndPenalty:
    def whole(self, effect, n):
        counted = {"form": "per_item", "of": "n", "points": "2"}
        index = index_set(
            [component("1.1", {"form": "expert"}), component("1.2", counted, "5", "n", effect=effect)]
        )
        return engine.score(index, Sheet(answers={"1.1": given(points=9), "1.2": given(n=n)}))

    def test_a_bonus_stands_outside_the_maximum(self):
        scored = self.whole("bonus", 2)  # 9 + 2 × 2 of 10

        assert (scored.points, scored.max, scored.percent) == (13, 10, 130)

    def test_a_penalty_is_taken_off(self):
        scored = self.whole("penalty", 2)

        assert (scored.points, scored.max, scored.find("1.2").points) == (5, 10, -4)

    def test_both_are_capped_at_their_own_maximum(self):
        assert self.whole("bonus", 100).points == 14
        assert self.whole("penalty", 100).points == 4


class TestForm18Expert:
    rule = {"form": "expert"}

    @pytest.mark.parametrize(("points", "expected"), [("0", 0), ("7.25", Fraction(29, 4)), ("10", 10)])
    def test_points_are_given_outright(self, points, expected):
        assert score_one(self.rule, given(points=points)).points == expected

    def test_above_the_maximum_is_capped_and_flagged(self):
        node = score_one(self.rule, given(points="10.5"))

        assert (node.points, flags(node)) == (10, ["above_max"])

    def test_below_zero_is_an_error(self):
        node = score_one(self.rule, given(points="-1"))

        assert (node.points, node.state, flags(node)) == (0, "error", ["negative"])

    def test_nothing_given_is_missing(self):
        assert score_one(self.rule, given()).state == "missing"


class TestForm19Composite:
    def whole(self, answers):
        mains = [[component("1.1", {"form": "expert"})], [component("2.1", {"form": "expert"}, "40")]]
        index = index_set(*mains, aggregation="composite", weights=("1/4", "3/4"))
        return engine.score(index, Sheet(answers=answers))

    def test_pillar_values_count_by_weight(self):
        scored = self.whole({"1.1": given(points=5), "2.1": given(points=10)})

        assert (scored.points, scored.max) == (Fraction(5, 16), 1)  # 1/2 × 1/4 + 1/4 × 3/4

    def test_an_excluded_pillar_takes_its_weight_along(self):
        scored = self.whole({"1.1": Excluded(), "2.1": given(points=10)})

        assert (scored.points, scored.max, scored.percent) == (Fraction(3, 16), Fraction(3, 4), 25)


class TestFreeFormula:
    @pytest.mark.parametrize(
        ("a", "points", "expected_flags"), [(1, 5, []), (3, 10, ["above_max"]), (0, 0, [])]
    )
    def test_points_by_formula_are_kept_within_bounds(self, a, points, expected_flags):
        rule = {"form": "formula", "points": "max_points * a / 2"}
        node = score_one(rule, a=a)

        assert (node.points, flags(node)) == (points, expected_flags)

    def test_below_zero_is_nothing(self):
        assert score_one({"form": "formula", "points": "a - b"}, a=1, b=5).points == 0

    def test_zero_denominator(self):
        rule = {"form": "formula", "points": "a / b"}

        assert flags(score_one(rule, a=1, b=0)) == ["zero_denominator"]
        assert score_one({**rule, "when_zero": "full"}, a=1, b=0).points == 10
