"""Hà Nam 2023: the annexes are missing, so the structure tables of the body become two frames."""

import pytest

from opendti.scoring import frames, trees
from tests.decision_files import seeds
from tests.plain import plain

SO = {"1": (5, 100), "2": (5, 100), "3": (5, 100), "4": (3, 100), "5": (7, 100), "6": (20, 500)}
HUYEN = {
    "1": (8, 100), "2": (5, 100), "3": (12, 100), "4": (8, 100), "5": (7, 100), "6": (20, 200), "7": (8, 150),
    "8": (6, 150),
}  # fmt: skip


@pytest.mark.parametrize(("slug", "mains", "count"), [("so", SO, 45), ("huyen", HUYEN, 74)])
def test_the_structure_table_becomes_a_frame(slug, mains, count):
    tree = plain(seeds.the_set("ha-nam", slug).tree)

    frame = frames.build(tree, name=slug)
    assert plain((frame.code, frame.year, frame.max)) == (f"ha-nam-2023/{slug}", 2023, 1000)
    assert (frame.declared.main_indexes, frame.declared.components) == (len(mains), count)
    assert {main.code: (main.declared.components, main.max) for main in frame.main_indexes} == mains
    assert [group.title for group in frame.groups] == ["Nhóm chỉ số nền tảng chung", "Nhóm chỉ số hoạt động"]
    assert [len(group["main_indexes"]) for group in plain(trees.items(tree, "groups"))] == [5, len(mains) - 5]


def test_number_and_day_that_are_not_printed_stay_unknown():
    decision = plain(seeds.the_set("ha-nam", "so").tree["decision"])

    assert "number" not in decision
    assert "issued_on" not in decision
    assert decision["place"] == "Hà Nam"
    assert decision["authority"] == "Chủ tịch Ủy ban nhân dân tỉnh Hà Nam"
    assert decision["replaces"].startswith("Quyết định số 1347/QĐ-UBND ngày 06 tháng 7 năm 2020")
    assert len(decision["legal_basis"]) == 7


def test_applies_to_is_read_level_by_level():
    assert seeds.the_set("ha-nam", "so").tree["applies_to"] == ["Các Sở, ban, ngành"]
    assert seeds.the_set("ha-nam", "huyen").tree["applies_to"] == [
        "Ủy ban nhân dân các huyện, thị xã, thành phố"
    ]
