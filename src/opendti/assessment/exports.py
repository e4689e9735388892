"""A sheet as an Excel workbook: what was given, what it brings, the general information, the sums.

What a person typed is always written as text: a cell that begins with = + - @ would otherwise be
taken for a formula when someone types into it again. Excel keeps 15 figures, so longer numbers are
text too, and the exact points stand beside the rounded ones as a fraction.
"""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from opendti.scoring import engine, rounding
from opendti.scoring.definition import Component
from opendti.scoring.forms import Checklist, Levels

from .presenting.general import is_personal
from .presenting.trees import Tree
from .queries.pages import Contents

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NUMBER = 15
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | Fraction | int | None


class Column(NamedTuple):
    """A column's head, width in characters and kind: text, number (as given) or points (2 decimals)."""

    head: str
    width: int
    kind: str = "text"


GENERAL = (
    Column("Mục", 8),
    Column("Nội dung", 60),
    Column("Giá trị", 24, "number"),
    Column("Đơn vị tính", 16),
    Column("Người nhập", 24),
)
ITEMS = (
    Column("Mã", 8),
    Column("Chỉ số thành phần", 60),
    Column("Ô", 6),
    Column("Số liệu, mức, điều kiện", 50),
    Column("Giá trị", 18, "number"),
    Column("Đơn vị tính", 14),
    Column("Điểm tối đa", 11, "number"),
    Column("Điểm tự đánh giá", 15, "points"),
    Column("Giá trị đúng", 14),
    Column("Tình trạng", 18),
    Column("Giải trình", 50),
    Column("Tài liệu kiểm chứng", 50),
)
SUMS = (
    Column("Mã", 8),
    Column("Chỉ số chính", 44),
    Column("Điểm tối đa", 12, "number"),
    Column("Điểm tự đánh giá", 16, "points"),
    Column("Đạt, %", 10, "points"),
    Column("Chưa nhập", 11, "number"),
)


def workbook_of(contents: Contents, tree: Tree, *, sees_personal: bool) -> bytes:
    """The workbook; personal data only for those who may see it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        writer = _Writer(workbook)
        writer.worksheet("Chỉ số", ITEMS, _item_rows(contents, tree))
        writer.worksheet("Thông tin chung", GENERAL, _general_rows(contents, sees_personal=sees_personal))
        writer.worksheet("Tổng hợp", SUMS, _sum_rows(contents, tree))
    return target.getvalue()


class _Writer:
    """Writes tables with a frozen head, widths and number formats."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        common = {"valign": "top", "font_name": "Times New Roman", "font_size": 11}
        self.head = workbook.add_format({**common, "bold": True, "text_wrap": True, "bottom": 1})
        self.text = workbook.add_format({**common, "text_wrap": True, "num_format": "@"})
        self.quoted = workbook.add_format({**common, "text_wrap": True, "quote_prefix": True})
        self.points = workbook.add_format({**common, "num_format": "#,##0.00"})
        self.number = workbook.add_format({**common, "num_format": "#,##0.##########"})
        self.whole = workbook.add_format({**common, "num_format": "#,##0"})

    def worksheet(self, name: str, columns: tuple[Column, ...], rows: list[list[Cell]]) -> None:
        worksheet = self.workbook.add_worksheet(name)
        worksheet.freeze_panes(1, 2)
        worksheet.repeat_rows(0)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        for number, column in enumerate(columns):
            worksheet.set_column(number, number, column.width)
            worksheet.write_string(0, number, column.head, self.head)
        for line, row in enumerate(rows, start=1):
            for number, cell in enumerate(row):
                self._write(worksheet, line, number, cell, columns[number].kind)
        worksheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)

    def _write(self, worksheet: Worksheet, line: int, number: int, cell: Cell, kind: str) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            style = self.quoted if cell.startswith(_DANGEROUS) else self.text
            worksheet.write_string(line, number, cell, style)
            return
        value = Fraction(cell)
        decimal = _decimal(value, places=2 if kind == "points" else None)
        if decimal is None:
            worksheet.write_string(line, number, rounding.figure(value), self.text)
            return
        plain = self.whole if value.denominator == 1 else self.number
        worksheet.write_number(line, number, decimal, self.points if kind == "points" else plain)


def _decimal(value: Fraction, places: int | None) -> Decimal | None:
    """The number as Excel can keep it without loss, rounded to `places` if given; None if it cannot."""
    text = rounding.shown(value, places, grouped=False) if places is not None else rounding.figure(value)
    plain = text.replace(".", "").replace(",", ".").replace(rounding.MINUS, "-")
    digits = sum(character.isdigit() for character in plain)
    return None if "/" in plain or digits > _LONGEST_NUMBER else Decimal(plain)


def _general_rows(contents: Contents, *, sees_personal: bool) -> list[list[Cell]]:
    rows = []
    for item in contents.index_set.general_items:
        answer = contents.rows.get((item.code, "value"))
        value: Cell = None
        if answer and is_personal(item) and not sees_personal:
            value = "Dữ liệu cá nhân, không hiện"
        elif answer:
            value = Fraction(answer.value) if item.is_number else answer.value
        by = str(answer.updated_by) if answer else ""
        rows.append([item.code, item.title, value, item.unit, by])
    return rows


def _item_rows(contents: Contents, tree: Tree) -> list[list[Cell]]:
    rows = []
    for row in tree.rows:
        lines = _given(contents, row.place.leaf) or [["", "", None, ""]]
        counts = row.mark.state not in ("none", "waiting", "excluded")
        remark = contents.remarks.get(row.code)
        links = "\n".join(f"{link.title}: {link.url}" for link in contents.links.get(row.code, []))
        result: list[Cell] = [
            row.node.max,
            row.node.points if counts else None,
            str(row.node.points) if counts else "",
            row.mark.word,
            remark.text if remark else "",
            links,
        ]
        rows.append([row.code, row.place.leaf.title, *lines[0], *result])
        rows += [[row.code, "", *line] for line in lines[1:]]
    return rows


def _given(contents: Contents, leaf: Component) -> list[list[Cell]]:
    """A line per figure, level, condition or day: letter, words, value, unit."""
    figures = engine.resolved_figures(leaf, contents.answers)
    lines: list[list[Cell]] = [
        [figure.id, figure.label, figures.get(figure.id), figure.unit] for figure in leaf.figures
    ]
    rule = leaf.rule
    level = contents.rows.get((leaf.code, "level"))
    if isinstance(rule, Levels) and level:
        labels = {each.id: each.label for each in rule.levels}
        lines.append(["mức", labels.get(level.value, ""), None, ""])
    elif level:
        lines.append(["mức", "Chưa đáp ứng, chưa ban hành", None, ""])
    if isinstance(rule, Checklist):
        met = [each for each in rule.conditions if (leaf.code, f"check:{each.id}") in contents.rows]
        lines += [["có", each.label, None, ""] for each in met]
    day = contents.rows.get((leaf.code, "date"))
    if day:
        year, month, number = day.value.split("-")
        lines.append(["ngày", "Ngày ban hành", f"{number}/{month}/{year}", ""])
    return lines


def _sum_rows(contents: Contents, tree: Tree) -> list[list[Cell]]:
    scores = {node.code: node for node in contents.score.walk() if node.kind == "main_index"}
    rows: list[list[Cell]] = []
    for index in tree.indexes:
        node = scores[index.code]
        rows.append([index.code, index.name, node.max, node.points, node.percent, index.left])
    whole = contents.score
    return [*rows, ["", "Tổng", whole.max, whole.points, whole.percent, tree.totals.missing]]
