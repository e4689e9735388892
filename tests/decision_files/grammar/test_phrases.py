"""Scoring phrases in many wordings, and phrases that only look like them."""

import re
import sys
from fractions import Fraction

import pytest

from opendti.decision_files.grammar import RuleReading, line_kind, read_rule
from opendti.decision_files.grammar.figures import load
from tests.decision_files.grammar import meaning
from tests.decision_files.grammar.near_misses import NEAR_MISSES
from tests.decision_files.grammar.phrases import Phrase, phrases

PHRASES = phrases()
ENDS_IN_WORDS = re.compile(r"^Ghi chú|^\w\s*[:=]\s*\w{2}|\bnếu\b")
"""Last lines that are free words, to which anything may be added: a note, a definition, an answer."""


def read(phrase: Phrase) -> RuleReading:
    return read_rule(phrase.text, title=phrase.title, max_points=meaning.MAX)


def test_at_least_95_of_100_wordings_are_read_right_and_none_wrong_unmarked():
    readings = [(phrase, read(phrase)) for phrase in PHRASES]
    wrong = [(phrase, reading) for phrase, reading in readings if not meaning.same(reading.rule, phrase.rule)]
    sure = sum(reading.certainty == "sure" for _, reading in readings)
    sys.stdout.write(f"{len(PHRASES) - len(wrong)} of {len(PHRASES)} wordings right, {sure} of them sure\n")

    assert len({phrase.text for phrase in PHRASES}) >= 200
    assert [(phrase.text, reading.rule) for phrase, reading in wrong if reading.certainty == "sure"] == []
    assert Fraction(len(wrong), len(PHRASES)) <= Fraction(5, 100), [phrase.text for phrase, _ in wrong]


def test_most_wordings_need_nobody_to_look():
    sure = sum(read(phrase).certainty == "sure" for phrase in PHRASES)

    assert Fraction(sure, len(PHRASES)) >= Fraction(90, 100)


@pytest.mark.parametrize("miss", NEAR_MISSES, ids=lambda miss: miss.about)
def test_near_miss_is_never_sure(miss):
    reading = read_rule(miss.text, title=miss.title, max_points=meaning.MAX)

    assert reading.certainty != "sure", reading.rule
    assert reading.reasons


@pytest.mark.parametrize("miss", NEAR_MISSES, ids=lambda miss: miss.about)
def test_whatever_is_returned_loads_and_reads_no_undeclared_letter(miss):
    reading = read_rule(miss.text, title=miss.title, max_points=meaning.MAX)

    assert load(reading.figures)
    assert meaning.letters(reading.rule) <= {str(each["id"]) for each in reading.figures}


@pytest.mark.parametrize(
    ("addition", "near"),
    [
        ("và có báo cáo đúng hạn", "half a condition"),
        ("(trừ 2 điểm nếu chậm)", "a deduction"),
        ("nhưng không quá 5 điểm", "another cap"),
        ("so với năm trước", "a comparison"),
    ],
)
def test_more_said_after_a_formula_is_never_sure(addition, near):
    for phrase in PHRASES:
        text = phrase.text.rstrip(" .;")
        if phrase.rule["form"] != "expert" and not ENDS_IN_WORDS.search(text.split("\n")[-1]):
            reading = read_rule(f"{text} {addition}", title=phrase.title, max_points=meaning.MAX)
            assert reading.certainty != "sure", (near, phrase.text)


def test_no_lost_word_makes_another_rule_unmarked():
    """Every word and sign left out of every eighth phrase: what is read then is the same rule or doubted."""
    wrong = []
    for phrase in PHRASES[::8]:
        whole = read(phrase).rule
        signs = re.findall(r"\s+|[^\s\w]|\w+", phrase.text)
        for at in range(len(signs)):
            text = "".join(signs[:at] + signs[at + 1 :])
            reading = read_rule(text, title=phrase.title, max_points=meaning.MAX)
            is_computed = reading.rule["form"] not in ("levels", "checklist", "expert")
            if reading.rule == whole or reading.certainty != "sure" or not is_computed:
                continue
            if not meaning.same(reading.rule, phrase.rule):
                wrong.append((signs[at], text, reading.rule))

    assert wrong == []


def test_every_share_word_for_word():
    printed = "a= Số A;\nb= Tổng số B; (mục I.8)\n- Tỷ lệ=a/b;\n- Điểm=Tỷ lệ*Điểm tối đa"
    reading = read_rule(printed, max_points=Fraction(10))

    assert reading == RuleReading(
        rule={"form": "ratio", "of": "a / b"},
        figures=(
            {"id": "a", "label": "Số A", "unit": "đơn vị tính"},
            {"id": "b", "label": "Tổng số B; (mục I.8)", "unit": "đơn vị tính", "source": "I.8"},
        ),
        said="Tỷ lệ=a/b;\n- Điểm=Tỷ lệ*Điểm tối đa",
        certainty="sure",
        reasons=(),
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("a = Số lượng máy trạm được kết nối mạng Internet băng rộng;", "figure"),
        ("b: Tổng số trạm y tế trên địa bàn Tỷ lệ= a/b", "figure"),
        ("- Tỷ lệ = a/b;", "rule"),
        ("Điểm = Tỷ lệ * Điểm tối đa", "rule"),
        ("- Đã ban hành: Điểm tối đa", "rule"),
        ("+ Không có tin, bài: 0 điểm", "rule"),
        ("Mức 1 ≥ 0,7 % (điểm tối đa)", "rule"),
        ("Thang điểm:", "rule"),
        ("- Điểm:", "rule"),
        ("Lấy tỉ lệ trên Cổng DVC Quốc gia * điểm", "rule"),
        ("- Tính điểm theo phương pháp Min-Max dựa vào tỷ lệ cao nhất thì điểm tối đa và giảm dần", "rule"),
        ("Giải thích: DVCTT được điền sẵn thông tin là những DVCTT …", "explanation"),
        ("- Khu Du lịch bao gồm khu du lịch cấp tỉnh, khu du lịch quốc gia;", "explanation"),
        ("- Văn bản chứng minh việc mua sắm và cài đặt phần mềm chống mã độc tập trung;", "list"),
        ("Báo cáo chuyển đổi số/ Báo cáo CCHC có số liệu", "other"),
        ("Sở Thông tin và Truyền thông", "other"),
        ("Kế hoạch, chương trình", "other"),
        ("Tỷ lệ báo cáo (không bao gồm nội dung mật) được cập nhật trên Hệ thống", "other"),
        ("", "other"),
    ],
)
def test_line_kind(line, kind):
    assert line_kind(line) == kind
