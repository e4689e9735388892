"""Dated operations on organisations: found, rename, move, merge, split, dissolve.

They add to what was; nothing that held before the day they take effect changes. They
may be dated back or ahead. What they would do is worked out by `plans`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.folding import folded
from opendti.common.refusals import StepNotOpen
from opendti.people import plans, queries
from opendti.people.models import (
    Organisation,
    OrganisationChange,
    OrganisationVersion,
    Succession,
    User,
)
from opendti.people.plans import Plan, Terms, Unit
from opendti.people.registers import DAY, Register, Spell

from . import keeping_operators, people_moving
from .taking_effect import copy_versions, hold_organisations

Make = Callable[[Register], Plan]
"""A function of `plans` with everything given but the register."""


_NOT_AS_SEEN = (
    "Việc sắp làm không còn như đã xem, vì các ô bên dưới hoặc dữ liệu cơ quan vừa thay đổi. "
    "Xem lại rồi xác nhận."
)


def preview(make: Make) -> tuple[Plan, Register]:
    """What would be done, and how it would then be; raises Invalid or Refused when it cannot be."""
    book = queries.register()
    plan = make(book)
    keeping_operators.refuse_without_operator(plan, book)
    return plan, book


@transaction.atomic
def reorganise(make: Make, *, by: User | None, seen: str = "") -> OrganisationChange:
    """Carries a plan out. `seen` is the digest of the plan that was shown; another one is refused."""
    hold_organisations()
    book = queries.register()
    plan = make(book)
    if seen and plan.digest() != seen:
        raise StepNotOpen(_NOT_AS_SEEN)
    keeping_operators.refuse_without_operator(plan, book)
    orphans = keeping_operators.taken_over(plan, book)
    begins = keeping_operators.first_day(plan)
    term = keeping_operators.term_of(by, begins) if by is not None and orphans else None
    with audit.gathered():
        change, keys = _carry_out(plan, by)
        if by is not None and term is not None:
            tops = Organisation.objects.filter(pk__in=[keys.get(key, key) for key in orphans])
            keeping_operators.take_over(tops, term, by=by)
    return change


def shown_after(change: OrganisationChange) -> int:
    """The organisation to look at after a change: the one that goes on, of several the one made last."""
    touched = change.organisations.order_by("-pk")
    going_on = touched.filter(valid_until=None, inheritances__change=change).first()
    found_one = going_on or touched.filter(versions__change=change).first() or touched.first()
    if found_one is None:
        raise ValueError(f"{change} touched no organisation")
    return found_one.pk


def found(unit: Unit, terms: Terms, *, by: User | None) -> OrganisationChange:
    return reorganise(partial(plans.found, unit=unit, terms=terms), by=by)


def rename(
    organisation: Organisation,
    terms: Terms,
    *,
    name: str,
    short_name: str = "",
    level: str = "",
    by: User | None,
) -> OrganisationChange:
    make = partial(plans.rename, key=organisation.pk, name=name, short_name=short_name, level=level)
    return reorganise(partial(make, terms=terms), by=by)


def move(
    organisation: Organisation, terms: Terms, *, parent: Organisation | None, by: User | None
) -> OrganisationChange:
    under = parent.pk if parent else None
    return reorganise(partial(plans.move, key=organisation.pk, terms=terms, parent=under), by=by)


def merge(
    sources: list[Organisation],
    terms: Terms,
    *,
    into: Organisation | Unit,
    name: str = "",
    carries_people: bool = True,
    by: User | None,
) -> OrganisationChange:
    successor = into if isinstance(into, Unit) else into.pk
    keys = tuple(each.pk for each in sources)
    make = partial(plans.merge, sources=keys, terms=terms, into=successor, name=name)
    return reorganise(partial(make, carries_people=carries_people), by=by)


def split(
    organisation: Organisation,
    terms: Terms,
    *,
    parts: tuple[Unit, ...],
    ends: bool = True,
    heir: int = 0,
    carries_people: bool = False,
    by: User | None,
) -> OrganisationChange:
    make = partial(plans.split, key=organisation.pk, terms=terms, parts=parts, ends=ends, heir=heir)
    return reorganise(partial(make, carries_people=carries_people), by=by)


def dissolve(
    organisation: Organisation,
    terms: Terms,
    *,
    heir: Organisation | None = None,
    children_to: Organisation | None = None,
    carries_people: bool = False,
    by: User | None,
) -> OrganisationChange:
    make = partial(
        plans.dissolve,
        key=organisation.pk,
        terms=terms,
        heir=heir.pk if heir else None,
        children_to=children_to.pk if children_to else None,
    )
    return reorganise(partial(make, carries_people=carries_people), by=by)


def _carry_out(plan: Plan, by: User | None) -> tuple[OrganisationChange, dict[int, int]]:
    """The change, and the new organisations' primary keys by their keys in the plan."""
    terms = plan.terms
    change = OrganisationChange.objects.create(
        kind=plan.kind, effective_on=terms.effective_on, decision=terms.decision, note=terms.note, by=by
    )
    keys = _found(plan, change)
    before = {key: _words(_shown_before(key, terms.effective_on)) for key, _ in plan.restated}
    for key, spell in plan.restated:
        columns = spell._replace(parent=keys.get(spell.parent or 0, spell.parent))
        _restate(key, columns, change)
    Organisation.objects.filter(pk__in=plan.ended).update(valid_until=terms.effective_on - DAY)
    Succession.objects.bulk_create(
        Succession(predecessor_id=keys.get(old, old), successor_id=keys.get(new, new), change=change)
        for old, new in plan.successions
    )
    touched = [keys.get(key, key) for key in plan.touched]
    change.organisations.set(touched)
    heirs = {old: keys.get(new, new) for old, new in plan.heirs}
    people_moving.end_memberships(plan.ended, effective_on=terms.effective_on, heirs=heirs, by=by)
    copy_versions(timezone.localdate())
    _trace(plan, change, before, touched, by)
    return change, keys


def _found(plan: Plan, change: OrganisationChange) -> dict[int, int]:
    """The new organisations' primary keys by their keys in the plan."""
    keys = {}
    for number, unit in enumerate(plan.founded, start=1):
        above = Organisation.objects.get(pk=unit.parent) if unit.parent else None
        row = Organisation.objects.create(
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            level=unit.level,
            parent=above,
            order=unit.order,
            path=f"{above.path if above else '/'}{unit.code}/",
            valid_from=plan.terms.effective_on,
            search_text=folded(unit.name, unit.short_name, unit.code),
        )
        spell = Spell(plan.terms.effective_on, unit.name, unit.short_name, unit.level, unit.parent)
        _restate(row.pk, spell, change)
        keys[-number] = row.pk
    return keys


def _restate(key: int, spell: Spell, change: OrganisationChange) -> None:
    """A new version from the day on; a second change of the same day goes into that day's version."""
    day: date = spell.begin
    columns = dict(zip(("name", "short_name", "level", "parent_id"), spell.says(), strict=True))
    OrganisationVersion.objects.update_or_create(
        organisation_id=key, valid_from=day, defaults=columns, create_defaults={**columns, "change": change}
    )


def _shown_before(key: int, day: date) -> OrganisationVersion | None:
    rows = OrganisationVersion.objects.filter(organisation=key).exclude(valid_from__gt=day)
    return rows.select_related("parent").last()


def _words(version: OrganisationVersion | None) -> Mapping[str, object] | None:
    if version is None:
        return None
    parent = version.parent.code if version.parent else ""
    return {"name": version.name, "short_name": version.short_name, "level": version.level, "parent": parent}


def _trace(
    plan: Plan,
    change: OrganisationChange,
    before: Mapping[int, Mapping[str, object] | None],
    touched: list[int],
    by: User | None,
) -> None:
    """One entry for each organisation touched."""
    day, note = f"{plan.terms.effective_on:%d/%m/%Y}", plan.terms.note
    rows = Organisation.objects.in_bulk(touched)
    changes = []
    for key in touched:
        after: dict[str, object] = {"effective_on": day, "decision": plan.terms.decision}
        if key in plan.ended:
            after["valid_until"] = f"{plan.terms.effective_on - DAY:%d/%m/%Y}"
        elif key in before or rows[key].valid_from == plan.terms.effective_on:
            after |= _words(_shown_before(key, plan.terms.effective_on)) or {}
        changes.append(audit.Change(subject=rows[key], before=before.get(key), after=after, note=note))
    audit.record_all(f"organisation.{change.kind}", by=by, changes=changes)
