"""Mending a slip of the pen in what an organisation is called."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.folding import folded
from opendti.common.refusals import Invalid
from opendti.people import plans, queries
from opendti.people.models import Organisation, OrganisationVersion, User
from opendti.people.registers import SINCE_EVER, Spell
from opendti.people.soundness import faults

from .taking_effect import hold_organisations

_NOTHING = "Không có chữ nào khác với đang ghi. Sửa chỗ ghi nhầm rồi lưu lại."


@transaction.atomic
def correct(
    organisation: Organisation,
    *,
    name: str,
    short_name: str,
    level: str,
    order: int | None = None,
    reason: str,
    by: User | None,
) -> None:
    """Mends what was typed wrong in the version in force; no new version, and a reason is obliged.

    The order in lists has no history and comes along, if it is given.
    """
    hold_organisations()
    texts = {"name": plans.tidy(name), "short_name": plans.tidy(short_name), "level": plans.tidy(level)}
    for field, text in texts.items():
        plans.check_text(field, text)
    if not reason.strip():
        raise Invalid("Chưa nêu lý do sửa. Ghi ngắn gọn chỗ ghi nhầm, ví dụ: thiếu chữ “và”.", "reason")
    version = _version_in_force(organisation, texts)
    present = Organisation.objects.get(pk=organisation.pk)
    after: dict[str, object] = {**texts, "order": present.order if order is None else order}
    before = {name: getattr(version if name in texts else present, name) for name in after}
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        raise Invalid(_NOTHING, "name")
    OrganisationVersion.objects.filter(pk=version.pk).update(**texts)
    after["search_text"] = folded(texts["name"], texts["short_name"], organisation.code)
    Organisation.objects.filter(pk=organisation.pk).update(**after)
    audit.record(
        "organisation.corrected",
        by=by,
        subject=organisation,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        note=reason.strip(),
    )


def _version_in_force(organisation: Organisation, texts: dict[str, str]) -> OrganisationVersion:
    """The version to mend; raises Invalid when a sibling has the name already."""
    book = queries.register()
    life = book[organisation.pk]
    spell: Spell = life.shown(timezone.localdate())
    life.spells[life.spells.index(spell)] = Spell(
        spell.begin, texts["name"], texts["short_name"], texts["level"], spell.parent
    )
    wrong = [fault for fault in faults(book, [life.key], since=spell.begin) if fault.field == "name"]
    if wrong:
        raise Invalid(wrong[0].words, "name")
    begin = None if spell.begin == SINCE_EVER else spell.begin
    return OrganisationVersion.objects.get(organisation=organisation, valid_from=begin)
