import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook

from opendti.common.workbooks import Column, Worksheet, workbook


@dataclass(frozen=True)
class Shown:
    value: Fraction
    places: int


def written(*cells, places=None, width=None):
    """A book with one row, each cell under a head of its own."""
    columns = [Column(f"Cột {number}", width, places) for number, _ in enumerate(cells)]
    return workbook([Worksheet("Bảng", columns, [cells], frozen=2)])


def read(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(f"xl/{name}.xml").decode()


def cell(value, places=None):
    """A number as the file holds it, with the format it is shown in."""
    content = written(value, places=places)
    style, number = re.findall(r'<c r="A2" s="(\d+)"><v>(.+?)</v>', part(content, "worksheets/sheet1"))[0]
    styles = part(content, "styles")
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    codes = {"1": "0", "3": "#,##0", "4": "#,##0.00"}
    codes |= dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="(.+?)"', styles))
    return number, codes[formats[int(style)]]


@pytest.mark.parametrize(
    ("value", "places", "number", "shape"),
    [
        (2024, None, "2024", "0"),
        (1647, 0, "1647", "#,##0"),
        (Fraction(1647), None, "1647", "#,##0"),
        (Fraction("1234.5"), None, "1234.5", "#,##0.0"),
        (Fraction("-0.1"), None, "-0.1", "#,##0.0"),
        (Fraction("123456789012.345"), None, "123456789012.345", "#,##0.000"),
        (Fraction(500, 53), 2, "9.43", "#,##0.00"),
        (Fraction("2.345"), 2, "2.35", "#,##0.00"),
        (Fraction(10), 2, "10", "#,##0.00"),
        (Shown(Fraction("47.5"), 2), None, "47.5", "#,##0.00"),
        (Shown(Fraction("8469/100"), 1), 4, "84.7", "#,##0.0"),
    ],
)
def test_numbers(value, places, number, shape):
    assert cell(value, places) == (number, shape)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(2, 3), None, "2/3"),
        (Fraction("1234567890123456"), None, "1.234.567.890.123.456"),
        (1234567890123456, None, "1.234.567.890.123.456"),
        (Fraction("0.1234567890123456"), None, "19290123283179/156250000000000"),
        (Fraction("12345678901234.567"), 2, "12.345.678.901.234,57"),
    ],
)
def test_a_number_of_which_excel_would_lose_something_is_text(value, places, text):
    assert read(written(value, places=places))["Bảng"][1] == [text]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_is_quoted_text(text):
    content = written(text)

    assert read(content)["Bảng"][1] == [text]
    assert "<f>" not in part(content, "worksheets/sheet1")
    assert 'quotePrefix="1"' in part(content, "styles")


@pytest.mark.parametrize("text", ["Sở Y tế", "0012", "http://x.vn", "{=1}", "3/4"])
def test_other_text_is_text(text):
    content = written(text)

    assert read(content)["Bảng"][1] == [text]
    assert "hyperlink" not in part(content, "worksheets/sheet1")


def test_nothing_is_an_empty_cell_and_zero_is_not():
    assert read(written("x", None, "", 0, Fraction(0)))["Bảng"][1] == ["x", "", "", 0, 0]


def test_a_moment_is_one_of_ours():
    assert read(written(datetime(2026, 12, 5, 20, 5, tzinfo=UTC)))["Bảng"][1] == [datetime(2026, 12, 6, 3, 5)]  # noqa: DTZ001 - Excel knows no zones


def test_a_text_longer_than_a_cell_is_cut_where_one_can_see_it():
    (text,) = read(written("a" * 40_000))["Bảng"][1]

    assert (len(text), text[-2:]) == (32_767, "a…")


def test_the_page_is_ready_to_read_and_print():
    page = part(written("x", "y", "z", width=30), "worksheets/sheet1")

    assert '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>' in page
    assert '<autoFilter ref="A1:C2"/>' in page
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in page
    assert re.search(r'<col min="1" max="3" width="30\.', page)


def test_the_head_is_repeated_on_paper():
    assert "_xlnm.Print_Titles" in part(written("x"), "workbook")


def test_a_column_without_a_width_fits_what_stands_in_it():
    page = part(written("x", "a" * 20, "a" * 200), "worksheets/sheet1")

    assert re.findall(r'<col [^>]*width="(\d+)', page) == ["8", "22", "60"]


def test_worksheets_may_be_empty_and_have_any_name():
    names = ["ot:người/máy", "Một tên dài hơn ba mươi mốt chữ cái"]

    found = read(workbook([Worksheet(name, [Column("Cột")], []) for name in names]))

    assert list(found) == ["ot-người-máy", "Một tên dài hơn ba mươi mốt chữ"]
    assert list(found.values()) == [[["Cột"]], [["Cột"]]]


def test_the_same_moment_gives_the_same_bytes():
    made_at = datetime(2026, 12, 5, 7, 5, tzinfo=UTC)
    sheets = [Worksheet("Bảng", [Column("Cột")], [["x"]])]

    content = workbook(sheets, made_at)

    assert content == workbook(sheets, made_at)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"2026-12-05T07:05:00Z" in parts.read("docProps/core.xml")
