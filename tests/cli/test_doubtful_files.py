"""Cells that can be read in two ways, and files that are not what their names say."""

import pytest
import xlsxwriter

HEADER = "unit,item,field,value\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def workbook(tmp_path):
    def write(*rows):
        path = tmp_path / "so-lieu.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([("unit", "item", "field", "value"), *rows]):
                sheet.write_row(number, 0, row)
        return path

    return write


@pytest.mark.parametrize("value", [0.85, 1, 0.004])
def test_a_small_number_for_a_percentage_is_refused(refused, workbook, value):
    message = refused(workbook(("A", "6.1", "n", value)))

    assert "dòng 2, cột value (D): 6.1 n: ô Excel này giữ số" in message
    assert "ô định dạng phần trăm" in message


def test_it_says_how_to_write_either(refused, workbook):
    message = refused(workbook(("A", "6.1", "n", 0.85)))

    assert "Ghi số 85 nếu là 85 %, định dạng ô là Text rồi ghi 0,85 nếu là 0,85 %" in message


@pytest.mark.parametrize("value", ["0,85", 0, 85, 1.5])
def test_what_is_clear_is_taken(run, workbook, value):
    assert run("score", "tinh-thu/so", workbook(("A", "6.1", "n", value))).status == 0


def test_a_count_of_one_is_a_count(run, workbook):
    assert run("score", "tinh-thu/so", workbook(("A", "6.10", "n", 1))).status == 0


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7", "là tệp PDF"),
        ("a.xlsx", b"%PDF-1.7", "là tệp PDF"),
        ("a.xls", OLE + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        ("a.xls", OLE + b"Workbook", "kiểu cũ (.xls)"),
    ],
)
def test_a_file_is_told_by_what_is_in_it(refused, name, content, says):
    assert says in refused(content, name=name)


def test_a_hidden_sign_is_named(refused):
    message = refused(f"{HEADER}Sở\u200bA,5.1,a,1\n")

    assert "dấu cách rộng bằng không (U+200B). Gõ lại ô này" in message


def test_an_ambiguous_number_tells_both_ways_out(refused, run, file):
    content = f'{HEADER}A,5.2,n,"850,000"\n'

    assert "Viết 850000 nếu là số nghìn, 850 nếu là số lẻ. Hoặc thêm --decimal comma" in refused(content)
    assert run("score", "tinh-thu/so", file(content), "--decimal", "comma").status == 0


def test_a_main_index_names_what_was_excluded(run, file):
    content = file(f"{HEADER}A,5.1,excluded,yes\nA,5.2,n,1\n")

    for item in ("5", "tổng"):
        out = run("explain", "tinh-thu/so", content, "--unit", "A", "--item", item).out
        assert "Không đánh giá, đã ra khỏi tổng:\n  5.1 Hệ thống được duyệt: 10 điểm tối đa" in out


def test_a_part_that_was_excluded_is_named_too(run, file):
    content = file(f"{HEADER}A,4.1.2,excluded,yes\nA,4.1.1,level,head\n")

    out = run("explain", "tinh-thu/so", content, "--unit", "A", "--item", "4").out

    assert "  4.1.2 Phần hai: 10 điểm tối đa\n" in out
