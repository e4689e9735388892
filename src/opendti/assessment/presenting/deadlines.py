"""How far a day is from today, in words; the date first, then the distance."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def distance(day: date | None, *, today: date | None = None) -> str:
    """`còn 9 ngày`, `hết hạn hôm nay`, `quá hạn 2 ngày`; empty without a day."""
    if day is None:
        return ""
    days = (day - (today or timezone.localdate())).days
    if days == 0:
        return "hết hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"
