"""A sheet as an Excel workbook: what was given, what it brings, the general information, the sums.

The exact points stand beside the rounded ones as a fraction.
"""

from __future__ import annotations

from fractions import Fraction

from opendti.common import workbooks
from opendti.common.workbooks import Cell, Column, Worksheet
from opendti.scoring import engine
from opendti.scoring.definition import Component
from opendti.scoring.forms import Checklist, Levels

from .presenting.trees import Tree
from .queries.pages import Contents
from .queries.personal import is_personal

GENERAL = (
    Column("Mục", 8),
    Column("Nội dung", 60),
    Column("Giá trị", 24),
    Column("Đơn vị tính", 16),
    Column("Người nhập", 24),
)
ITEMS = (
    Column("Mã", 8),
    Column("Chỉ số thành phần", 60),
    Column("Ô", 6),
    Column("Số liệu, mức, điều kiện", 50),
    Column("Giá trị", 18),
    Column("Đơn vị tính", 14),
    Column("Điểm tối đa", 11),
    Column("Điểm tự đánh giá", 15, 2),
    Column("Giá trị đúng", 14),
    Column("Tình trạng", 18),
    Column("Giải trình", 50),
    Column("Tài liệu kiểm chứng", 50),
)
SUMS = (
    Column("Mã", 8),
    Column("Chỉ số chính", 44),
    Column("Điểm tối đa", 12),
    Column("Điểm tự đánh giá", 16, 2),
    Column("Đạt, %", 10, 2),
    Column("Chưa nhập", 11, 0),
)


def workbook_of(contents: Contents, tree: Tree, *, sees_personal: bool) -> bytes:
    """The workbook; personal data only for those who may see it."""
    general = _general_rows(contents, sees_personal=sees_personal)
    return workbooks.workbook(
        [
            Worksheet("Chỉ số", ITEMS, _item_rows(contents, tree), frozen=2),
            Worksheet("Thông tin chung", GENERAL, general, frozen=2),
            Worksheet("Tổng hợp", SUMS, _sum_rows(contents, tree), frozen=2),
        ]
    )


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
        rows += [[row.code, "", *line, *[None] * len(result)] for line in lines[1:]]
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
