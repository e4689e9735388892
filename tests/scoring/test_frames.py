"""Frames: what is known of a set whose texts nobody has, told apart from what can score."""

import pytest

from opendti.scoring import frame_linting, frames, linting, loading

FRAME = """
format: 1
status: frame
code: tinh-thu-9-2025/so
title: Bộ chỉ số thử
level: sở
sources:
  - Kế hoạch 1/KH-UBND, Phụ lục 02
"""

COUNTED = """
max: 100
declared: {main_indexes: 2, components: 4, points: 100}
groups:
  - code: I
    title: Nền tảng
    main_indexes:
      - code: 1
        title: Nhận thức số
        declared: {components: 3, points: 60}
        components:
          - {code: 1.1, title: Họp, appraisers: [Sở Nội vụ]}
          - {code: 1.2}
          - {code: 1.3}
      - declared: {components: 1, points: 40}
"""


def told(text):
    return {gap.code: gap.message for gap in frames.gaps(frames.read(FRAME + text, name="khung"))}


class TestRead:
    def test_almost_everything_may_be_unknown(self):
        frame = frames.read(FRAME, name="khung")

        assert (frame.code, frame.year, frame.max, frame.groups) == ("tinh-thu-9-2025/so", None, None, ())
        assert frame.sources == ("Kế hoạch 1/KH-UBND, Phụ lục 02",)

    @pytest.mark.parametrize(
        ("written", "instead", "says"),
        [
            ("title: Bộ chỉ số thử", "tile: Bộ", "khoá “tile” không có"),
            ("  - Kế hoạch 1/KH-UBND, Phụ lục 02", "  []", "ít nhất 1 mục"),
            ("code: tinh-thu-9-2025/so", "code: thử", "viết sai mẫu"),
        ],
    )
    def test_what_stands_there_is_checked_with_its_line(self, written, instead, says):
        with pytest.raises(loading.IndexSetError) as refused:
            frames.read(FRAME.replace(written, instead), name="khung.yaml")

        assert says in str(refused.value)
        assert "khung.yaml: dòng " in str(refused.value)


class TestGaps:
    def test_a_bare_frame_lacks_everything(self):
        assert told("") == {
            "decision-unknown": (
                "Quyết định chưa ghi số, ngày ký, cơ quan ban hành, nơi ban hành, trích yếu, phụ lục."
            ),
            "year-missing": "Chưa có năm.",
            "max-missing": "Cả bộ chưa có điểm tối đa.",
            "general-missing": "Chưa có mục Thông tin chung nào.",
            "main-indexes-missing": "Chưa có chỉ số chính nào.",
            "components-unknown": "Mới biết 0 chỉ số thành phần; chưa biết cả bộ có bao nhiêu.",
        }

    def test_the_same_gap_is_told_once_with_its_places(self):
        gaps = told(COUNTED)

        assert gaps["components-missing"] == "Mới liệt kê 3 trong 4 chỉ số thành phần."
        assert gaps["title-missing"] == "2 chỉ số chưa có tên: 1.2, 1.3."
        assert gaps["max-missing"] == "3 chỉ số chưa có điểm tối đa: 1.1–1.3."
        assert gaps["rule-missing"] == "3 chỉ số chưa có cách tính điểm: 1.1–1.3."
        assert gaps["appraiser-missing"] == "2 chỉ số chưa có đơn vị thẩm định: 1.2, 1.3."
        assert gaps["main-index-code-missing"] == "1 chỉ số chính chưa có mã: thứ 2."
        assert "main-indexes-missing" not in gaps

    def test_default_appraisers_appraise_the_rest(self):
        assert "appraiser-missing" not in told("default_appraisers: [Sở TTTT]" + COUNTED)

    def test_no_points_are_points_too(self):
        unscored = COUNTED.replace("{code: 1.2}", "{code: 1.2, max: 0, rule: {form: unscored}}")

        assert told(unscored)["max-missing"] == "2 chỉ số chưa có điểm tối đa: 1.1, 1.3."

    def test_numbers_left_out_are_told(self):
        assert told(COUNTED.replace("1.2}", "1.4}").replace("1.3}", "1.6}"))["numbers-skipped"] == (
            "3 mã bị bỏ cách, có thể là chỉ số chưa biết: 1.2, 1.3, 1.5."
        )


class TestUse:
    def test_it_scores_nobody_and_says_what_it_lacks(self):
        with pytest.raises(loading.IndexSetError) as refused:
            loading.read(FRAME + COUNTED, name="khung.yaml")

        said = str(refused.value)
        assert said.startswith("khung.yaml: “tinh-thu-9-2025/so” là bộ khung, chưa dùng để chấm điểm được")
        assert "; 2 chỉ số chưa có tên; " in said
        assert "opendti indexset import" in said

    def test_a_wrong_frame_is_told_as_wrong_rather_than_as_a_frame(self):
        with pytest.raises(loading.IndexSetError, match="khoá “tile” không có"):
            loading.read(FRAME.replace("title", "tile"), name="khung.yaml")

    def test_another_status_is_refused(self):
        with pytest.raises(loading.IndexSetError, match="“khung” không phải giá trị được phép"):
            loading.read(FRAME.replace("status: frame", "status: khung"), name="khung.yaml")


class TestCompleted:
    FULL = """
format: 1
status: frame
code: tinh-thu-9-2025/so
title: Bộ chỉ số thử
level: sở
year: 2025
max: 20
sources: [Quyết định 9/QĐ-UBND]
decision: {number: 9/QĐ-UBND, issued_on: 01/02/2025, authority: A, place: B, title: C, annex: Phụ lục 1}
agencies: [{name: Sở Nội vụ}, {name: Sở TTTT, declared: {components: 1}}]
default_appraisers: [Sở TTTT]
declared: {main_indexes: 1, components: 2, points: 20}
groups:
  - code: I
    title: Nền tảng
    max: 20
    main_indexes:
      - code: 1
        title: Nhận thức số
        max: 20
        components:
          - {code: 1.1, title: Họp, max: 10, appraisers: [Sở Nội vụ], rule: {form: expert}, evidence: A}
          - {code: 1.2, title: Tin, max: 10, rule: {form: expert}, evidence: Bài viết}
"""

    def test_a_frame_filled_in_is_an_index_set(self):
        tree, _ = loading.parse(self.FULL, name="khung")

        index_set = loading.build(frames.completed(tree), name="bộ")

        assert [each.appraisers for each in index_set.components] == [("Sở Nội vụ",), ("Sở TTTT",)]
        assert index_set.sources == ("Quyết định 9/QĐ-UBND",)
        assert linting.lint(index_set) == []
        assert tree["status"] == "frame", "the frame itself stays as it was"

    def test_until_then_it_is_refused_even_if_nothing_is_missing(self):
        with pytest.raises(loading.IndexSetError, match="chưa có mục Thông tin chung nào"):
            loading.read(self.FULL, name="khung")

    def test_what_is_left_out_is_told_by_the_index_set(self):
        tree, _ = loading.parse(self.FULL.replace("max: 10, rule: {form: expert}", "max: 10"), name="khung")

        with pytest.raises(loading.IndexSetError, match="thiếu khoá “rule”"):
            loading.build(frames.completed(tree), name="bộ")


BROKEN = [
    # what is written, what is written instead, what the linter says
    ("components: 4, points: 100}", "components: 5, points: 100}", ("doubt", "count-mismatch", "")),
    ("components: 4, points: 100}", "components: 4, points: 90}", ("doubt", "points-mismatch", "")),
    ("main_indexes: 2,", "main_indexes: 1,", ("doubt", "count-mismatch", "")),
    ("components: 3, points: 60", "components: 2, points: 60", ("doubt", "count-mismatch", "1")),
    ("components: 1, points: 40", "components: 1, points: 30", ("doubt", "points-mismatch", "")),
    ("        title: Nhận thức số\n", "        max: 50\n", ("doubt", "points-mismatch", "1")),
    ("{code: 1.3}", "{code: 1.2}", ("doubt", "duplicate-code", "1.2")),
    ("{code: 1.2}", "{code: 1.9}", ("doubt", "code-order", "1.3")),
    ("{code: 1.2}", "{code: 2.2}", ("error", "code-outside-parent", "2.2")),
    ("{code: 1.2}", "{code: 1.2, appraisers: [Sở lạ]}", ("error", "unknown-agency", "1.2")),
    ("[Sở Nội vụ]}", "[Sở Nội vụ], parts: [{code: 9.1}]}", ("error", "code-outside-parent", "9.1")),
    ("components: 1}}", "components: 2}}", ("doubt", "agency-count-mismatch", "")),
]
AGENCIES = "agencies: [{name: Sở Nội vụ, declared: {components: 1}}]\n"


class TestLint:
    @pytest.mark.parametrize(("written", "instead", "said"), BROKEN)
    def test_it_sees_what_contradicts_itself(self, written, instead, said):
        text = FRAME + AGENCIES + COUNTED
        assert written in text
        assert frame_linting.lint(frames.read(text, name="khung")) == []

        found = frame_linting.lint(frames.read(text.replace(written, instead, 1), name="khung"))

        assert said in {(each.severity, each.code, each.at) for each in found}
        assert {each.answer for each in found} == {None}

    @pytest.mark.parametrize(
        "answered",
        [
            COUNTED.replace("{code: 1.3}", "{code: 1.2, note: In hai lần., answers: [duplicate-code]}"),
            COUNTED.replace("{code: 1.3}", "{code: 1.2}") + "notes: {duplicate-code: In hai lần.}\n",
        ],
    )
    def test_a_doubt_is_answered_in_its_place_or_for_the_whole_set(self, answered):
        found = frame_linting.lint(frames.read(FRAME + AGENCIES + answered, name="khung"))

        assert [(each.code, each.answer) for each in found] == [("duplicate-code", "In hai lần.")]
