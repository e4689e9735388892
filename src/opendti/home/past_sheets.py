"""The sheets of a person's units through the years, with those of the units they took over from.

Years compare in percent, because what can be reached differs from year to year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from opendti.assessment import queries
from opendti.assessment.models import Sheet
from opendti.assessment.queries.pages import contents_by_sheet
from opendti.common.workbooks import Cell, Column, Worksheet, workbook
from opendti.people.models import User
from opendti.results import queries as results
from opendti.results.models import UnitResult

SHOWN_AT_WORK = 5


@dataclass(frozen=True, slots=True)
class PastSheet:
    """A sheet as a row. `percent` is None until results are published; `is_own` False for a predecessor's."""

    sheet: Sheet
    is_own: bool
    self_percent: Fraction | None
    percent: Fraction | None
    places: int


class Predecessors(NamedTuple):
    """The newest sheets of the units somebody's organisations took over from, and how many there are."""

    rows: list[PastSheet]
    total: int


def sheets_of(user: User) -> list[PastSheet]:
    """Every sheet the person may look at for their units, the newest first; a fixed number of queries."""
    own = queries.units_of(user)
    return _rows(queries.sheets_through_years(own | queries.units_left_to(user)), own)


def predecessors_of(user: User) -> Predecessors:
    """What the front page shows of them; a fixed number of queries."""
    left = queries.units_left_to(user)
    if not left:
        return Predecessors([], 0)
    sheets = queries.sheets_through_years(left)
    return Predecessors(_rows(sheets[:SHOWN_AT_WORK], set()), sheets.count())


def sheets_workbook(rows: list[PastSheet]) -> bytes:
    """The same table as an Excel file."""
    columns = [
        Column("Năm", 8),
        Column("Đợt đánh giá", 40),
        Column("Mã đơn vị", 20),
        Column("Tên khi đó", 40),
        Column("Cơ quan tiền thân", 12),
        Column("Tình trạng phiếu", 18),
        Column("Tự đánh giá, %", 12, 2),
        Column("Kết quả công bố, %", 12, 2),
    ]
    return workbook([Worksheet("Phiếu qua các năm", columns, [_cells(row) for row in rows], frozen=1)])


def _cells(row: PastSheet) -> list[Cell]:
    sheet = row.sheet
    round_ = sheet.group.round
    names: list[Cell] = [round_.year, round_.title, sheet.organisation.code, sheet.unit_name]
    return [*names, "" if row.is_own else "có", sheet.state_words, row.self_percent, row.percent]


def _rows(found: Iterable[Sheet], own: set[int]) -> list[PastSheet]:
    sheets = list(found)
    published = results.published_units(
        (each.group.round.slug for each in sheets), (each.organisation.code for each in sheets)
    )
    frozen = {each.pk: published.get((each.group.round.slug, each.organisation.code)) for each in sheets}
    running = contents_by_sheet(each for each in sheets if frozen[each.pk] is None)
    scores = {pk: contents.score.percent for pk, contents in running.items()}
    return [_row(each, frozen[each.pk], scores, is_own=each.organisation_id in own) for each in sheets]


def _row(
    sheet: Sheet, unit: UnitResult | None, scores: dict[int, Fraction | None], *, is_own: bool
) -> PastSheet:
    if unit is None:
        return PastSheet(sheet, is_own, scores[sheet.pk], None, 2)
    return PastSheet(sheet, is_own, _exact(unit.self_percent), _exact(unit.percent), unit.group.places)


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
