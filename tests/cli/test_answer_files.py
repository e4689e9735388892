"""Every bad answer file gets one message with file, row and column."""

import datetime as dt
import zipfile

import pytest
import xlsxwriter

from tests.cli.small import ANSWERS

HEADER = "unit,item,field,value\n"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("A,9.9,a,1", "item", "Không có mục “9.9”"),
        ("A,5.1,z,1", "field", "không có trường “z”"),
        ("A,5.1,a,nhiều", "value", "“nhiều” không phải số"),
        ("A,5.1,a,-1", "value", "số âm"),
        ("A,5.1,a,1.5", "value", "số thập phân"),
        ("A,5.1,a,", "value", "ô trống"),
        ("A,I.8,n,1", "field", "chỉ có trường value"),
        ("A,4.1.1,level,boss", "value", "head, deputy, none"),
        ("A,5.3,check,three", "value", "one, two"),
        ("A,5.4,date,31/02/2024", "value", "không có trong lịch"),
        ("A,5.1,excluded,maybe", "value", "yes hoặc no"),
        ("A,4.1,level,head", "item", "mục con"),
        (",5.1,a,1", "unit", "thiếu tên đơn vị"),
        ("A,,a,1", "item", "ô trống"),
        ("A,5.1,,1", "field", "ô trống"),
        ("A\u200b,5.1,a,1", "unit", "không nhìn thấy"),
    ],
)
def test_a_wrong_cell_is_told_with_file_row_and_column(refused, row, column, says):
    message = refused(f"{HEADER}A,5.2,n,5\n\n{row}\n")

    assert message.startswith(f"so-lieu.csv, dòng 4, cột {column}: ")
    assert says in message
    assert message.count("\n") == 1


def test_an_ambiguous_number_suggests_how_to_say_it(refused):
    message = refused(f"{HEADER}A,5.2,n,1.234\n")

    assert "dòng 2, cột value" in message
    assert "1234 hoặc 1,234" in message
    assert "--decimal comma" in message


def test_a_duplicate_names_both_rows(refused):
    message = refused(f"{HEADER}A,5.2,n,1\nA,5.1,a,1\nA,5.2,n,1\n")

    assert message.startswith("so-lieu.csv, dòng 4, cột field: trùng với dòng 2: A, số n của 5.2.")


def test_two_conditions_are_no_duplicate_but_one_twice_is(run, file, refused):
    both = f"{HEADER}A,5.3,check,one\nA,5.3,check,two\n"

    assert run("score", "tinh-thu/so", file(both)).status == 0
    assert "dòng 4" in refused(f"{both}A,5.3,check,two\n")


def test_a_figure_against_the_general_information_names_its_row(refused):
    message = refused(f"{HEADER}A,5.1,b,8\nA,5.1,a,1\nA,I.8,value,7\n")

    assert message.startswith("so-lieu.csv, dòng 2, cột value: 5.1 b = 8 khác thông tin chung I.8 = 7")


def test_one_unit_in_two_spellings_is_refused(refused):
    message = refused(f"{HEADER}Sở Y tế,5.1,a,1\nSở Y Tế,5.2,n,1\n")

    assert "dòng 3, cột unit: “Sở Y Tế” khác “Sở Y tế” ở dòng 2" in message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tệp trống"),
        ("\ufeff", "tệp trống"),
        (b"\n\n  \n", "tệp trống"),
        (HEADER, "chưa có dòng số liệu"),
        ("đơn vị;mục\nA;5.1\n", "thiếu cột unit, item, field, value"),
        ("unit,item,value\nA,5.1,1\n", "thiếu cột field"),
        ("unit,item,field,value,ngày\nA,5.1,a,1,x\n", "cột lạ “ngày”"),
        ("unit,unit,item,field,value\nA,A,5.1,a,1\n", "cột unit có hai lần"),
        (f"{HEADER}A,5.2,n\n", "dòng 2: có 3 ô, mà tiêu đề có 4"),
        (f"{HEADER}A,6.1,n,12,5\n", 'ngoặc kép, ví dụ "12,5"'),
        (f'{HEADER}A,5.2,n,"1\n', "dòng 2: dấu ngoặc kép"),
        (f"{HEADER}A,5.2,n,1\x00\n", "dòng 2: có ký tự NUL"),
        (ANSWERS.encode("utf-16"), "UTF-16"),
        (ANSWERS.encode("utf-16-le"), "UTF-16"),
        (b"unit,item,field,value\nS\xeb Y t\xd5,5.1,a,1\n", "dòng 2: chữ không viết bằng mã UTF-8"),
        (b"PK\x03\x04 whatever", "bên trong là sổ Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "là sổ Excel kiểu cũ (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        (b"%PDF-1.7 ...", "là tệp PDF"),
    ],
)
def test_what_is_no_answer_file_is_refused(refused, content, says):
    message = refused(content)

    assert message.startswith("so-lieu.csv")
    assert says in message


def test_what_cannot_be_opened_is_told(refused, tmp_path, monkeypatch, file):
    assert "không có tệp này" in refused(tmp_path / "không.csv")
    assert "là thư mục" in refused(tmp_path)
    assert "đuôi “.pdf” không nhận" in refused(b"%PDF", name="a.pdf")
    monkeypatch.setattr("opendti.answer_files.reading.MAX_BYTES", 10)
    assert "tệp quá lớn" in refused(file(ANSWERS))


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + ANSWERS,
        ANSWERS.replace("\n", "\r\n"),
        ANSWERS.replace("\n", "\r"),
        ANSWERS.replace('"', "").replace("1.234,5", "1234.5").replace("2,5", "2.5").replace(",", ";"),
        ANSWERS.replace('"', "").replace("1.234,5", "1234.5").replace("2,5", "2.5").replace(",", "\t"),
        "\n".join(
            ",".join([*line.split(",", 3)[:3][::-1], line.split(",", 3)[3]])
            for line in ANSWERS.split("\n")
            if line
        ),
        ANSWERS.replace("unit", "Unit ").replace("\n", ",\n"),
        ANSWERS.replace("value\n", "value,note\n", 1).replace("7\n", "7,theo báo cáo\n"),
    ],
    ids=["bom", "crlf", "cr", "semicolon", "tab", "order", "trailing", "note"],
)
def test_other_ways_to_write_the_same_file(run, file, content):
    if ",note" in content:  # every row is as long as its header
        lines = content.splitlines()
        content = "\n".join(line if line.endswith(("note", "báo cáo")) else f"{line}," for line in lines)

    ran = run("score", "tinh-thu/so", file(content), "--format", "json")

    assert ran.json["units"][0]["points"]["exact"] == "1878/35"


def test_letters_typed_in_two_ways_are_one_unit(run, file):
    decomposed = "So\u031b\u0309 Y te\u0302\u0301"

    ran = run(
        "score", "tinh-thu/so", file(f"{HEADER}Sở Y tế,5.2,n,1\n{decomposed},5.1,a,1\n"), "--format", "json"
    )

    assert [unit["unit"] for unit in ran.json["units"]] == ["Sở Y tế"]


class TestWorkbook:
    @pytest.fixture
    def workbook(self, tmp_path):
        def workbook(*sheets, name="so-lieu.xlsx"):
            path = tmp_path / name
            with xlsxwriter.Workbook(path) as book:
                day = book.add_format({"num_format": "dd/mm/yyyy"})
                for rows in sheets:
                    sheet = book.add_worksheet()
                    for number, row in enumerate(rows):
                        for place, cell in enumerate(row):
                            dated = (day,) if isinstance(cell, dt.date) else ()
                            sheet.write(number, place, cell, *dated)
            return path

        return workbook

    HEADER = ["unit", "item", "field", "value"]

    def test_the_first_sheet_with_the_header_is_read_exactly(self, run, workbook):
        path = workbook(
            [["Hướng dẫn"]],
            [
                [],
                self.HEADER,
                ["A", "I.8", "value", 7],
                ["A", 5.1, "a", 2],
                ["A", "6.10", "n", 3],
                ["A", "6.1", "n", 86.5],
                ["A", "5.2", "n", 1.234],
                ["A", "5.4", "date", dt.date(2024, 1, 14)],
                ["A", "4.1", "excluded", True],
                [],
            ],
        )

        components = run("score", "tinh-thu/so", path, "--format", "json").json["units"][0]["components"]

        points = {code: node["points"]["exact"] for code, node in components.items()}
        assert points == {
            "5.1": "20/7", "5.2": "10", "5.3": "0", "5.4": "10", "4.1": "0", "4.1.1": "0", "4.1.2": "0",
            "6.1": "173/10", "6.10": "6",
        }  # fmt: skip
        assert components["4.1"]["state"] == "excluded"

    def test_a_wrong_cell_is_named_as_excel_names_it(self, refused, workbook):
        message = refused(workbook([self.HEADER, ["A", "5.1", "a", "x"]]))

        assert message.startswith("so-lieu.xlsx, dòng 2, cột value (D): ")

    def test_several_sheets_are_told_apart(self, refused, workbook):
        message = refused(workbook([["x"]], [self.HEADER, ["A", "5.1", "a", "x"]]))

        assert message.startswith("so-lieu.xlsx, trang tính “Sheet2”, dòng 2")

    def test_a_code_excel_may_have_shortened_is_refused(self, refused, workbook):
        message = refused(workbook([self.HEADER, ["A", 6.1, "n", 3]]))

        assert "dòng 2, cột item (B)" in message
        assert "6.1 hay 6.10" in message

    def test_a_code_excel_took_for_a_day_is_refused(self, refused, workbook):
        message = refused(workbook([self.HEADER, ["A", dt.date(2024, 1, 5), "a", 3]]))

        assert "Excel đã đổi mã thành ngày 05/01/2024" in message

    def test_an_error_of_excel_is_not_taken_for_silence(self, refused, tmp_path):
        path = tmp_path / "so-lieu.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, self.HEADER)
            sheet.write_row(1, 0, ["A", "5.1", "a"])
            sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")

        assert "#DIV/0!" in refused(path)

    @pytest.mark.parametrize(
        ("sheets", "says"),
        [
            ([[]], "sổ Excel trống"),
            ([[["x"]], [["y"]]], "không trang tính nào (Sheet1, Sheet2)"),
            ([[["unit", "item", "value"]]], "thiếu cột field"),
            ([[["unit", "item", "field", "value"], ["A", "5.1", "a", 1, 2]]], "dòng 2: có ô nằm ngoài"),
        ],
    )
    def test_what_is_no_table_is_refused(self, refused, workbook, sheets, says):
        assert says in refused(workbook(*sheets))

    def test_two_worksheets_of_answers_are_not_guessed_between(self, refused, workbook):
        sheet = [self.HEADER, ["A", "5.1", "a", 1]]

        assert "2 trang tính số liệu (“Sheet1”, “Sheet2”)" in refused(workbook(sheet, sheet))

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (ANSWERS, "bên trong không phải sổ Excel"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kiểu cũ (.xls)"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
            (b"PK\x03\x04 broken", "bị hỏng"),
            (b"", "tệp trống"),
        ],
    )
    def test_what_is_no_workbook_is_refused(self, refused, content, says):
        assert says in refused(content, name="so-lieu.xlsx")

    def test_a_damaged_worksheet_is_refused(self, refused, workbook):
        content = bytearray(workbook([self.HEADER, ["A", "5.1", "a", 1]]).read_bytes())
        start = content.index(b"xl/worksheets/sheet1.xml")
        content[start + 30 : start + 60] = bytes(range(30))

        assert "bị hỏng" in refused(bytes(content), name="so-lieu.xlsx")

    def test_another_zip_is_no_workbook(self, refused, tmp_path):
        path = tmp_path / "so-lieu.xlsx"
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("word/document.xml", "<w/>")

        assert "không phải sổ Excel .xlsx" in refused(path)

    def test_an_old_workbook_is_refused_by_its_name(self, refused):
        assert "kiểu cũ (.xls)" in refused(b"anything", name="so-lieu.xls")
