"""A workbook made to hurt is refused in a moment and in words, or read for no more than it holds."""

import struct
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as hour

import pytest

from opendti.answer_files import lists, office_sheets, office_values, workbooks
from opendti.answer_files.office_parts import LIST
from opendti.answer_files.tables import AnswerFileError
from tests.cli.workbooks_made_badly import HIDDEN, book, row, text

SOON = 6
"""Seconds of the processor."""

FAR = row('<c r="XFD1048576"><v>1</v></c>', given='r="1048576"')
LAUGHS = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "/etc/hostname">]>'
MERGES = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'

REFUSED = {
    "far apart": (lambda: book(row(text("x")) * 99 + FAR), "quá rộng"),
    "a million empty cells": (lambda: book(row("<c/>" * 1_600_000)), "quá lớn"),
    "a quarter of a million rows": (lambda: book("<row><c><v>1</v></c></row>" * 250_001 + FAR), "quá rộng"),
    "blanks": (lambda: book(" " * LIST.unpacked), "quá lớn"),
    "one long text a thousand times": (
        lambda: book(row('<c t="s"><v>0</v></c>') * 1000, texts=["A" * 32_000]),
        "quá nhiều chữ",
    ),
    "a text no cell holds": (
        lambda: book(row('<c t="s"><v>0</v></c>'), texts=["A" * 32_768]),
        "dòng 1, cột A: ô dài",
    ),
    "entities": (lambda: book(row(text("&b;")), start=LAUGHS), "bị hỏng"),
    "a file from outside": (lambda: book(row(text("&a;")), start=OUTSIDE), "bị hỏng"),
    "rows that go back": (lambda: book(row(given='r="5"') + row(given='r="4"')), "bị hỏng"),
    "a text that is not there": (lambda: book(row('<c t="s"><v>7</v></c>')), "bị hỏng"),
    "a number beyond all": (lambda: book(row("<c><v>1e999</v></c>")), "bị hỏng"),
    "a number that is none": (lambda: book(row("<c><v>nan</v></c>")), "bị hỏng"),
    "a tag never closed": (lambda: book('<c r="A1" ' * 100_000), "bị hỏng"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_a_moment(name):
    make, says = REFUSED[name]
    content = make()
    assert len(content) < 5 * 1024**2
    begun = time.process_time()

    with pytest.raises(AnswerFileError, match=says):
        workbooks.worksheets(content, "x.xlsx")
    assert time.process_time() - begun < SOON


def test_a_size_that_is_a_lie_is_found_out(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(book(row(text("x")), texts=["A" * 30_000_000] * 2))
    with zipfile.ZipFile(path) as parts:
        place = parts.getinfo("xl/sharedStrings.xml").header_offset
    content = bytearray(path.read_bytes())
    size = struct.pack("<I", 60_000_000 + 200)
    content[place + 22 : place + 26] = struct.pack("<I", 100)
    central = content.rindex(b"xl/sharedStrings.xml") - 46
    content[central + 24 : central + 28] = struct.pack("<I", 100)

    assert size not in content
    with pytest.raises(AnswerFileError, match="bị hỏng"):
        workbooks.worksheets(bytes(content), "x.xlsx")


def test_cells_far_apart_cost_only_what_they_hold():
    (sheet,) = office_sheets.read(book(row(text("x")) + FAR), "x.xlsx", LIST)

    assert [(each.number, each.cells[0], each.cells[-1]) for each in sheet.rows] == [
        (1, "x", ""),
        (1_048_576, "", 1.0),
    ]


def test_a_hidden_worksheet_is_not_read_and_two_lists_are_not_guessed_between():
    def is_head(cells):
        return cells[0] == "Mã"

    found = lists.find(book(HIDDEN + row(text("a")), row(text("b")), heads=["Mã"]), "x.xlsx", is_head)
    assert found
    assert [each.cells for each in found.rows] == [["b"]]

    with pytest.raises(AnswerFileError, match="2 trang tính cùng là danh sách"):
        lists.find(book(row(text("a")), row(text("b")), heads=["Mã"]), "x.xlsx", is_head)
    with pytest.raises(AnswerFileError, match="chồng nhau"):
        lists.find(book(row(text("a")), heads=["Mã"], more=MERGES), "x.xlsx", is_head)


def test_signs_no_database_keeps_do_not_come_through():
    (sheet,) = office_sheets.read(book(row(text("a_x0000_b_xD800_c_x000A_d"))), "x.xlsx", LIST)

    assert sheet.rows[0].cells == ["a\ufffdb\ufffdc\nd"]


@pytest.mark.parametrize(
    ("shape", "value", "shown"),
    [
        ("dd/mm/yyyy", "45292", date(2024, 1, 1)),
        ("[$-42A]dd\\ mmmm", "45292.5", datetime(2024, 1, 1, 12)),  # noqa: DTZ001 - Excel knows no zones
        ("hh:mm", "0.75", hour(18)),
        ("[h]:mm", "1.5", timedelta(hours=36)),
        ('0.0 "days"', "2.5", 2.5),
        ("[Red]#,##0", "2.5", 2.5),
        ("General", "2.5", 2.5),
        ("dd/mm/yyyy", "1", date(1900, 1, 1)),
        ("dd/mm/yyyy", "99999999", 99999999.0),
        ("dd/mm/yyyy", "-1", -1.0),
    ],
)
def test_a_number_is_what_its_format_makes_of_it(shape, value, shown):
    kind = office_values.kind_of_format(164, {164: shape})

    assert office_values.number(value, kind, is_from_1904=False) == shown
