"""General information (Thông tin chung): facts asked once and not scored."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import agency_names
from .grammar import units
from .outline import Node

_CONTACT = re.compile(r"(thông tin |người |đầu mối )liên hệ|đầu mối phối hợp", re.IGNORECASE)
_LINK = re.compile(
    r"^(địa chỉ|đường (liên kết|dẫn|link)|link)\b.*(trang|cổng|website|điện tử)|^website", re.IGNORECASE
)
_NAME = re.compile(r"^(tên|họ (và )?tên|địa chỉ|mã)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(tổng|số|dân số|diện tích)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"tổng (số )?(chi|kinh phí|ngân sách|vốn|dự toán|doanh thu)\b", re.IGNORECASE)
_CURRENCY = re.compile(r"\((triệu|tỷ|nghìn) đồng\)|\(đồng\)", re.IGNORECASE)


def tree(node: Node) -> dict[str, object]:
    """The item as in a file; what was guessed and not printed stands in `review` where it is unsure."""
    title = node.row.cell("title")
    cell = agency_names.appraisers(node.row.cell("appraiser"))
    kind, unit, reasons = _kind(title)
    found: dict[str, object] = {"code": node.code, "title": title or "(chưa có tên)", "kind": kind}
    reasons = [*node.reasons, *reasons]
    if unit:
        found["unit"] = unit
    if cell.names:
        found["appraisers"] = list(cell.names)
    if len(cell.suppliers) == 1:
        found["supplier"] = cell.suppliers[0]
    if kind == "amount" and not _CURRENCY.search(title):
        reasons.append(f"Văn bản không in đơn vị tính của số tiền; tạm ghi {unit}.")
    explanation = node.row.cell("explanation") or node.row.cell("rule")
    if explanation:
        found["explanation"] = explanation
    if not title:
        reasons.append("Hàng này không có tên mục.")
    if cell.strange:
        reasons.append(f"Ô đơn vị phụ trách ghi “{cell.strange}”, không giống tên cơ quan.")
    if reasons:
        found["review"] = reasons
    return found


def _kind(title: str) -> tuple[str, str, list[str]]:
    """The kind of an item, its unit ("" for none), and why a person must look."""
    for kind, pattern in (("contact", _CONTACT), ("link", _LINK), ("text", _NAME)):
        if pattern.search(title):
            return kind, "", []
    unit, guessed = units.guess(title)
    unit = "cơ quan/đơn vị" if "cơ quan/đơn vị" in title else unit
    if guessed == "percent":
        return "percent", unit, []
    if guessed == "amount" or _AMOUNT.match(title):
        printed = _CURRENCY.search(title)
        return "amount", printed[0].strip("()").casefold() if printed else "triệu đồng", []
    if _NUMBER.search(title):
        return "count", "" if unit == units.FALLBACK else unit, []
    return "text", "", ["Không rõ mục này hỏi số hay chữ; tạm coi là chữ."]


def numbers(items: Sequence[dict[str, object]]) -> set[str]:
    """The codes of the items that hold a number, which a figure may point at."""
    return {str(item["code"]) for item in items if item["kind"] in ("count", "amount", "percent", "number")}
