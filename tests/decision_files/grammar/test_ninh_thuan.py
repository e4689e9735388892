"""The rules of the Ninh Thuận plan, each expected by hand; the cells are put together from the seed."""

from fractions import Fraction
from pathlib import Path

import pytest

from opendti.decision_files.grammar import read_rule
from tests.decision_files.grammar import meaning
from tests.decision_files.grammar.phrases import all_or_nothing, levels, ratio

SEED = Path(__file__).parents[2] / "seeds" / "ninh-thuan.txt"

STAFF = (
    "a= Số lượng công chức chuyên trách về chuyển đổi số; b= Số lượng công chức kiêm nhiệm về chuyển đổi số; "
    "c= Số lượng viên chức chuyên trách về chuyển đổi số; d= Số lượng viên chức kiêm nhiệm về chuyển đổi số; "
    "e= Tổng số công chức; f= Tổng số viên chức; - Tỷ lệ=(a+b+c+d)/(e+f);\n"
    "- Tính điểm theo phương pháp Min-Max dựa vào tỷ lệ cao nhất thì điểm tối đa và giảm dần"
)
SECURITY_STAFF = """\
a=Số lượng công chức, viên chức chuyên trách, kiêm nhiệm về An toàn thông tin mạng, cụ thể gồm:
+ Số lượng công chức chuyên trách về ATTT
+ Số lượng viên chức, hợp đồng chuyên trách về ATTT
+ Số lượng công chức bán chuyên trách về ATTT (kiêm nhiệm)
+ Số lượng viên chức, hợp đồng bán chuyên trách về ATTT (kiêm nhiệm)
b= Tổng số công chức, viên chức;
- Tỷ lệ=a/b;
- Tính điểm theo phương pháp Min-Max dựa vào tỷ lệ a/b cao nhất thì điểm tối đa và giảm dần"""
LEVEL_4 = """a=Số lượng dịch vụ công trực tuyến mức độ 4 hoặc toàn trình;
b= Số lượng dịch vụ công đủ điều kiện lên trực tuyến mức độ 4 hoặc toàn trình;
- Tỷ lệ=a/b
- Điểm=
+ Tỷ lệ=100%: Điểm tối đa; + Tỷ lệ<100%: 0 điểm"""
FILLED_IN = (
    "a= Tổng số DVCTT 3, 4 được điền sẵn thông tin và người dân, doanh nghiệp không cần khai báo lại; "
    "b= Tổng số DVCTT 3, 4; - Tỷ lệ = a/b; - Điểm=Tỷ lệ*Điểm tối đa. "
    "Giải thích: DVCTT được điền sẵn thông tin là những DVCTT được triển khai kết nối đến các CSDL và "
    "khai thác dữ liệu "
    "sẵn có để tự động điền thông tin vào biểu mẫu điện tử"
)
PERSONAL = (
    "a= Tổng số DVCTT 3, 4 được cá thể hóa; b= Tổng số DVCTT 3, 4; - Tỷ lệ = a/b; - Điểm=Tỷ lệ*Điểm tối đa. "
    "Giải thích: DVCTT được cá thể hóa là DVCTT có một trong những tính năng cá thể hóa sau: "
    "1) Cá thể hóa cách tiếp cận dịch vụ; 2) Cá thể hóa thực hiện dịch vụ; 3) Cá thể hóa về trả kết quả "
    "dịch vụ."
)
WITH_FILES = (
    "a= Tổng số DVCTT mức 3 có phát sinh hồ sơ (cả trực tuyến và không trực tuyến);\n"
    "b= Tổng số DVCTT mức 4 có phát sinh hồ sơ (cả trực tuyến và không trực tuyến); "
    "c= Tổng số DVCTT mức 3 có phát sinh hồ sơ trực tuyến; d= Tổng số DVCTT mức 4 có phát sinh hồ sơ "
    "trực tuyến; "
    "- Tỷ lệ=(c+d)/(a+b) - Điểm=Tỷ lệ*Điểm tối đa"
)
HANDLED = (
    "a= Tổng số hồ sơ giải quyết DVC (gồm cả 4 mức độ) trong năm của các cơ quan, đơn vị thuộc Tỉnh, "
    "thành phố; "
    "b= Tổng số hồ sơ giải quyết trực tuyến của DVCTT mức độ 3; c= Tổng số hồ sơ giải quyết trực tuyến "
    "của DVCTT mức độ 4; "
    "- Tỷ lệ=(b+c)/a - Điểm= + Tỷ lệ>=80%: Điểm tối đa; + Tỷ lệ<80%: Tỷ lệ/80%*Điểm tối đa"
)
SATISFIED = (
    "a= Tổng số người dân tham gia đánh giá mức độ hài lòng; b= Số lượng người dân đánh giá là hài lòng "
    "khi sử dụng DVCTT; "
    "c= Tổng số doanh nghiệp tham gia đánh giá mức độ hài lòng; d= Số lượng doanh nghiệp đánh giá là hài\n"
    "lòng khi sử dụng DVCTT. - Tỷ lệ $= (b+d)/(a+c)$ - Điểm = Tỷ lệ * Điểm tối đa"
)
ASSISTANT = (
    "- Đã triển khai và có thể cá thể hóa theo nhu cầu của cá nhân: Điểm tối đa; - Đã triển khai và chưa "
    "cá thể hóa theo "
    r"nhu cầu của cá nhân: $1/2 * \text{Điểm tối đa}$; - Chưa triển khai: 0 điểm"
)


def min_max(of: str) -> dict[str, object]:
    return {"form": "min_max", "of": of, "scale": "min_max"}


RULES = [
    (
        "I.1",
        10,
        "- Đã ban hành: Điểm tối đa - Chưa ban hành: 0 điểm",
        levels(("1", "Đã ban hành"), ("0", "Chưa ban hành")),
        "sure",
    ),
    ("II.1", 10, STAFF, min_max("(a + b + c + d) / (e + f)"), "likely"),
    ("II.2", 10, SECURITY_STAFF, min_max("a / b"), "likely"),
    ("III.1", 10, LEVEL_4, all_or_nothing("a / b"), "sure"),
    ("III.2", 10, FILLED_IN, ratio("a / b"), "sure"),
    ("III.3", 10, PERSONAL, ratio("a / b"), "sure"),
    ("III.4", 10, WITH_FILES, ratio("(c + d) / (a + b)"), "sure"),
    ("III.5", 20, HANDLED, ratio("(b + c) / a", full_at="80%"), "sure"),
    ("III.6", 5, SATISFIED, ratio("(b + d) / (a + c)"), "sure"),
    (
        "III.7",
        10,
        ASSISTANT,
        levels(
            ("1", "Đã triển khai và có thể cá thể hóa theo nhu cầu của cá nhân"),
            ("1/2", "Đã triển khai và chưa cá thể hóa theo nhu cầu của cá nhân"),
            ("0", "Chưa triển khai"),
        ),
        "sure",
    ),
]


@pytest.mark.parametrize(
    ("code", "points", "text", "rule", "certainty"), RULES, ids=[row[0] for row in RULES]
)
def test_rule(code, points, text, rule, certainty):
    reading = read_rule(text, max_points=Fraction(points))

    assert meaning.same(reading.rule, rule), reading.rule
    assert reading.certainty == certainty, reading.reasons


@pytest.mark.parametrize("text", [row[2] for row in RULES], ids=[row[0] for row in RULES])
def test_the_cells_stand_in_the_seed(text):
    seed = " ".join(SEED.read_text(encoding="utf-8").split())
    for line in text.split("\n"):
        for part in line.split("; "):
            assert part.strip(" -+").removesuffix(";") in seed


def test_a_definition_over_several_lines_is_one_label():
    figures = read_rule(SECURITY_STAFF).figures

    assert [each["id"] for each in figures] == ["a", "b"]
    assert str(figures[0]["label"]).endswith(
        "+ Số lượng viên chức, hợp đồng bán chuyên trách về ATTT (kiêm nhiệm)"
    )
    assert figures[1]["label"] == "Tổng số công chức, viên chức"


def test_a_label_broken_by_the_page_is_joined():
    figures = {each["id"]: each for each in read_rule(SATISFIED).figures}

    assert figures["d"]["label"] == "Số lượng doanh nghiệp đánh giá là hài lòng khi sử dụng DVCTT."


def test_an_explanation_is_neither_rule_nor_figure():
    reading = read_rule(PERSONAL, max_points=Fraction(10))

    assert reading.said == "Tỷ lệ = a/b; - Điểm=Tỷ lệ*Điểm tối đa."
    assert [each["label"] for each in reading.figures] == [
        "Tổng số DVCTT 3, 4 được cá thể hóa",
        "Tổng số DVCTT 3, 4",
    ]
