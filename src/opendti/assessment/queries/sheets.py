"""What stands on a sheet, as rows for the screen and as answers and scores for everything else.

An item on which no appraiser has concluded counts with the unit's own values, also among the
appraised ones; `results` flags it where it freezes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from opendti.assessment.models import (
    Answer,
    EvidenceLink,
    Exclusion,
    Finding,
    FindingValue,
    RankingGroup,
    Remark,
    Sheet,
)
from opendti.catalog import queries as catalog
from opendti.scoring import answers, definition, engine, entries
from opendti.scoring.outcomes import Score

from .personal import personal_codes


class Row(NamedTuple):
    """One stored value, whoever gave it."""

    item: str
    key: str
    value: str


def definition_of(sheet: Sheet) -> definition.IndexSet:
    """The index set the sheet answers."""
    return catalog.definition_of(sheet.group.index_set)


# -- Rows for the screen --------------------------------------------------------------------------


def answer_rows(sheet: Sheet) -> dict[tuple[str, str], Answer]:
    """The sheet's values by item and key, each with its version and who gave it."""
    rows = Answer.objects.filter(sheet=sheet).select_related("updated_by")
    return {(row.item, row.key): row for row in rows}


# -- Answers and scores ---------------------------------------------------------------------------


def answers_of(
    sheets: Iterable[Sheet], index_set: definition.IndexSet, *, appraised: bool = False
) -> dict[int, answers.Sheet]:
    """The answers of sheets that share an index set, by sheet; a fixed number of queries."""
    wanted = [sheet.pk for sheet in sheets]
    rows = _rows_of(wanted)
    if appraised:
        _lay_over(rows, wanted)
    excluded: dict[int, dict[str, answers.Answer]] = {pk: {} for pk in wanted}
    for each in Exclusion.objects.filter(sheet_id__in=wanted):
        is_excluded = each.kind == Exclusion.Kind.EXCLUDED
        answer = answers.Excluded(each.reason) if is_excluded else answers.NotApplicable()
        excluded[each.sheet_id][each.item] = answer
    return {pk: _assembled(index_set, rows[pk], excluded[pk]) for pk in wanted}


def scores_of(group: RankingGroup, *, appraised: bool = False) -> dict[int, Score]:
    """The scores of the group's sheets, by sheet."""
    index_set = catalog.definition_of(group.index_set)
    given = answers_of(Sheet.objects.filter(group=group).order_by("pk"), index_set, appraised=appraised)
    return engine.score_group(index_set, given, year=group.round.plan_year)


def canonical_answers(sheet: Sheet, *, with_contact: bool = False) -> str:
    """All a unit submits as one text that is the same for the same content; the receipt is its digest.

    The contact block is left out, because it must be possible to erase it. `with_contact` is the text of
    receipts from before that, which held it; they can be checked until something of it is erased.
    """
    given = Answer.objects.filter(sheet=sheet).order_by("item", "key")
    left_out = () if with_contact else personal_codes(definition_of(sheet))
    rows = given.exclude(item__in=left_out).values_list("item", "key", "value")
    remarks = Remark.objects.filter(sheet=sheet).order_by("item").values_list("item", "text")
    links = (
        EvidenceLink.objects.filter(sheet=sheet).order_by("item", "pk").values_list("item", "title", "url")
    )
    content = {
        "round": sheet.group.round.slug,
        "group": sheet.group.code,
        "index_set": sheet.group.index_set.digest,
        "organisation": sheet.organisation.code,
        "answers": [list(row) for row in rows],
        "remarks": [list(row) for row in remarks],
        "links": [list(row) for row in links],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fits_receipt(sheet: Sheet) -> bool:
    """Whether what stands on the sheet is what its receipt was given for."""
    texts = (canonical_answers(sheet), canonical_answers(sheet, with_contact=True))
    return sheet.receipt in map(receipt_of, texts)


def receipt_of(text: str) -> str:
    """The SHA-256 of a canonical text, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def entry_of(row: Row) -> entries.Entry:
    """The entry behind a stored value; it was parsed when it was stored."""
    return entries.Entry(row.item, "check" if row.key.startswith("check:") else row.key, row.value)


def _rows_of(sheets: list[int]) -> dict[int, list[Row]]:
    rows: dict[int, list[Row]] = {pk: [] for pk in sheets}
    found = Answer.objects.filter(sheet_id__in=sheets).order_by("pk")
    for pk, item, key, value in found.values_list("sheet_id", "item", "key", "value"):
        rows[pk].append(Row(item, key, value))
    return rows


def _lay_over(rows: dict[int, list[Row]], sheets: list[int]) -> None:
    """Puts adjusted values in place of the unit's, item by item."""
    adjusted = Finding.objects.filter(sheet_id__in=sheets, outcome=Finding.Outcome.ADJUSTED)
    items = set(adjusted.values_list("sheet_id", "item"))
    for pk in sheets:
        rows[pk] = [row for row in rows[pk] if (pk, row.item) not in items]
    values = FindingValue.objects.filter(finding__in=adjusted).order_by("pk")
    for pk, item, key, value in values.values_list("finding__sheet_id", "finding__item", "key", "value"):
        rows[pk].append(Row(item, key, value))


def _assembled(
    index_set: definition.IndexSet, rows: Iterable[Row], excluded: dict[str, answers.Answer]
) -> answers.Sheet:
    sheet = entries.assemble(index_set, [entry_of(row) for row in rows])
    return answers.Sheet(sheet.general, {**sheet.answers, **excluded}) if excluded else sheet
