"""One row of the scoring table into a component, with everything a person must still look at."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from . import agency_names, grammar, printed_values
from .outline import Node

Tree = dict[str, object]
Certainty = Literal["sure", "likely", "unknown"]
NO_TITLE = "(chưa có tên)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentReading:
    """A component or part: the document's own cells, and what was understood of them.

    `item` is the component as in a file, its parts included. `reasons` say why a person must look;
    they stand in the item's `review` too.
    """

    code: str
    printed: tuple[tuple[str, str], ...]
    item: Tree
    certainty: Certainty
    said: str
    reasons: tuple[str, ...]


def read(
    node: Node, *, annex: str, numbers: Collection[str], is_frame: bool = False
) -> list[ComponentReading]:
    """The component in a row and then its parts. `numbers` are the general items that hold a number.

    In a frame, what the document does not give is left out instead of asked for.
    """
    reasons = [*node.reasons]
    item: Tree = {"code": node.code}
    _add_title(item, node, reasons, is_frame=is_frame)
    points = _add_max(item, node, reasons, is_frame=is_frame)
    _add_appraisers(item, node, reasons, is_frame=is_frame)
    parts = [
        each for part in node.parts for each in read(part, annex=annex, numbers=numbers, is_frame=is_frame)
    ]
    certainty, said = _add_rule(item, node, points, reasons, numbers=numbers, is_frame=is_frame)
    if node.clause:
        item["clause"] = f"{annex}, {node.clause}"
    reasons += _stuck_rows(node)
    if node.row.extra:
        reasons.append(f"Hàng có ô thừa ngoài các cột của bảng: “{'; '.join(node.row.extra)}”.")
    if node.parts:
        own = {each.code: each.item for each in parts}
        item["parts"] = [own[part.code] for part in node.parts]
    if reasons:
        item["review"] = list(dict.fromkeys(reasons))
        certainty = "likely" if certainty == "sure" else certainty
    reading = ComponentReading(
        code=node.code, printed=node.row.printed, item=item, certainty=certainty, said=said,
        reasons=tuple(dict.fromkeys(reasons)),
    )  # fmt: skip
    return [reading, *parts]


def _stuck_rows(node: Node) -> list[str]:
    """A reason for each code that stands alone on a line of a cell: a row that was not told from this one."""
    cells = (node.row.cell("rule"), node.row.cell("evidence"), node.row.cell("appraiser"))
    lines = (line.strip() for cell in cells for line in cell.split("\n"))
    return [
        f"Trong hàng này có dòng chỉ ghi mã “{line}”; có thể một hàng khác bị dính vào."
        for line in lines
        if re.fullmatch(r"\d{1,2}(\.\d{1,2})+\.?", line)
    ]


def _add_title(item: Tree, node: Node, reasons: list[str], *, is_frame: bool) -> None:
    title = node.row.cell("title")
    if title:
        item["title"] = title
    elif not is_frame:
        item["title"] = NO_TITLE
        reasons.append("Ô tên chỉ số trống.")


def _add_max(item: Tree, node: Node, reasons: list[str], *, is_frame: bool) -> Fraction | None:
    printed = node.row.cell("max")
    points = printed_values.points(printed)
    if points is None and re.search(r"không tính điểm", printed, re.IGNORECASE):
        points = "0"
    if points is not None:
        item["max"] = points
        return Fraction(points)
    if not is_frame:
        item["max"] = "0"
        was = f"ghi “{printed}”, không phải số" if printed else "trống"
        reasons.append(f"Ô điểm tối đa {was}; tạm để 0 điểm, phải sửa.")
    return None


def _add_appraisers(item: Tree, node: Node, reasons: list[str], *, is_frame: bool) -> None:
    printed = node.row.cell("appraiser")
    cell = agency_names.appraisers(printed)
    if cell.names:
        item["appraisers"] = list(cell.names)
        if cell.has_more and "(" in printed:
            item["appraisers_printed"] = " ".join(printed.split())
    elif not is_frame:
        reasons.append("Ô đơn vị thẩm định trống, nên không biết giao cho ai.")
    suppliers = [*cell.suppliers, *agency_names.data_suppliers(node.row.cell("evidence"))]
    if suppliers:
        item["suppliers"] = list(dict.fromkeys(suppliers))
    if cell.strange:
        reasons.append(f"Ô đơn vị thẩm định ghi “{cell.strange}”, không giống tên cơ quan.")
    if "(" in printed and not cell.suppliers:
        reasons.append(f"Không hiểu lời trong ngoặc ở ô đơn vị thẩm định: “{' '.join(printed.split())}”.")


def _add_rule(
    item: Tree,
    node: Node,
    points: Fraction | None,
    reasons: list[str],
    *,
    numbers: Collection[str],
    is_frame: bool,
) -> tuple[Certainty, str]:
    text, evidence = node.row.cell("rule"), node.row.cell("evidence")
    if text:
        item["text"] = text
    if evidence:
        item["evidence"] = evidence
    if node.parts:
        if not is_frame:
            item["rule"] = {"form": "sum"}
        if text:
            reasons.append("Chỉ số có mục con mà vẫn ghi cách tính riêng; chúng tôi lấy tổng các mục con.")
        return "sure", ""
    if is_frame and not text:
        return "sure", ""
    return _add_read(item, node, points, reasons, numbers)


def _add_read(
    item: Tree, node: Node, points: Fraction | None, reasons: list[str], numbers: Collection[str]
) -> tuple[Certainty, str]:
    """Adds what the grammar reads in the scoring cell."""
    text = node.row.cell("rule")
    reading = grammar.read_rule(
        text, title=node.row.cell("title"), max_points=points, evidence=node.row.cell("evidence")
    )
    reasons += reading.reasons
    if not text and not reading.reasons:
        reasons.append("Ô cách tính điểm trống.")
    figures = [_sourced(dict(figure), numbers, reasons) for figure in reading.figures]
    if figures:
        item["figures"] = figures
    item["rule"] = dict(reading.rule)
    if reading.rule.get("form") == "unscored" and points:
        item["rule"] = {"form": "expert"}
        reasons.append("Cách tính ghi không tính điểm, nhưng điểm tối đa khác 0.")
    if reading.said:
        item["said"] = reading.said
    return reading.certainty, reading.said


def _sourced(figure: Tree, numbers: Collection[str], reasons: list[str]) -> Tree:
    """The figure without a source that the general information does not have, and the reason for it."""
    source = figure.get("source")
    if source and source not in numbers:
        del figure["source"]
        reasons.append(
            f"Số {figure['id']} dẫn mục {source}, nhưng Thông tin chung không có mục ấy hoặc mục ấy không "
            "phải số."
        )
    return figure
