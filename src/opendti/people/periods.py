"""Whether the days of a role fit."""

from __future__ import annotations

from datetime import date

from .models import Membership, Organisation


def outside(organisation: Organisation, begins: date, ends: date | None) -> str:
    """Why somebody cannot be anything there on all of these days; empty if they can."""
    first, last = organisation.valid_from, organisation.valid_until
    if first and begins < first:
        return (
            f"{organisation} có từ ngày {first:%d/%m/%Y}, sau ngày bắt đầu {begins:%d/%m/%Y} của vai trò. "
            "Chọn ngày bắt đầu muộn hơn."
        )
    if last and (begins > last or ends is None or ends > last):
        return (
            f"{organisation} chỉ có đến hết ngày {last:%d/%m/%Y}. "
            "Ghi ngày kết thúc không muộn hơn ngày đó, hoặc chọn cơ quan kế tục."
        )
    return ""


def overlap(membership: Membership, begins: date, ends: date | None) -> bool:
    """Whether the membership shares a day with the period."""
    last = membership.valid_until
    return (last is None or last >= begins) and (ends is None or membership.valid_from <= ends)
