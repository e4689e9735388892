"""Frames: what is known of a set whose texts nobody has, told apart from what can score."""

import pytest

from opendti.scoring import frames, loading

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
