"""What a unit does on its own sheet, until it submits."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from opendti.assessment import queries
from opendti.assessment.models import Answer, EvidenceLink, Remark, Sheet
from opendti.assessment.models.answering import MAX_REMARK
from opendti.assessment.queries.personal import TOUCHED, personal_codes
from opendti.audit.actions import State
from opendti.common.refusals import Invalid
from opendti.people.models import User
from opendti.scoring import entries
from opendti.scoring.quantities import DecimalSign

from .checking import item_codes, parsed, plain, web_address
from .claiming import Conflict, claim_sheet
from .tracing import trace


@transaction.atomic
def save_answer(
    sheet: Sheet,
    *,
    item: str,
    field: str,
    value: str,
    expected_version: int,
    by: User,
    decimal: DecimalSign | None = None,
) -> Answer:
    """Stores one value and returns its row; `expected_version` is 0 where the editor saw none.

    Raises entries.EntryError for a value that cannot be taken, StepNotOpen, or Conflict. Saving what
    stands there already is no conflict, so a retry after a lost answer is safe.
    """
    index_set = queries.definition_of(sheet)
    entry = parsed(index_set, item, field, value, decimal=decimal, may_give_points=False)
    version = claim_sheet(sheet, "fill")
    where = {"sheet": sheet, "item": entry.item, "key": entry.key}
    current = Answer.objects.select_related("updated_by").filter(**where).first()
    if current and current.value == entry.value:
        return current
    _check_version(current, expected_version, mine=entry.value)
    written = {"value": entry.value, "version": version, "updated_by": by, "updated_at": timezone.now()}
    if current is None:
        saved = Answer.objects.create(**where, **written)
    else:
        Answer.objects.filter(pk=current.pk).update(**written)
        saved = Answer.objects.get(pk=current.pk)
    if entry.field in _MAY_CONTRADICT:
        _check_together(sheet, {entry.item})
    place = {"item": entry.item, "key": entry.key}
    before = place | {"value": current.value} if current else None
    after = place | {"value": entry.value}
    if entry.item in personal_codes(index_set):
        before, after = None, place | {"value": TOUCHED}
    trace("answer.saved", sheet, by, before=before, after=after)
    return saved


@transaction.atomic
def save_answers(
    sheet: Sheet, *, given: Iterable[entries.Entry], by: User, expected_version: int | None = None
) -> int:
    """Stores many values at once, as from a workbook whose preview was confirmed; returns how many changed.

    What is not among `given` stays. `expected_version` is the sheet's when the preview was made; given,
    a change made since is refused. Raises entries.EntryError, StepNotOpen or Refused; then nothing is stored.
    """
    index_set = queries.definition_of(sheet)
    checked = [
        parsed(index_set, each.item, each.field, each.value, decimal="dot", may_give_points=False)
        for each in given
    ]
    version = claim_sheet(sheet, "fill", expected_version=expected_version)
    known = {(row.item, row.key): row.value for row in Answer.objects.filter(sheet=sheet)}
    wanted = {(each.item, each.key): each.value for each in checked}
    changed = {place: value for place, value in wanted.items() if known.get(place) != value}
    now = timezone.now()
    Answer.objects.bulk_create(
        [
            Answer(
                sheet=sheet, item=item, key=key, value=value, version=version, updated_by=by, updated_at=now
            )
            for (item, key), value in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "item", "key"],
        update_fields=["value", "version", "updated_by", "updated_at"],
    )
    _check_together(sheet, {item for item, _ in changed})
    before, after = _told(changed, known, hidden=personal_codes(index_set))
    if changed:
        trace("answers.saved", sheet, by, before=before, after=after)
    return len(changed)


@transaction.atomic
def clear_answer(sheet: Sheet, *, item: str, key: str, expected_version: int, by: User) -> None:
    """Removes one value; raises StepNotOpen or Conflict. Clearing what is empty does nothing."""
    claim_sheet(sheet, "fill")
    current = Answer.objects.select_related("updated_by").filter(sheet=sheet, item=item, key=key).first()
    if current is None:
        return
    _check_version(current, expected_version, mine=None)
    Answer.objects.filter(pk=current.pk).delete()
    is_hidden = item in personal_codes(queries.definition_of(sheet))
    told = {} if is_hidden else {"value": current.value}
    trace("answer.cleared", sheet, by, before={"item": item, "key": key, **told})


@transaction.atomic
def save_remark(sheet: Sheet, *, item: str, text: str, expected_version: int, by: User) -> Remark | None:
    """Stores the unit's words on an item, or removes them when the text is empty (None then)."""
    text = plain(text, "text", longest=MAX_REMARK)
    _check_item(sheet, item)
    version = claim_sheet(sheet, "fill")
    current = Remark.objects.select_related("updated_by").filter(sheet=sheet, item=item).first()
    if current.text == text if current else not text:
        return current
    _check_version(current, expected_version, mine=text)
    before = {"item": item, "text": current.text} if current else None
    written = {"text": text, "version": version, "updated_by": by, "updated_at": timezone.now()}
    if current and not text:
        Remark.objects.filter(pk=current.pk).delete()
    elif current:
        Remark.objects.filter(pk=current.pk).update(**written)
    else:
        Remark.objects.create(sheet=sheet, item=item, **written)
    trace("remark.saved", sheet, by, before=before, after={"item": item, "text": text})
    return Remark.objects.filter(sheet=sheet, item=item).first()


@transaction.atomic
def add_evidence_link(sheet: Sheet, *, item: str, url: str, title: str, by: User) -> EvidenceLink:
    """Adds a link to evidence; raises Invalid unless it is http or https with a host."""
    url, title = web_address(url), plain(title, "title", longest=200)
    _check_item(sheet, item)
    claim_sheet(sheet, "fill")
    link = EvidenceLink.objects.create(
        sheet=sheet, item=item, url=url, title=title or url[:200], added_by=by, added_at=timezone.now()
    )
    trace("evidence_link.added", sheet, by, after={"item": item, "url": url, "title": link.title})
    return link


@transaction.atomic
def remove_evidence_link(sheet: Sheet, *, pk: int, by: User) -> None:
    """Removes one of the sheet's own links; a link that is gone already is no error."""
    claim_sheet(sheet, "fill")
    link = EvidenceLink.objects.filter(sheet=sheet, pk=pk).first()
    if link:
        EvidenceLink.objects.filter(pk=link.pk).delete()
        before = {"item": link.item, "url": link.url, "title": link.title}
        trace("evidence_link.removed", sheet, by, before=before)


@transaction.atomic
def submit(sheet: Sheet, *, by: User, expected_version: int | None = None) -> Sheet:
    """The unit submits: nothing on the sheet changes after this. Raises StepNotOpen the second time.

    `expected_version` is the sheet's version on the page that was reviewed; given, a change made
    since is refused. The receipt is the digest of what was submitted.
    """
    moment = timezone.now()
    claim_sheet(sheet, "submit", expected_version=expected_version, submitted_at=moment, submitted_by=by)
    receipt = queries.receipt_of(queries.canonical_answers(sheet))
    Sheet.objects.filter(pk=sheet.pk).update(receipt=receipt)
    sheet.receipt = receipt
    after = {"state": sheet.state, "version": sheet.version, "receipt": receipt}
    trace("sheet.submitted", sheet, by, before={"state": "filling"}, after=after)
    return sheet


Values = dict[tuple[str, str], str]


def _told(changed: Values, known: Values, *, hidden: frozenset[str]) -> tuple[State, State]:
    """What stood there and what stands there now, as the trail tells it: of a contact block only that."""
    old = {place: known[place] for place in changed if place in known and place[0] not in hidden}
    new = {place: TOUCHED if place[0] in hidden else value for place, value in changed.items()}
    before, after = ({f"{item} {key}": value for (item, key), value in each.items()} for each in (old, new))
    return before, after


_MAY_CONTRADICT = ("level", "check", "date")


def _check_together(sheet: Sheet, items: set[str]) -> None:
    """Refuses values that contradict each other, so that what is stored can always be scored."""
    rows = Answer.objects.filter(sheet=sheet, item__in=items)
    entries.assemble(
        queries.definition_of(sheet),
        [queries.entry_of(queries.Row(row.item, row.key, row.value)) for row in rows],
    )


def _check_version(current: Answer | Remark | None, expected: int, *, mine: str | None) -> None:
    version = current.version if current else 0
    if version == expected:
        return
    if current is None:
        raise Conflict(mine=mine, theirs=None, version=0)
    theirs = current.value if isinstance(current, Answer) else current.text
    raise Conflict(mine=mine, theirs=theirs, version=version, who=current.updated_by, when=current.updated_at)


def _check_item(sheet: Sheet, item: str) -> None:
    if item in personal_codes(queries.definition_of(sheet)):
        raise Invalid(f"Mục {item} là thông tin liên hệ, không ghi giải trình hay tài liệu ở đó.", "item")
    if item not in item_codes(queries.definition_of(sheet)):
        raise Invalid(f"Không có mục “{item}” trong bộ chỉ số. Chọn lại mục.", "item")
