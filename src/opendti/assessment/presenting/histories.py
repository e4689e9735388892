"""The trace of one item in words, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from opendti.assessment.queries.pages import Contents
from opendti.assessment.queries.personal import ERASED, personal_codes
from opendti.audit.models import Entry
from opendti.scoring import rounding
from opendti.scoring.quantities import NotANumber, exact

from .places import places_in


class Told(NamedTuple):
    """One change: when, who for which organisation, and what."""

    at: datetime
    who: str
    organisation: str
    what: str


def history_of(contents: Contents, entries: list[Entry]) -> list[Told]:
    """The entries of one item as lines of a table."""
    return [
        Told(entry.at, str(entry.actor or "Hệ thống"), entry.organisation, _what(contents, entry))
        for entry in entries
    ]


def _what(contents: Contents, entry: Entry) -> str:
    before, after = entry.before or {}, entry.after or {}
    if entry.event == ERASED:
        return f"Xoá thông tin liên hệ theo yêu cầu: “{entry.note}”"
    if entry.event in ("answer.saved", "answer.cleared"):
        if (after or before).get("item") in personal_codes(contents.index_set):
            return "Sửa thông tin liên hệ" if after else "Xoá thông tin liên hệ"
        key = str((after or before).get("key", ""))
        return _changed(contents, str((after or before).get("item", "")), key, before, after)
    if entry.event == "remark.saved":
        return f"Giải trình: “{after['text']}”" if after.get("text") else "Xoá giải trình"
    titles = {
        "evidence_link.added": f"Thêm tài liệu: {after.get('title', '')}",
        "evidence_link.removed": f"Bỏ tài liệu: {before.get('title', '')}",
        "component.excluded": f"Không đánh giá: “{after.get('reason', '')}”",
        "component.exclusion_lifted": "Đánh giá trở lại",
        "finding.accepted": "Thẩm định: công nhận",
        "finding.adjusted": f"Thẩm định: điều chỉnh. “{after.get('reason', '')}”",
    }
    return titles.get(entry.event, entry.event)


def _changed(
    contents: Contents, item: str, key: str, before: dict[str, object], after: dict[str, object]
) -> str:
    if key.startswith("check:"):
        label = _label(contents, item, "check", key.partition(":")[2])
        return f"Đánh dấu: {label}" if after else f"Bỏ đánh dấu: {label}"
    name = {"level": "Mức", "date": "Ngày", "value": "Giá trị", "points": "Điểm"}.get(key, key)
    old, new = (_label(contents, item, key, side.get("value")) for side in (before, after))
    return f"{name}: {old} → {new}"


def _label(contents: Contents, item: str, key: str, value: object) -> str:
    """The value as a person reads it; “chưa có” for none."""
    if value is None:
        return "chưa có"
    text = str(value)
    if key in ("level", "check"):
        place = places_in(contents.index_set).get(item)
        rule = place.leaf.rule if place else None
        known = {each.id: each.label for name in ("levels", "conditions") for each in getattr(rule, name, ())}
        return f"“{known[text]}”" if text in known else {"none": "“không”"}.get(text, text)
    try:
        return rounding.figure(exact(text))
    except NotANumber:
        return text or "trống"
