"""Hải Dương 2405/2024, printed one cell to a line, against the files that people wrote from it by hand."""

from pathlib import Path

import pytest

from opendti.decision_files import reporting
from opendti.scoring import loading, trees
from tests.decision_files import seeds
from tests.plain import plain

LIBRARY = Path(__file__).parents[2] / "indexsets" / "hai-duong-2405-2024"
PRINTED = ("code", "title", "max", "appraisers", "appraisers_printed", "suppliers", "text", "evidence")
LEVELS = ("so", "huyen")

# What the people decided on top of the decision's words; the importer marks each of these for a person.
DECIDED = {("so", "2.2"), ("so", "5.7"), ("huyen", "5.5"), ("huyen", "1.6"), ("so", "6.4"), ("huyen", "6.2")}


def by_hand(level: str) -> dict[str, object]:
    return trees.parse((LIBRARY / f"{level}.yaml").read_text(encoding="utf-8"), name=level)


def components(tree: dict[str, object]) -> dict[str, dict[str, object]]:
    return {str(each["code"]): each for each in trees.components(tree)}


def meaning(value: object) -> object:
    """A rule without the names and labels it is shown under."""
    if isinstance(value, dict):
        return {key: meaning(each) for key, each in value.items() if key not in ("id", "label", "note")}
    return [meaning(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("level", "count"), [("so", 23), ("huyen", 61)])
def test_every_component_is_read_as_printed(level, count):
    read, wanted = components(seeds.the_set("2405", level).tree), components(by_hand(level))

    assert sum(code.count(".") == 1 for code in read) == count
    assert list(read) == list(wanted)
    for code, item in wanted.items():
        assert {key: read[code].get(key) for key in PRINTED} == {key: item.get(key) for key in PRINTED}, code


@pytest.mark.parametrize("level", LEVELS)
def test_no_rule_is_wrong_without_a_mark(level):
    read, wanted = components(seeds.the_set("2405", level).tree), components(by_hand(level))

    unmarked = [code for code, item in read.items() if "review" not in item]
    wrong = [code for code in unmarked if meaning(read[code]["rule"]) != meaning(wanted[code]["rule"])]
    assert wrong == []
    right = [code for code in wanted if meaning(read[code]["rule"]) == meaning(wanted[code]["rule"])]
    assert len(right) * 100 >= len(wanted) * 95
    assert {code for set_level, code in DECIDED if set_level == level}.isdisjoint(unmarked)


@pytest.mark.parametrize("level", LEVELS)
def test_the_head_of_the_set_is_the_decision_s(level):
    read, wanted = seeds.the_set("2405", level).tree, by_hand(level)

    keys = ("format", "code", "title", "level", "year", "max", "decision", "applies_to", "declared")
    for key in (*keys, "exclusion_clause"):
        assert read[key] == wanted[key], key


@pytest.mark.parametrize("level", LEVELS)
def test_groups_main_indexes_and_general_information_are_read(level):
    read, wanted = seeds.the_set("2405", level).tree, by_hand(level)

    keys = ("code", "title", "max", "declared")
    for ours, theirs in zip(trees.items(read, "groups"), trees.items(wanted, "groups"), strict=True):
        assert [ours.get(key) for key in keys] == [theirs.get(key) for key in keys]
        for main, other in zip(
            trees.items(ours, "main_indexes"), trees.items(theirs, "main_indexes"), strict=True
        ):
            assert [main.get(key) for key in keys] == [other.get(key) for key in keys]
    asked = ("code", "title", "kind", "unit", "appraisers", "explanation")
    for item, other in zip(trees.items(read, "general"), trees.items(wanted, "general"), strict=True):
        assert [item.get(key) for key in asked] == [other.get(key) for key in asked]


def test_agencies_get_the_name_of_the_articles_and_their_other_spellings():
    named = {
        each["name"]: each.get("printed") for each in plain(seeds.the_set("2405", "huyen").tree["agencies"])
    }

    assert named == {
        "Sở Thông tin và Truyền thông": ["Sở TTTT"],
        "Sở Nội vụ": None,
        "Sở Kế hoạch và Đầu tư": None,
        "Sở Tài chính": ["Sở Tài Chính"],
        "Sở Giáo dục và Đào tạo": None,
        "Văn phòng UBND tỉnh": ["VP UBND tỉnh"],
        "Sở Y tế": ["Sở Y Tế"],
        "Sở Lao động, Thương binh và Xã hội": ["Sở LĐ, TBXH"],
        "Sở Công Thương": ["Sở Công thương"],
        "Sở Nông nghiệp và Phát triển nông thôn": ["Sở NNPTNT"],
        "Ngân hàng Nhà nước tỉnh Hải Dương": None,
    }


@pytest.mark.parametrize("level", LEVELS)
def test_the_tree_loads_and_every_rule_keeps_the_sentence_it_came_from(level):
    read = seeds.the_set("2405", level)

    index_set = loading.build(read.tree, name=level)
    printed = {each.code: each.text or "" for each in index_set.all_components}
    for leaf in index_set.leaves:
        if leaf.rule.form != "expert":
            assert leaf.said, leaf.code
            said = leaf.said.split("\n")
            assert all(line.strip("-+ ") in printed[leaf.code] for line in said), leaf.code


@pytest.mark.parametrize(
    ("level", "code", "places"),
    [
        ("so", "count-mismatch", {"", "I", "1"}),
        ("so", "deadline-in-title", {"2.2"}),
        ("huyen", "copied-variable", {"7.4"}),
        ("huyen", "no-formula", {"7.5"}),
        ("huyen", "foreign-evidence", {"8.8", "8.9"}),
        ("huyen", "evidence-missing", {"6.6", "7.3"}),
        ("huyen", "zero-case-missing", {"5.3"}),
    ],
)
def test_the_decision_s_mistakes_are_found_by_importer_and_linter_alone(level, code, places):
    read = seeds.the_set("2405", level)

    found = {each.at for each in reporting.findings(read) if each.code == code}
    assert found | {each.at for each in read.doubts if each.code == code} == places


def test_ratios_silent_about_a_zero_denominator_are_all_told():
    silent = {
        each.at
        for each in reporting.findings(seeds.the_set("2405", "so"))
        if each.code == "silent-denominator"
    }

    assert silent == {"1.2", "3.1", "3.2", "4.3", "5.1", "5.2", "5.4", "6.1", "6.2", "6.3", "6.5"}


def test_each_component_stands_beside_the_document_s_own_cells():
    read = next(each for each in seeds.the_set("2405", "huyen").components if each.code == "2.4")

    assert dict(read.printed) == {
        "STT": "2.4",
        "Chỉ số/Chỉ số thành phần": read.item["title"],
        "Điểm tối đa": "10",
        "Đơn vị phụ trách đánh giá, thẩm định": "Sở Tài Chính",
        "Cách tính điểm": "- Ban hành: Điểm tối đa\n- Chưa ban hành: 0 điểm",
        "Tài liệu kiểm chứng": "Văn bản, tài liệu chứng minh",
    }
    assert (read.certainty, read.reasons) == ("sure", ())
