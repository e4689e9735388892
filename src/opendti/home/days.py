"""Days as people speak of them: which day of the week, how far away, in which group of the list.

Calendar days, because this installation knows no holidays yet and would promise working days wrongly.
"""

from __future__ import annotations

from datetime import date, timedelta

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

OVERDUE, SOON, THIS_WEEK, NEXT_WEEK, LATER, NO_DAY = (
    "Quá hạn",
    "Hôm nay và ngày mai",
    "Tuần này",
    "Tuần sau",
    "Sắp tới",
    "Chưa đặt hạn",
)


def weekday(day: date) -> str:
    """`thứ Sáu`."""
    return _WEEKDAYS[day.weekday()]


def distance(day: date, today: date) -> str:
    """`quá 1 ngày`, `hôm nay`, `còn 8 ngày`."""
    days = (day - today).days
    if days < 0:
        return f"quá {-days} ngày"
    return f"còn {days} ngày" if days else "hôm nay"


def group_of(day: date | None, today: date) -> str:
    """The heading under which something due that day stands."""
    if day is None:
        return NO_DAY
    if day < today:
        return OVERDUE
    if day <= today + timedelta(days=1):
        return SOON
    sunday = today + timedelta(days=6 - today.weekday())
    if day <= sunday:
        return THIS_WEEK
    return NEXT_WEEK if day <= sunday + timedelta(days=7) else LATER


def weekend_note(day: date) -> tuple[str, date] | None:
    """Where a deadline falls on a weekend: which day that is, and the last weekday before it."""
    if day.weekday() < 5:
        return None
    return weekday(day), day - timedelta(days=day.weekday() - 4)
