"""Ninh Thuận 2023: numbers that begin anew under each Roman main index, rooms as owners, no groups."""

from opendti.decision_files import reporting
from opendti.scoring import loading, trees
from tests.decision_files import seeds
from tests.plain import plain


def read():
    return seeds.the_set("ninh-thuan", "tinh")


def test_every_component_has_a_code_of_its_own_and_its_printed_place():
    found = {each["code"]: (each["max"], each["clause"]) for each in trees.components(read().tree)}

    assert read().tree["code"] == "ninh-thuan-vpub-2023/tinh"
    assert found == {
        "1.1": ("10", "Phụ lục, mục B.I.1"),
        "2.1": ("10", "Phụ lục, mục B.II.1"),
        "2.2": ("10", "Phụ lục, mục B.II.2"),
        "3.1": ("10", "Phụ lục, mục B.III.1"),
        "3.2": ("10", "Phụ lục, mục B.III.2"),
        "3.3": ("10", "Phụ lục, mục B.III.3"),
        "3.4": ("10", "Phụ lục, mục B.III.4"),
        "3.5": ("20", "Phụ lục, mục B.III.5"),
        "3.6": ("5", "Phụ lục, mục B.III.6"),
        "3.7": ("10", "Phụ lục, mục B.III.7"),
    }
    assert read().tree["max"] == "105"


def test_rules_of_every_form_in_it_are_read():
    rules = {each["code"]: plain(each["rule"]) for each in trees.components(read().tree)}

    assert [level["worth"] for level in rules["1.1"]["levels"]] == ["1", "0"]
    assert (rules["2.1"]["form"], rules["2.1"]["of"]) == ("min_max", "(a + b + c + d) / (e + f)")
    assert (rules["2.2"]["form"], rules["2.2"]["of"]) == ("min_max", "a / b")
    assert (rules["3.1"]["form"], rules["3.1"]["of"]) == ("all_or_nothing", "a / b")
    assert rules["3.4"] == {"form": "ratio", "of": "(c + d) / (a + b)"}
    assert rules["3.5"] == {"form": "ratio", "of": "(b + c) / a", "full_at": "80%"}
    assert rules["3.6"] == {"form": "ratio", "of": "(b + d) / (a + c)"}
    assert [level["worth"] for level in rules["3.7"]["levels"]] == ["1", "1/2", "0"]


def test_what_min_max_leaves_open_waits_for_a_person():
    marked = [each.code for each in read().components if each.reasons]

    assert marked == ["2.1", "2.2"]


def test_rooms_are_the_appraisers():
    owners = {each["code"]: each["appraisers"] for each in trees.components(read().tree)}

    assert owners["2.1"] == owners["2.2"] == ["Phòng Hành chính – Quản trị"]
    assert owners["3.7"] == ["Trung tâm phục vụ hành chính công"]
    assert read().tree["general"] == [
        {
            "code": "A.1",
            "title": "Số lượng thủ tục hành chính",
            "kind": "count",
            "unit": "thủ tục",
            "appraisers": ["Trung tâm phục vụ hành chính công"],
        }
    ]


def test_what_the_document_does_not_say_is_marked_and_not_made_up():
    tree = read().tree

    assert tree["review"] == ["Văn bản không ghi số, ngày ký."]
    assert tree["decision"]["number"] == "…/KH-VPUB"
    assert "issued_on" not in tree["decision"]
    loading.build(tree, name="tinh")


def test_staff_ratios_under_infrastructure_are_doubted():
    doubts = [each for each in read().doubts if each.code == "listed-elsewhere"]

    assert [each.at for each in doubts] == ["2.1", "2.2"]
    assert all("HẠ TẦNG SỐ" in each.message and "Nhân lực số" in each.message for each in doubts)
    assert {each.code for each in reporting.findings(read())} >= {"silent-denominator", "evidence-missing"}
