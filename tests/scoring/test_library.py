"""The index sets that come with the software: complete, verbatim, doubted aloud, and scored as by hand."""

import inspect
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import get_args, get_type_hints

import pytest
import yaml
from pydantic import TypeAdapter

from opendti.scoring import doubts, forms, frame_linting, linting, loading
from opendti.scoring.linting import lint
from tests.scoring.worked import LIBRARY, cases_of, scored

FOLDER = LIBRARY / "hai-duong-2405-2024"
SETS = ("so", "huyen")
FILES = {name: FOLDER / f"{name}.yaml" for name in SETS}
LOADED = {name: loading.load(path) for name, path in FILES.items()}


CASES = [(name, case) for name in SETS for case in cases_of(f"hai-duong-2405-2024/{name}")]


def component(name, code):
    index_set = LOADED[name]
    return next(each for each in (*index_set.components, *index_set.leaves) if each.code == code)


# -- Complete -------------------------------------------------------------------------------------


class TestSo:
    index_set = LOADED["so"]

    def test_counts_and_maximum(self):
        assert len(list(self.index_set.components)) == 23
        assert len(list(self.index_set.leaves)) == 23
        assert self.index_set.max == 300

    def test_main_indexes(self):
        table = [
            (main.code, main.title, len(main.components), int(main.max))
            for main in self.index_set.main_indexes
        ]

        assert table == [
            ("1", "Nhận thức số", 4, 50),
            ("2", "Thể chế số", 2, 30),
            ("3", "Hạ tầng số", 2, 20),
            ("4", "Nhân lực số", 3, 30),
            ("5", "An toàn thông tin mạng", 7, 70),
            ("6", "Hoạt động chuyển đổi số", 5, 100),
        ]

    def test_general_information(self):
        assert [item.code for item in self.index_set.general] == [f"I.{number}" for number in range(1, 12)]

    def test_it_applies_to_the_eighteen_departments(self):
        assert len(self.index_set.applies_to) == 18

    def test_numbers_the_decision_takes_from_general_information(self):
        sources = {
            (leaf.code, figure.id): figure.source
            for leaf in self.index_set.leaves
            for figure in leaf.figures
            if figure.source
        }

        assert sources == {("5.1", "b"): "I.8", ("5.3", "b"): "I.6", ("5.4", "b"): "I.7"}


class TestHuyen:
    index_set = LOADED["huyen"]

    def test_counts_and_maximum(self):
        assert len(list(self.index_set.components)) == 61
        assert len(list(self.index_set.leaves)) == 62
        assert self.index_set.max == 600

    def test_main_indexes(self):
        table = [
            (main.code, main.title, len(main.components), int(main.max))
            for main in self.index_set.main_indexes
        ]

        assert table == [
            ("1", "Nhận thức số", 6, 60),
            ("2", "Thể chế số", 5, 50),
            ("3", "Hạ tầng số", 6, 30),
            ("4", "Nhân lực số", 7, 70),
            ("5", "An toàn thông tin mạng", 5, 50),
            ("6", "Hoạt động chính quyền số", 15, 170),
            ("7", "Hoạt động kinh tế số", 8, 80),
            ("8", "Hoạt động xã hội số", 9, 90),
        ]

    def test_general_information(self):
        assert [item.code for item in self.index_set.general] == [f"I.{number}" for number in range(1, 25)]

    def test_free_wifi_is_the_sum_of_two_parts(self):
        wifi = component("huyen", "3.6")

        assert [(part.code, part.max) for part in wifi.parts] == [
            ("3.6.1", Fraction(5, 2)),
            ("3.6.2", Fraction(5, 2)),
        ]

    def test_shared_figures_are_marked_as_ours(self):
        assert [item.code for item in self.index_set.shared] == ["S.1", "S.2", "S.3"]
        assert all("quyết định không có" in (item.note or "") for item in self.index_set.shared)


def test_both_come_from_the_same_decision():
    assert {index_set.decision.number for index_set in LOADED.values()} == {"2405/QĐ-UBND"}
    assert {len(index_set.decision.legal_basis) for index_set in LOADED.values()} == {10}


# -- Verbatim -------------------------------------------------------------------------------------

MONITORED = "cập nhật trên các nền tảng giám sát ATTT theo yêu cầu"
ALLOCATED = "QĐ phân bổ và giao dự toán hàng năm của đơn vị (trong đó có nội dung chi cho kinh tế số)"

VERBATIM = [
    # set, component, where, a line as printed; several of them are printed wrong
    ("so", "1.2", "text", "Điểm =a/c*(điểm tối đa)+b/c*1/2*(điểm tối đa)"),
    ("so", "5.3", "text", "b = 0: Điểm = điểm tối đa."),
    ("so", "5.4", "title", "Tỷ lệ máy trạm của cơ quan, đơn vị cài đặt phòng, chống mã độc trung"),
    (
        "so",
        "5.7",
        "text",
        f"+ Nếu b>0, Điểm = Tỷ lệ*Điểm tối đa Nếu b=0 và <100% HTTT {MONITORED}, điểm = 0.",
    ),
    ("so", "6.4", "evidence", "Kết quả trên Cổng Dịch vụ công quốc gia"),
    ("huyen", "3.6", "title", "Có hệ thống Wifi công cộng miễn phí:"),
    ("huyen", "6.4", "text", "b= Tổng số hồ sơ giải quyết trực tuyến của DVCTT Điểm =b/a* điểm tối đa"),
    ("huyen", "7.4", "text", "a = Số lượng doanh nghiệp sử dụng Hợp đồng điện tử trên địa bàn;"),
    ("huyen", "7.5", "appraisers_printed", "Sở Thông tin và Truyền thông (Phối hợp Sở Y Tế)"),
    ("huyen", "8.8", "text", "Tỷ lệ <0.25%: điểm = Điểm tối đa * tỷ lệ/0.25%"),
    (
        "huyen",
        "8.9",
        "evidence",
        f"{ALLOCATED}; Các tài liệu khác có liên quan; Theo dõi của cơ quan tài chính",
    ),
]


@pytest.mark.parametrize(("name", "code", "key", "line"), VERBATIM)
def test_texts_are_kept_as_printed(name, code, key, line):
    assert line in getattr(component(name, code), key).splitlines()


def test_a_figure_keeps_its_printed_label():
    labels = {figure.id: figure.label for figure in component("huyen", "7.8").figures}

    assert labels["b"] == "Số lượng sản phẩm OCOP, sản phẩm công nghiệp nông thôn tiêu biểu của địa phương”"


@pytest.mark.parametrize("name", SETS)
def test_no_text_ends_in_a_line_break(name):
    for each in LOADED[name].leaves:
        for text in (each.title, each.text, each.evidence, each.note):
            assert text is None or text == text.strip()


# -- Doubted aloud --------------------------------------------------------------------------------

SILENT = {
    "so": "1.2 3.1 3.2 4.3 5.1 5.2 5.4 6.1 6.2 6.3 6.5",
    "huyen": (
        "1.2 3.1 3.2 3.3 3.4 3.5 3.6.1 3.6.2 4.1 4.2 4.3 4.4 4.6 4.7 5.1 5.2 5.3 5.4 6.1 6.3 6.4 6.5 6.6 6.7 "
        "6.12 6.13 6.14 6.15 7.1 7.2 7.3 7.4 7.6 7.7 7.8 8.1 8.2 8.3 8.4 8.5 8.6 8.7 8.8 8.9"
    ),
}
DOUBTS = {
    "so": {
        ("count-mismatch", ""),
        ("count-mismatch", "I"),
        ("count-mismatch", "1"),
        ("deadline-in-title", "2.2"),
    },
    "huyen": {
        ("copied-variable", "7.4"),
        ("evidence-missing", "6.6"),
        ("evidence-missing", "7.3"),
        ("foreign-evidence", "8.8"),
        ("foreign-evidence", "8.9"),
        ("no-formula", "7.5"),
    },
}


@pytest.mark.parametrize("name", SETS)
def test_the_linter_finds_the_mistakes_of_the_decision_and_nothing_else(name):
    expected = DOUBTS[name] | {("silent-denominator", code) for code in SILENT[name].split()}

    assert Counter((each.code, each.at) for each in lint(LOADED[name])) == Counter(expected)


@pytest.mark.parametrize("name", SETS)
def test_they_are_doubts_and_each_is_answered(name):
    assert {each.severity for each in lint(LOADED[name])} == {"doubt"}
    assert [each for each in lint(LOADED[name]) if not each.answer] == []


BROKEN = [
    # set, what is written, what is written instead, what the linter says
    ("so", "max: 300", "max: 301", ("error", "sum-mismatch", "")),
    ("so", "code: 1.2", "code: 9.2", ("error", "code-outside-parent", "9.2")),
    ("so", "code: 1.2", "code: 1.5", ("doubt", "code-order", "1.3")),
    ("so", "code: I.2", "code: I.1", ("error", "duplicate-code", "I.1")),
    ("so", "code: I.2", "code: I.40", ("doubt", "code-order", "I.3")),
    ("so", "components: 5, points: 100", "components: 5, points: 90", ("doubt", "points-mismatch", "II")),
    ("so", "of: n\n", "of: m\n", ("error", "undeclared-variable", "1.3")),
    ("so", "of: n\n", "of: m\n", ("doubt", "unused-variable", "1.3")),
    ("so", "full_at: 10", "full_at: 0", ("error", "full-at-zero", "1.3")),
    ("so", "- id: deputy", "- id: head", ("error", "duplicate-level", "1.1")),
    ("so", "worth: 1\n", "worth: 90%\n", ("doubt", "worth-not-whole", "1.1")),
    ("so", "before: 15/01", "before: 29/02", ("error", "wrong-day", "2.2")),
    ("so", "before: 15/01", "before: 15/13", ("error", "wrong-day", "2.2")),
    ("so", "- id: b\n", "- id: a\n", ("error", "duplicate-variable", "1.2")),
    ("so", "printed: [VP UBND tỉnh]", "printed: [VP tỉnh]", ("error", "unknown-agency", "6.1")),
    ("so", "appraisers: [VP UBND tỉnh]", "appraisers: []", ("doubt", "appraiser-missing", "6.1")),
    ("so", "when_zero: full", "full_at: 1", ("doubt", "silent-denominator", "5.3")),
    ("so", "when: b > 0", "when: a > 0", ("doubt", "silent-denominator", "5.7")),
    ("so", "when: b > 0\n", "when: b > 0\n                  worth: 1\n", ("error", "case-value", "5.7")),
    ("so", "classes: []", "classes: [{label: A, above: 50}, {label: B, above: 75}]",
     ("error", "classes-not-descending", "")),
    ("so", "classes: []", "classes: [{label: A, above: 50, at_least: 50}]", ("error", "class-bound", "")),
    ("so", "year: 2024", "year: 2024\naggregation: composite", ("error", "weights-mismatch", "")),
    ("huyen", "at_least: 0.4%", "at_least: 0.8%", ("error", "not-descending", "6.12")),
    ("huyen", "worth: 70%", "worth: 20%", ("error", "not-descending", "6.12")),
    ("huyen", "max: 2.5", "max: 2", ("error", "sum-mismatch", "3.6")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written", "instead", "said"), BROKEN)
def test_the_linter_sees_what_is_broken(name, written, instead, said):
    text = FILES[name].read_text(encoding="utf-8")
    assert written in text

    found = lint(loading.read(text.replace(written, instead, 1), name="broken"))

    known = {(each.code, each.at) for each in lint(LOADED[name])}
    assert said in {
        (each.severity, each.code, each.at) for each in found if (each.code, each.at) not in known
    }


def test_a_number_taken_from_nowhere_is_an_error():
    found = lint(replace(LOADED["so"], general=()))

    assert [each.at for each in found if each.code == "unknown-source" and each.severity == "error"] == [
        "3.1", "3.1", "3.2", "4.3", "4.3", "5.1", "5.3", "5.4", "5.7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "decided", ["of: if b = 0 then 0 else a / b\n", "of: a / b\n              when_zero: none\n"]
)
def test_a_zero_denominator_that_is_decided_is_no_doubt(decided):
    text = FILES["so"].read_text(encoding="utf-8").replace("of: a / b\n", decided, 1)

    silent = {each.at for each in lint(LOADED["so"])} - {
        each.at for each in lint(loading.read(text, name="x"))
    }
    assert silent == {"3.1"}


def test_a_doubt_without_a_note_is_not_answered():
    text = FILES["so"].read_text(encoding="utf-8").replace("  count-mismatch: ", "  something-else: ")

    findings = lint(loading.read(text, name="unanswered"))

    assert {each.code for each in findings if each.answer is None} == {"count-mismatch"}


# -- Scored as by hand ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "case"), CASES, ids=[f"{name} {case['component']}: {case['name']}" for name, case in CASES]
)
def test_worked_case(name, case):
    index_set, expected = LOADED[name], case["expect"]

    score = scored(index_set, case)

    node = score.find(case["component"])
    assert node.points == Fraction(expected["points"])
    assert node.max == Fraction(expected.get("max", component(name, case["component"]).max))
    assert node.state == expected["state"]
    assert [flag.code.value for flag in node.flags] == expected["flags"]
    assert score.points == node.points, "nothing else was answered, so the whole is this component"


@pytest.mark.parametrize("name", SETS)
def test_every_component_has_a_worked_case(name):
    worked = {case["component"] for each, case in CASES if each == name}

    assert {leaf.code for leaf in LOADED[name].leaves} - worked == set()
    assert {each.code for each in LOADED[name].components} - worked == set()


# -- Explained ------------------------------------------------------------------------------------

GUIDE = FOLDER.parent / "README.md"
EXAMPLES = re.findall(
    r"^```yaml\n(rule:.+?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


def test_the_guide_shows_every_rule_form_and_each_example_is_right():
    reader = TypeAdapter(forms.Rule)
    rules = [reader.validate_python(yaml.load(text, yaml.BaseLoader)["rule"]) for text in EXAMPLES]  # noqa: S506

    assert {rule.form for rule in rules} == {
        form for each in get_args(get_args(forms.Rule)[0]) for form in get_args(get_type_hints(each)["form"])
    }


def test_the_guide_names_every_finding():
    said = re.findall(
        r'Complaint\(\s*"([a-z-]+)"', "".join(map(inspect.getsource, (linting, doubts, frame_linting)))
    )
    listed = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", GUIDE.read_text(encoding="utf-8"))

    assert set(said) - set(listed) == set()
