"""Who appraises what: the annexes of Hải Dương's and Hà Nội's plans, and such an annex put onto a set."""

import pytest

from opendti.decision_files import assignments, reporting
from opendti.decision_files.assignments import Assignment
from opendti.decision_files.codes import listed
from opendti.scoring import frames, trees
from tests.decision_files import seeds
from tests.plain import plain

TTTT = "Sở Thông tin và Truyền thông"


def of(name, level):
    return {each.agency: each for each in seeds.read(name).assignments if each.level == level and each.codes}


# -- Hà Nội, Annex 02: an agency has a list of codes for each level -------------------------------


def test_every_code_of_both_levels_is_assigned():
    city = frames.build(seeds.the_set("ha-noi", "thanh-pho").tree, name="thanh-pho")
    district = frames.build(seeds.the_set("ha-noi", "huyen").tree, name="huyen")

    assert (city.code, len(city.components)) == ("ha-noi-920-2024/thanh-pho", 46)
    assert (district.code, len(district.components)) == ("ha-noi-920-2024/huyen", 60)
    assert (city.decision.number, str(city.decision.issued_on)) == ("920/QĐ-UBND", "2024-02-19")


@pytest.mark.parametrize(
    ("slug", "code", "agencies"),
    [
        ("thanh-pho", "6.14", ("Sở Kế hoạch và Đầu tư", "Sở Tài chính")),
        ("huyen", "6.10", ("Sở Kế hoạch và Đầu tư", "Sở Tài chính")),
        ("huyen", "3.6", ("Văn phòng UBND Thành phố", "Sở Thông Tin và Truyền Thông")),
    ],
)
def test_two_agencies_for_one_component_are_kept_and_told(slug, code, agencies):
    read = seeds.the_set("ha-noi", slug)
    found = {each.code: each.appraisers for each in frames.build(read.tree, name=slug).components}

    assert found[code] == agencies
    assert code in {each.at for each in read.doubts if each.code == "shared-component"}


def test_a_list_whose_column_left_no_trace_goes_where_its_codes_close_gaps_and_is_marked():
    assert of("ha-noi", "thành phố")["Sở Nội vụ"].codes == ("8.1", "8.3")
    assert of("ha-noi", "huyện")["Sở Công Thương"].codes == ("7.1", "7.3")
    assert of("ha-noi", "huyện")["Sở Lao động, Thương binh và Xã hội"].codes == ("4.7", "8.8")
    assert "Sở Nội vụ" not in of("ha-noi", "huyện")

    inferred = [each for each in seeds.read("ha-noi").doubts if each.code == "column-inferred"]
    assert len(inferred) == 7
    marked = {
        slug: [each.code for each in seeds.the_set("ha-noi", slug).components if each.reasons]
        for slug in ("thanh-pho", "huyen")
    }
    assert marked == {
        "thanh-pho": ["8.1", "8.3"],
        "huyen": ["4.7", "4.8", "7.1", "7.2", "7.3", "8.1", "8.4", "8.8"],
    }


def test_printed_counts_are_kept_beside_the_lists():
    office = of("ha-noi", "thành phố")["Văn phòng UBND Thành phố"]

    assert office.codes == ("2.4", "6.6", "6.7", "6.8", "6.9", "6.10", "6.11", "6.12", "8.5", "8.6")
    assert office.declared == 10


# -- Hải Dương 297, the appendix of the plan: an item has an agency -------------------------------


def test_items_are_assigned_with_what_is_left_for_one_agency():
    assert of("297", "sở")["Sở Nội vụ"].codes == ("I.3", "I.4", "I.5", "4.1", "4.2")
    assert of("297", "huyện")["Sở Công thương"].codes == ("7.6",)
    default = [each for each in seeds.read("297").assignments if each.is_default]
    assert [(each.level, each.agency) for each in default] == [("sở", TTTT), ("huyện", TTTT)]
    assert seeds.the_set("297", "so").tree["default_appraisers"] == [TTTT]


def test_a_code_printed_twice_loses_no_row():
    read = seeds.the_set("297", "so")
    parts = plain(next(each for each in trees.components(read.tree) if each["code"] == "5.9")["parts"])

    assert [(each["code"], each["title"]) for each in parts] == [
        ("5.9.1", "Tổng kinh phí chi thường xuyên cho an toàn thông tin"),
        ("5.9.2", "Tổng kinh phí chi đầu tư cho an toàn thông tin"),
    ]
    assert "review" not in parts[0]
    assert "5.9.1" in parts[1]["review"][0]
    assert [(each.code, each.at) for each in read.doubts] == [("duplicate-code", "5.9.2")]


def test_general_information_out_of_order_is_told():
    found = reporting.findings(seeds.the_set("297", "huyen"))

    assert ("code-order", "I.15") in {(each.code, each.at) for each in found}


# -- Onto a set -----------------------------------------------------------------------------------


def tree():
    first = {"code": "1.1", "appraisers": ["Sở A"], "appraisers_printed": "Sở A (xem thêm)"}
    parts = [{"code": "1.2.1", "appraisers": ["Sở A"]}, {"code": "1.2.2", "appraisers": ["Sở A"]}]
    main = {"code": "1", "components": [first, {"code": "1.2", "parts": parts}, {"code": "1.3"}]}
    general = [{"code": "I.1"}]
    return {
        "level": "sở", "agencies": [{"name": "Sở A"}], "general": general,
        "groups": [{"main_indexes": [main]}],
    }  # fmt: skip


def given(agency, *codes, level="sở", **more):
    return Assignment(level=level, agency=agency, codes=codes, place="Phụ lục", **more)


def appraisers(done):
    return {each["code"]: each.get("appraisers") for each in trees.components(done)}


def test_an_annex_is_put_onto_a_set():
    before = tree()
    done, doubts = assignments.assign(
        before, [given("Sở B", "1.1", "I.1"), given("Sở C", "1.1", "1.2.1"), given("Sở D", is_default=True)]
    )

    assert appraisers(done) == {
        "1.1": ["Sở B", "Sở C"], "1.2": None, "1.2.1": ["Sở C"], "1.2.2": ["Sở D"], "1.3": ["Sở D"],
    }  # fmt: skip
    assert "appraisers_printed" not in next(trees.components(done))
    assert trees.items(done, "general")[0]["appraisers"] == ["Sở B"]
    assert [each["name"] for each in trees.items(done, "agencies")] == ["Sở A", "Sở B", "Sở C", "Sở D"]
    assert doubts == []
    assert before == tree()


def test_unknown_codes_and_components_given_to_nobody_are_told():
    done, doubts = assignments.assign(tree(), [given("Sở B", "1.1", "9.9")])

    assert {(each.code, each.at) for each in doubts} == {
        ("unknown-code", "9.9"), ("unassigned", "1.2.1"), ("unassigned", "1.2.2"), ("unassigned", "1.3"),
    }  # fmt: skip
    assert appraisers(done)["1.2.1"] == ["Sở A"]


def test_the_assignments_of_another_level_are_left_alone():
    done, _ = assignments.assign(tree(), [given("Sở B", "1.1"), given("Sở C", "1.1", level="huyện")])

    assert appraisers(done)["1.1"] == ["Sở B"]


def test_miscounted_and_doubled_codes_are_told():
    found = list(assignments.doubts([given("Sở B", "1.1", "1.1", "1.2", declared=2), given("Sở C", "1.2")]))

    assert [(each.code, each.at) for each in found] == [
        ("agency-count-mismatch", ""), ("assigned-twice", "1.1"), ("shared-component", "1.2"),
    ]  # fmt: skip
    assert "ghi 2 chỉ số, còn liệt kê 3" in found[0].message


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("6.6–6.12", ["6.6", "6.7", "6.8", "6.9", "6.10", "6.11", "6.12"]),
        ("từ 2.1 đến 2.3; 3.1", ["2.1", "2.2", "2.3", "3.1"]),
        ("- 2.4\n- 6.6, 6.7", ["2.4", "6.6", "6.7"]),
        ("2.1 - 3.2", ["2.1", "3.2"]),
        ("không", []),
    ],
)
def test_lists_and_ranges_of_codes(printed, codes):
    assert listed(printed) == codes
