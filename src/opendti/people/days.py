"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date

from opendti.common.refusals import Invalid

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def day_of(text: str, field: str = "") -> date:
    """The day in dd/mm/yyyy (also with - or ., or as 2025-07-01); raises Invalid, saying what is wrong."""
    typed = text.strip()
    if not typed:
        raise Invalid("Chưa nhập ngày. Nhập theo dạng ngày/tháng/năm, ví dụ 01/07/2025.", field)
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, found.groups())
    else:
        raise Invalid(f"“{typed}” chưa phải ngày đầy đủ. Nhập ngày/tháng/năm, ví dụ 01/07/2025.", field)
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid(f"Không có ngày {typed}. Kiểm tra lại ngày và tháng.", field) from None
