"""The frames of the library, held against the documents by hand: counts, points, numbers, agencies."""

import dataclasses
import re
import unicodedata
from pathlib import Path

import pytest

from opendti.scoring import definition, frame_linting, frames, linting, loading
from tests.scoring.worked import LIBRARY

FILES = {f"{path.parent.name}/{path.stem}": path for path in sorted(LIBRARY.glob("*/*.yaml"))}
SEEDS = Path(__file__).parents[1] / "seeds"
COMPLETE = {"hai-duong-2405-2024/so", "hai-duong-2405-2024/huyen", "ninh-thuan-vpub-2023/tinh"}
FRAMES = {
    "bo-khcn-405-2025/tinh",
    "ha-nam-2023/huyen",
    "ha-nam-2023/so",
    "ha-noi-5279-2025/so",
    "ha-noi-5279-2025/xa",
    "ha-noi-920-2024/huyen",
    "ha-noi-920-2024/thanh-pho",
    "hai-duong-297-2023/huyen",
    "hai-duong-297-2023/so",
}


def frame(code):
    return frames.read(FILES[code].read_text(encoding="utf-8"), name=code)


def seed(name):
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    return " ".join(unicodedata.normalize("NFC", text).replace("*", "").split())


def counted(code):
    """Title, declared components and declared points of every main index."""
    return [
        (main.code, main.title, main.declared.components, main.declared.points)
        for main in frame(code).main_indexes
    ]


# -- The whole library ----------------------------------------------------------------------------


def test_every_file_is_known_to_this_test():
    assert set(FILES) == COMPLETE | FRAMES


@pytest.mark.parametrize("code", sorted(FILES))
def test_every_file_has_the_code_of_its_place_and_names_its_schema(code):
    text = FILES[code].read_text(encoding="utf-8")

    assert text.startswith("# yaml-language-server: $schema=../index-set.schema.json\n")
    assert loading.parse(text, name=code)[0]["code"] == code


@pytest.mark.parametrize("code", sorted(COMPLETE))
def test_a_complete_set_has_no_open_finding(code):
    assert [each for each in linting.lint(loading.load(FILES[code])) if not each.answer] == []


@pytest.mark.parametrize("code", sorted(FRAMES))
def test_a_frame_contradicts_nothing_it_does_not_answer(code):
    assert [each for each in frame_linting.lint(frame(code)) if not each.answer] == []


@pytest.mark.parametrize("code", sorted(FRAMES))
def test_a_frame_scores_nobody_and_names_its_sources(code):
    with pytest.raises(loading.IndexSetError, match="là bộ khung, chưa dùng để chấm điểm được"):
        loading.load(FILES[code])
    assert frame(code).sources
    assert frames.gaps(frame(code))


# -- Hà Nam: 45 = 5+5+5+3+7+20 and 74 = 8+5+12+8+7+20+8+6, 1000 points each -----------------------


def test_ha_nam_departments():
    assert counted("ha-nam-2023/so") == [
        ("1", "Nhận thức số", 5, 100),
        ("2", "Thể chế số", 5, 100),
        ("3", "Hạ tầng số", 5, 100),
        ("4", "Nhân lực số", 3, 100),
        ("5", "An toàn thông tin mạng", 7, 100),
        ("6", "Hoạt động chuyển đổi số", 20, 500),
    ]
    declared = frame("ha-nam-2023/so").declared
    assert (declared.main_indexes, declared.components, declared.points) == (6, 45, 1000)


def test_ha_nam_districts():
    assert counted("ha-nam-2023/huyen") == [
        ("1", "Nhận thức số", 8, 100),
        ("2", "Thể chế số", 5, 100),
        ("3", "Hạ tầng số", 12, 100),
        ("4", "Nhân lực số", 8, 100),
        ("5", "An toàn thông tin mạng", 7, 100),
        ("6", "Hoạt động chính quyền số", 20, 200),
        ("7", "Hoạt động kinh tế số", 8, 150),
        ("8", "Hoạt động xã hội số", 6, 150),
    ]
    declared = frame("ha-nam-2023/huyen").declared
    assert (declared.main_indexes, declared.components, declared.points) == (8, 74, 1000)


@pytest.mark.parametrize("code", ["ha-nam-2023/so", "ha-nam-2023/huyen"])
def test_ha_nam_lacks_number_day_and_every_component(code):
    decision = frame(code).decision

    assert (decision.number, decision.issued_on) == (None, None)
    assert len(decision.legal_basis) == 7
    for text in (decision.title, decision.replaces, *decision.legal_basis):
        assert text in seed("ha-nam")
    assert frame(code).components == ()


# -- Hà Nội 920: Annex 02, as printed ------------------------------------------------------------

CITY = {
    "Văn phòng UBND Thành phố": (10, "2.4 6.6-12 8.5-6"),
    "Sở Nội vụ": (2, "8.1 8.3"),
    "Sở Kế hoạch và Đầu tư": (1, "6.14"),
    "Sở Tài chính": (1, "6.14"),
    "Sở Thông Tin và Truyền Thông": (32, "1.1-5 2.1-3 3.1-2 4.1-4 5.1-8 6.1-5 6.13 7.1 8.2 9.1-2"),
    "Sở Y tế": (1, "8.4"),
}
DISTRICTS = {
    "Văn phòng UBND Thành phố": (11, "2.3 3.6 6.2-9 8.7"),
    "Sở Công Thương": (2, "7.1 7.3"),
    "Sở Giáo dục và Đào tạo": (1, "4.8"),
    "Sở Kế hoạch và Đầu tư": (3, "6.10 7.5 8.9"),
    "Sở Lao động, Thương binh và Xã hội": (2, "4.7 8.8"),
    "Sở Tài chính": (3, "6.10 7.6 8.10"),
    "Sở Thông Tin và Truyền Thông": (35, "1.1-7 2.1-2 3.1-6 4.1-6 5.1-8 6.1 7.4 8.2-3 9.1-2"),
    "Sở Y tế": (2, "8.5-6"),
    "Công an Thành phố": (1, "8.1"),
    "Cục Thuế Thành phố": (1, "7.2"),
    "Ngân hàng nhà nước Thành phố": (1, "8.4"),
}


def unfolded(ranges):
    """`6.6-8` as 6.6, 6.7, 6.8."""
    codes = []
    for each in ranges.split():
        main, numbers = each.split(".")
        first, _, last = numbers.partition("-")
        codes += [f"{main}.{number}" for number in range(int(first), int(last or first) + 1)]
    return codes


@pytest.mark.parametrize(
    ("code", "table", "count", "by_main"),
    [
        ("ha-noi-920-2024/thanh-pho", CITY, 46, [5, 4, 2, 4, 8, 14, 1, 6, 2]),
        ("ha-noi-920-2024/huyen", DISTRICTS, 60, [7, 3, 6, 8, 8, 10, 6, 10, 2]),
    ],
)
def test_ha_noi_numbers_and_agencies(code, table, count, by_main):
    found = frame(code)

    for agency, (printed, ranges) in table.items():
        listed = [each.code for each in found.components if agency in each.appraisers]
        assert listed == unfolded(ranges)
        assert len(listed) == printed
    assert {each.name: each.declared.components for each in found.agencies} == {
        agency: printed for agency, (printed, _) in table.items()
    }
    assert len({each.code for each in found.components}) == len(found.components) == count
    assert [len(main.components) for main in found.main_indexes] == by_main
    assert {each.title for each in found.components} == {None}


def test_two_agencies_where_two_are_printed():
    both = {
        (name, each.code): each.appraisers
        for name in ("thanh-pho", "huyen")
        for each in frame(f"ha-noi-920-2024/{name}").components
        if len(each.appraisers) > 1
    }

    assert both == {
        ("thanh-pho", "6.14"): ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("huyen", "3.6"): ("Văn phòng UBND Thành phố", "Sở Thông Tin và Truyền Thông"),
        ("huyen", "6.10"): ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
    }


# -- Hải Dương 297: what the council's plan assigns ------------------------------------------------

NV, TC, KH, VP, TT = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "VP UBND tỉnh", "Sở Thông tin và Truyền thông",
)  # fmt: skip

ASSIGNED = {
    "so": [
        ("4.1", NV), ("4.2", NV), ("5.9", None), ("5.9.1", TC), ("5.9.1", KH), ("6.2", VP), ("6.8", VP),
        ("6.13", None), ("6.13.1", TC), ("6.13.2", KH),
    ],
    "huyen": [
        ("2.4", None), ("2.4.1", TC), ("2.4.2", KH), ("4.3", NV), ("4.4", NV), ("5.9", None), ("5.9.1", TC),
        ("5.9.2", KH), ("6.2", VP), ("6.7", VP), ("6.12", None), ("6.12.1", TC), ("6.12.2", KH), ("7.1", TT),
        ("7.2", TT), ("7.6", "Sở Công thương"), ("7.8", KH), ("7.9", TC), ("8.6", KH), ("8.7", TC),
    ],
}  # fmt: skip

GENERAL = {
    "so": [("3", NV), ("4", NV), ("5", NV), ("10", None), ("10.1", TC), ("10.2", KH)],
    "huyen": [
        ("6", NV), ("7", NV), ("8", NV), ("9", NV), ("10", NV), ("11", NV), ("16", KH), ("15", KH),
        ("17", None), ("17.1", TC), ("17.2", KH), ("19", None), ("19.1", TC), ("19.2", KH),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ["so", "huyen"])
def test_hai_duong_assignments(name):
    found = frame(f"hai-duong-297-2023/{name}")

    assert [(each.code, next(iter(each.appraisers), None)) for each in found.all_components] == ASSIGNED[name]
    assert [
        (item.code.removeprefix("I."), next(iter(item.appraisers), None)) for item in found.general
    ] == GENERAL[name]
    assert found.default_appraisers == (TT,)


@pytest.mark.parametrize("name", ["so", "huyen"])
def test_hai_duong_titles_are_kept_as_printed(name):
    found = frame(f"hai-duong-297-2023/{name}")
    printed = seed("297")
    over_two_pages = "Tổng kinh phí chi thường xuyên từ Ngân sách nhà nước trên địa bàn"

    for each in (*found.general, *found.main_indexes, *found.all_components):
        assert each.title in printed or each.title == over_two_pages


def test_hai_duong_mistakes_are_found():
    assert [(each.code, each.at) for each in frame_linting.lint(frame("hai-duong-297-2023/so"))] == [
        ("duplicate-code", "5.9.1")
    ]
    assert [(each.code, each.at) for each in frame_linting.lint(frame("hai-duong-297-2023/huyen"))] == [
        ("code-order", "I.15")
    ]


def test_the_scale_of_the_departments_is_known():
    assert (frame("hai-duong-297-2023/so").max, frame("hai-duong-297-2023/huyen").max) == (500, None)


# -- Newer sets, of which only counts are known ---------------------------------------------------


def test_the_national_set():
    declared = frame("bo-khcn-405-2025/tinh").declared

    assert (declared.main_indexes, declared.components, declared.points) == (8, 47, 1000)
    assert len(frame("bo-khcn-405-2025/tinh").main_indexes) == 8


@pytest.mark.parametrize(
    ("code", "count", "by_main"),
    [
        ("ha-noi-5279-2025/so", 34, [3, 4, 2, 3, 5, 11, 1, 3, 2]),
        ("ha-noi-5279-2025/xa", 47, [5, 3, 5, 6, 4, 10, 6, 8]),
    ],
)
def test_ha_noi_5279(code, count, by_main):
    assert frame(code).declared.components == count == sum(by_main)
    assert [main.declared.components for main in frame(code).main_indexes] == by_main


# -- The guide ------------------------------------------------------------------------------------

GUIDE = (LIBRARY / "README.md").read_text(encoding="utf-8")


def test_the_guide_shows_a_frame_that_can_be_read():
    (example,) = re.findall(
        r"^```yaml\n(format: 1\nstatus: frame\n.+?)^```$", GUIDE, re.MULTILINE | re.DOTALL
    )

    assert frames.read(example, name="README").components[0].appraisers == ("Văn phòng UBND Thành phố",)


def test_the_guide_names_every_key_of_the_format():
    kinds = (
        definition.IndexSet, definition.Decision, definition.Agency, definition.Declared, definition.Group,
        definition.MainIndex, definition.Component, definition.Figure, definition.GeneralItem, frames.Frame,
    )  # fmt: skip
    keys = {field.name for kind in kinds for field in dataclasses.fields(kind)}

    assert {key for key in keys if f"`{key}`" not in GUIDE} == set()


def test_the_guide_names_every_file():
    named = set(re.findall(r"`([a-z0-9-]+)/[a-z-]+\.yaml`", GUIDE))

    assert {code.split("/")[0] for code in FILES} - named == set()
