"""Rows as they should not be: nothing is lost, nothing doubtful passes without a mark."""

import pytest

from opendti.decision_files import reading
from opendti.decision_files.document import DecisionFileError, Document, Paragraph, Table
from opendti.scoring import frames, loading, trees
from tests.plain import plain

HEADINGS = ("STT", "Chỉ số", "Điểm tối đa", "Đơn vị thẩm định", "Cách tính điểm", "Tài liệu kiểm chứng")
BODY = (
    "Số: 12/QĐ-UBND",
    "Tỉnh Thử, ngày 02 tháng 01 năm 2025",
    "QUYẾT ĐỊNH",
    "Ban hành Bộ chỉ số",
    "PHỤ LỤC",
    "BỘ CHỈ SỐ CẤP SỞ",
)
MAIN = ("1", "Nhận thức số", "20", "", "", "")
GOOD = ("1.1", "Có kế hoạch", "10", "Sở Nội vụ", "- Có: Điểm tối đa\n- Không: 0 điểm", "Kế hoạch")


def document(*rows, headings=HEADINGS, body=BODY):
    table = Table(rows=(headings, *rows))
    return Document(name="thu.docx", kind="docx", blocks=(*(Paragraph(text=text) for text in body), table))


def read(*rows, **more):
    return reading.read_document(document(*rows, **more)).sets[0]


def reasons(found, code):
    return " ".join(next(each for each in found.components if each.code == code).reasons)


def test_a_good_row_has_no_mark():
    found = read(MAIN, GOOD)

    assert found.tree["code"] == "tinh-thu-12-2025/so"
    assert reasons(found, "1.1") == ""


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (2, "mười", "Ô điểm tối đa ghi “mười”, không phải số"),
        (2, "", "Ô điểm tối đa trống"),
        (1, "", "Ô tên chỉ số trống"),
        (3, "", "Ô đơn vị thẩm định trống"),
        (3, "theo phân công", "không giống tên cơ quan"),
        (3, "Sở Nội vụ (xem công văn 12)", "Không hiểu lời trong ngoặc"),
    ],
)
def test_a_wrong_cell_is_marked(column, cell, reason):
    wrong = (*GOOD[:column], cell, *GOOD[column + 1 :])
    found = read(MAIN, wrong)

    assert reason in reasons(found, "1.1")
    item = plain(next(trees.components(found.tree)))
    assert reason in " ".join(item["review"])
    loading.build(found.tree, name="thu")


def test_a_cell_beyond_the_headings_is_marked():
    found = read((*MAIN, ""), (*GOOD, "thêm"), headings=(*HEADINGS, ""))

    assert "ô thừa ngoài các cột của bảng: “thêm”" in reasons(found, "1.1")


def test_an_empty_scoring_cell_is_left_to_a_person():
    found = read(MAIN, (*GOOD[:4], "", "Kế hoạch"))

    assert next(trees.components(found.tree))["rule"] == {"form": "expert"}
    assert reasons(found, "1.1")


def test_a_row_stuck_to_the_one_before_is_marked():
    found = read(MAIN, (*GOOD[:5], "Kế hoạch\n1.2\nCó quy chế\n10"))

    assert "dòng chỉ ghi mã “1.2”" in reasons(found, "1.1")


def test_a_row_without_a_code_is_kept_in_sight():
    found = read(MAIN, GOOD, ("", "Chỉ số quên mã", "5", "Sở Y tế", "", ""))

    assert "Chỉ số quên mã" in " ".join(found.tree["review"])


def test_the_second_of_two_equal_codes_gets_one_of_its_own():
    other = ("1.1", "Có quy chế", *GOOD[2:])
    third = ("1.2", "Có chương trình", *GOOD[2:])
    found = read(MAIN, GOOD, other, third)

    titles = {each["code"]: each["title"] for each in trees.components(found.tree)}
    assert titles == {"1.1": "Có kế hoạch", "1.1B": "Có quy chế", "1.2": "Có chương trình"}
    assert "trùng với hàng trước" in reasons(found, "1.1B")
    assert [(each.code, each.at) for each in found.doubts] == [("duplicate-code", "1.1B")]


def test_a_jump_in_the_codes_is_told():
    found = read(MAIN, GOOD, ("1.4", *GOOD[1:]))

    assert [(each.code, each.at) for each in found.doubts] == [("code-gap", "1.4")]


def test_a_part_without_its_parent_is_told():
    found = read(MAIN, GOOD, ("1.2.1", *GOOD[1:]))

    assert ("parent-missing", "1.2.1") in {(each.code, each.at) for each in found.doubts}


def test_a_component_whose_main_index_has_no_row_is_kept():
    found = read(MAIN, GOOD, ("2.1", *GOOD[1:]))

    assert [main["code"] for main in plain(found.tree["groups"])[0]["main_indexes"]] == ["1", "2"]
    assert "không có hàng của chỉ số chính" in plain(found.tree["groups"])[0]["main_indexes"][1]["note"]


def test_groups_may_stand_as_rows_of_the_table():
    found = read(
        ("I", "Nhóm chỉ số nền tảng chung", "20", "", "", ""),
        MAIN,
        GOOD,
        ("II", "Nhóm chỉ số hoạt động", "10", "", "", ""),
        ("2", "Hoạt động", "10", "", "", ""),
        ("2.1", *GOOD[1:]),
    )

    groups = [(each["code"], each["title"], each["max"]) for each in trees.items(found.tree, "groups")]
    assert groups == [("I", "Nhóm chỉ số nền tảng chung", "20"), ("II", "Nhóm chỉ số hoạt động", "10")]


def test_each_main_index_may_have_a_table_of_its_own():
    tables = [
        Paragraph(text="1. Nhận thức số (10 điểm)"), Table(rows=(HEADINGS, GOOD)),
        Paragraph(text="2. Thể chế số: 10 điểm"), Table(rows=(HEADINGS, ("2.1", *GOOD[1:]))),
    ]  # fmt: skip
    blocks = plain((*(Paragraph(text=text) for text in BODY), *tables))
    found = reading.read_document(Document(name="thu.docx", kind="docx", blocks=blocks)).sets[0]

    mains = plain(found.tree["groups"])[0]["main_indexes"]
    assert [(main["code"], main["title"], main["max"]) for main in mains] == [
        ("1", "Nhận thức số", "10"), ("2", "Thể chế số", "10"),
    ]  # fmt: skip


def test_two_agencies_in_one_cell_are_two():
    found = read(MAIN, (*GOOD[:3], "Sở Nội vụ\nSở Tài chính", *GOOD[4:]))

    assert next(trees.components(found.tree))["appraisers"] == ["Sở Nội vụ", "Sở Tài chính"]


def test_columns_are_known_by_their_headings_in_any_order():
    headings = (
        "TT",
        "Minh chứng",
        "Phương pháp tính",
        "Đơn vị phụ trách",
        "Thang điểm",
        "Tiêu chí",
        "Điểm tự đánh giá",
    )
    code, title, points, agency, rule, evidence = GOOD
    found = read(
        ("1", "", "", "", "20", "Nhận thức số", ""),
        (code, evidence, rule, agency, points, title, "8"),
        headings=headings,
    )

    item = plain(next(trees.components(found.tree)))
    wanted = next(trees.components(read(MAIN, GOOD).tree))
    assert item == wanted


def test_a_set_that_names_no_level_and_no_decision_says_so():
    found = read(MAIN, GOOD, body=("Tài liệu năm 2025", "PHỤ LỤC"))

    said = " ".join(found.tree["review"])
    assert "cấp nào" in said
    assert "số, ngày ký" in said
    if frames.is_frame(found.tree):
        frames.build(found.tree, name="thu")
    else:
        loading.build(found.tree, name="thu")


def test_a_document_without_such_a_table_is_refused_with_what_was_found():
    table = Table(rows=(("Ngày", "Việc"), ("1", "Họp")))
    other = Document(name="lich.docx", kind="docx", blocks=(Paragraph(text="Lịch họp"), table))

    with pytest.raises(DecisionFileError) as refused:
        reading.read_document(other)

    said = str(refused.value)
    assert said.startswith("lich.docx: không thấy bảng chỉ số nào. Đã đọc 1 đoạn và 1 bảng")
    assert "“Ngày | Việc”" in said
    assert "phụ lục" in said
