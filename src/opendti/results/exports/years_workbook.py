"""An organisation's results through the years as an Excel file."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from opendti.common.workbooks import Cell, Column, Worksheet, workbook
from opendti.results.through_years import Year

from .tables import Shown

_COLUMNS = (
    Column("Năm", 8),
    Column("Đợt đánh giá", 40),
    Column("Cơ quan tổ chức đợt", 36),
    Column("Mã", 20),
    Column("Tên khi đó", 40),
    Column("Cơ quan trước", 12),
    Column("Nhóm", 26),
    Column("Chỉ số, %", 12),
    Column("Tự đánh giá, %", 12),
    Column("Hạng", 8),
    Column("Số đơn vị xếp hạng", 12),
    Column("Xếp loại", 16),
    Column("Tình trạng", 16),
)


def years_workbook(years: Sequence[Year]) -> bytes:
    """One row a result, as the page has them: percents alone, because points do not compare across years."""
    return workbook([Worksheet("Kết quả qua các năm", _COLUMNS, [_line(each) for each in years], frozen=1)])


def _line(year: Year) -> list[Cell]:
    unit, group = year.unit, year.unit.group
    publication = group.publication
    own, found = (_percent(each, group.places) for each in (unit.self_percent, unit.percent))
    return [
        publication.year,
        publication.title,
        publication.owner_name,
        unit.organisation_code,
        unit.organisation_name,
        "" if year.is_own else "có",
        group.title,
        found,
        own,
        unit.rank,
        year.ranked,
        unit.class_label,
        "Đã công bố" if year.is_published else "Chưa công bố",
    ]


def _percent(exact: str | None, places: int) -> Shown | None:
    return None if exact is None else Shown(Fraction(exact), places)
