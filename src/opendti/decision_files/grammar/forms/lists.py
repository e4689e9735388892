"""“Mỗi nội dung sau được 2 điểm:” and a list: conditions that are worth the same (form 3)."""

from __future__ import annotations

import re

from opendti.decision_files.grammar import numbers, outcomes
from opendti.decision_files.grammar.cells import Cell, Draft, refused
from opendti.decision_files.grammar.statements import Statement

from .tables import worth

_THINGS = r"(?:nội dung|tiêu chí|yêu cầu|điều kiện|chức năng|mục|ý|tiêu chuẩn|tính năng)"
_EACH = re.compile(
    rf"^(?:(?:đáp ứng|đạt|có|thực hiện|hoàn thành)\s+)?mỗi\s+(?:một\s+)?{_THINGS}"
    r"(?:\s+(?:sau đây|dưới đây|sau))?\s*(?:,\s*)?(?:(?:đạt|đạt được|được|đáp ứng|tính|cộng|chấm)\s+)*"
    r"(?:(?:được|tính)\s+)?(?P<worth>[\d½¼¾].*?)\s*:$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:\d{1,2}|[a-zđ])\s*[.)]\s*(?=\S)", re.IGNORECASE)
_SCORED = re.compile(r"\bđiểm\b|\d\s*%|[<>≥≤=]", re.IGNORECASE)


def read(cell: Cell) -> Draft | None:
    """The list as a checklist; None when the cell does not begin with such a sentence."""
    stated = [each for each in cell.statements if each.kind not in ("aside", "heading")]
    match = _EACH.match(" ".join(stated[0].text.split())) if stated else None
    if match is None or len(stated) < 3:
        return None
    first, *items = stated
    outcome = outcomes.read(match["worth"])
    share = worth(outcome, cell.max_points) if outcome else None
    if share is None or not all(_is_item(each) for each in items):
        return refused([first], "Cho điểm theo từng nội dung; chưa đọc được danh sách nội dung.")
    if share * len(items) != 1:
        return refused([first, *items], f"{len(items)} nội dung cộng lại không bằng điểm tối đa.")
    conditions = [
        {"id": f"condition_{number}", "worth": numbers.share(share), "label": _label(each)}
        for number, each in enumerate(items, start=1)
    ]
    doubts = outcome.doubts if outcome else ()
    return Draft(rule={"form": "checklist", "conditions": conditions}, used=[first, *items], doubts=doubts)


def _is_item(each: Statement) -> bool:
    is_listed = bool(each.bullet) or _NUMBERED.match(each.text) is not None
    return is_listed and each.kind in ("other", "special") and not _SCORED.search(each.text)


def _label(each: Statement) -> str:
    return _NUMBERED.sub("", " ".join(each.text.split())).rstrip(" ;.,")
