"""What decisions say of rounds, each with its sentence and its place."""

import pytest

from tests.decision_files import seeds


def told(name):
    return {(each.kind, each.date, each.place) for each in seeds.read(name).proposals}


@pytest.mark.parametrize(
    ("name", "proposals"),
    [
        (
            "2405",
            {
                ("exclusion", None, "Điều 1.4"),
                ("publication", "Quý I", "Điều 1.5"),
                ("publication", None, "Điều 1.5"),
                ("deadline", "30/01", "Điều 2.1"),
            },
        ),
        (
            "ha-nam",
            {
                ("data_window", "01/11–31/10", "Điều 1.II.2.a"),
                ("deadline", "10/11", "Điều 1.II.2.a"),
                ("deadline", "05/11", "Điều 1.II.2.a"),
                ("publication", "Quý I", "Điều 1.II.2.a"),
                ("other", None, "Điều 1.II.2.b"),
                ("exclusion", None, "Điều 1.II.2.b"),
                ("classification", None, "Điều 1.II.2.b"),
                ("publication", None, "Điều 1.II.2.c"),
            },
        ),
        (
            "297",
            {
                ("publication", "Quý I", "mục I.1.b"),
                ("deadline", "01/2024", "mục II.1"),
                ("deadline", "02/2024", "mục II.2.a"),
                ("deadline", "02/02/2024", "mục II.2.b"),
                ("deadline", "20/02/2024", "mục II.2.c"),
                ("deadline", "05/03/2024", "mục II.2.d"),
                ("deadline", "10/03/2024", "mục II.2.đ"),
                ("publication", "03/2024", "mục II.2.e"),
            },
        ),
        (
            "ninh-thuan",
            {("deadline", "20, tháng cuối quý", "mục IV.1"), ("deadline", "15/12", "mục IV.1")},
        ),
    ],
)  # fmt: skip
def test_deadlines_windows_publication_ranking_and_exclusion_are_proposed(name, proposals):
    assert told(name) == proposals


def test_a_proposal_keeps_the_sentence_and_a_short_line_its_heading():
    window = next(each for each in seeds.read("ha-nam").proposals if each.kind == "data_window")
    council = next(each for each in seeds.read("297").proposals if each.date == "10/03/2024")

    assert (
        window.text
        == "Số liệu đánh giá: Tính từ ngày 01 tháng 11 năm trước đến ngày 31 tháng 10 năm đánh giá."
    )
    assert council.text == (
        "đ) Báo cáo kết quả đánh giá Chỉ số chuyển đổi số\n- Thời gian thực hiện: Trước 10/03/2024."
    )


def test_ranking_groups_are_proposed_with_their_list():
    ranking = [each.text for each in seeds.read("ha-nam").proposals if each.kind == "classification"]

    assert ranking[0].split("\n") == [
        "Thực hiện xếp hạng mức độ chuyển đổi số theo 2 nhóm, bao gồm:",
        "+ Xếp hạng mức độ chuyển đổi số giữa các sở, ban, ngành với nhau.",
        "+ Xếp hạng mức độ chuyển đổi số giữa Ủy ban nhân dân các huyện, thị xã, thành phố với nhau.",
    ]
