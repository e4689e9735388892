"""The components the Chairman's Office of Ninh Thuận answers for: complete, verbatim, scored as by hand."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from opendti.scoring import linting, loading
from tests.scoring.worked import LIBRARY, cases_of, scored

CODE = "ninh-thuan-vpub-2023/tinh"
SET = loading.load(LIBRARY / f"{CODE}.yaml")
CASES = cases_of(CODE)
COMPONENTS: dict[str, Any] = {each.code: each for each in SET.components}
SEED = (Path(__file__).parents[1] / "seeds" / "ninh-thuan.txt").read_text(encoding="utf-8")

CENTRE, OFFICE = "Trung tâm phục vụ hành chính công", "Phòng Hành chính – Quản trị"

# What stands in the annex: place, points, who answers for it, the form its words describe.
PRINTED = {
    "1.1": ("B.I.1", 10, CENTRE, "levels"),
    "2.1": ("B.II.1", 10, OFFICE, "min_max"),
    "2.2": ("B.II.2", 10, OFFICE, "min_max"),
    "3.1": ("B.III.1", 10, CENTRE, "all_or_nothing"),
    "3.2": ("B.III.2", 10, CENTRE, "ratio"),
    "3.3": ("B.III.3", 10, CENTRE, "ratio"),
    "3.4": ("B.III.4", 10, CENTRE, "ratio"),
    "3.5": ("B.III.5", 20, CENTRE, "ratio"),
    "3.6": ("B.III.6", 5, CENTRE, "ratio"),
    "3.7": ("B.III.7", 10, CENTRE, "levels"),
}


def flat(text):
    """The text on one line, without the marks the annex was stored with."""
    return " ".join(re.sub(r"</?(?:p|ul)\b[^>]*>", " ", text).split())


def test_every_component_with_its_place_points_owner_and_rule():
    assert {
        each.code: (
            each.clause.removeprefix("Phụ lục, mục "),
            int(each.max),
            *each.appraisers,
            each.rule.form,
        )
        for each in COMPONENTS.values()
    } == PRINTED
    assert SET.max == 10 + 10 + 10 + 10 + 10 + 10 + 10 + 20 + 5 + 10


def test_formulas():
    ruled = {code: each.rule for code, each in COMPONENTS.items()}

    assert {code: rule.of.source for code, rule in ruled.items() if hasattr(rule, "of")} == {
        "2.1": "(a + b + c + d) / (e + f)",
        "2.2": "a / b",
        "3.1": "a / b",
        "3.2": "a / b",
        "3.3": "a / b",
        "3.4": "(c + d) / (a + b)",
        "3.5": "(b + c) / a",
        "3.6": "(b + d) / (a + c)",
    }
    assert ruled["3.5"].full_at == Fraction(4, 5)


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=lambda each: each.code)
def test_texts_are_kept_as_printed(component):
    printed = flat(SEED)
    labels = [line for figure in component.figures for line in figure.label.splitlines()]
    levels = [level.label for level in getattr(component.rule, "levels", ())]
    broken = flat("Số lượng doanh nghiệp đánh giá là hài lòng khi sử dụng DVCTT")

    for text in (component.title, *component.text.splitlines(), *labels, *levels):
        assert flat(text) in printed or text == broken, "only 3.6 d is broken over two pages"
    for line in (component.said or "").splitlines():
        assert flat(line) in printed


def test_the_general_item_and_the_baseline():
    assert [(item.code, item.title, item.appraisers) for item in SET.general] == [
        ("A.1", "Số lượng thủ tục hành chính", (CENTRE,))
    ]
    staff: Any = next(main for main in SET.main_indexes if main.code == "2")
    assert staff.title == "HẠ TẦNG SỐ"
    assert "Nhân lực số" in staff.note
    assert "(Năm 2022: 0,4/10 điểm đạt tỷ lệ 4,0%)" in " ".join(staff.note.split())


def test_the_linter_finds_what_the_plan_leaves_open_and_each_is_answered():
    findings = linting.lint(SET)
    divided = {"2.1", "2.2", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6"}

    assert {(each.code, each.at) for each in findings} == {
        ("decision-undated", ""),
        *(("evidence-missing", code) for code in PRINTED),
        *(("silent-denominator", code) for code in divided),
    }
    assert all(each.answer and each.severity == "doubt" for each in findings)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['component']}: {case['name']}" for case in CASES])
def test_worked_case(case):
    expected = case["expect"]

    score = scored(SET, case)

    node = score.find(case["component"])
    assert (node.points, node.state) == (Fraction(expected["points"]), expected["state"])
    assert [flag.code.value for flag in node.flags] == expected["flags"]


def test_every_component_has_a_worked_case():
    assert {case["component"] for case in CASES} == set(PRINTED)
