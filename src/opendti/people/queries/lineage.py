"""Who came before an organisation and who after, through all generations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from opendti.people.models import OrganisationChange, OrganisationVersion, Succession
from opendti.people.registers import Register


@dataclass(slots=True)
class Relative:
    """An organisation in a family tree; `change` is the event that ties it to the one it hangs on.

    One that was met before is not followed again, so that a family may grow together.
    """

    key: int
    name: str
    change: OrganisationChange | None = None
    relatives: list[Relative] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Founding:
    """By primary key: the codes of those an organisation followed, and the decision that founded it."""

    predecessors: dict[int, list[str]]
    decisions: dict[int, str]


def founding() -> Founding:
    """Of all organisations; two queries."""
    predecessors: dict[int, list[str]] = {}
    for key, code in Succession.objects.values_list("successor_id", "predecessor__code"):
        predecessors.setdefault(key, []).append(code)
    first = OrganisationVersion.objects.filter(valid_from=F("organisation__valid_from"), change__isnull=False)
    return Founding(predecessors, dict(first.order_by().values_list("organisation_id", "change__decision")))


def inherits_from(organisation_ids: Iterable[int], *, on: date | None = None) -> set[int]:
    """The organisations that came before these, through any number of successions; not these themselves."""
    return _before(organisation_ids, _followed(on))


def left_to(organisation_ids: Iterable[int], *, on: date | None = None) -> set[int]:
    """The organisations whose papers came to these by a day (today), because they followed when those ended.

    Who split off from an organisation that went on gets none of its papers, not even once that one ends.
    """
    ended = _followed(on).filter(predecessor__valid_until__lt=F("change__effective_on"))
    return _before(organisation_ids, ended)


def _followed(on: date | None) -> QuerySet[Succession]:
    """The successions in effect on a day; one that is only planned counts for nobody yet."""
    return Succession.objects.filter(change__effective_on__lte=on or timezone.localdate())


def _before(organisation_ids: Iterable[int], links: QuerySet[Succession]) -> set[int]:
    before: dict[int, set[int]] = {}
    for earlier, later in links.values_list("predecessor_id", "successor_id"):
        before.setdefault(later, set()).add(earlier)
    start = set(organisation_ids)
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        new = before.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found - start


def family_of(key: int, book: Register) -> tuple[Relative, Relative]:
    """The organisation with its predecessors, and with its successors; two queries."""
    links = list(
        Succession.objects.order_by("change__effective_on", "pk").values_list(
            "predecessor_id", "successor_id", "change_id"
        )
    )
    before: dict[int, list[tuple[int, int]]] = {}
    after: dict[int, list[tuple[int, int]]] = {}
    for earlier, later, change in links:
        before.setdefault(later, []).append((earlier, change))
        after.setdefault(earlier, []).append((later, change))
    past, past_changes = _grown(key, before, book, is_past=True)
    future, future_changes = _grown(key, after, book, is_past=False)
    wanted = {number for _, number in [*past_changes, *future_changes]}
    changes = OrganisationChange.objects.in_bulk(wanted) if wanted else {}
    for relative, number in [*past_changes, *future_changes]:
        relative.change = changes[number]
    return past, future


def _grown(
    key: int, links: dict[int, list[tuple[int, int]]], book: Register, *, is_past: bool
) -> tuple[Relative, list[tuple[Relative, int]]]:
    """The tree of one side, and the changes still to be put into it; the past under its last names."""
    root = Relative(key, book[key].name)
    waiting, seen, changes = [root], {key}, []
    while waiting:
        here = waiting.pop()
        for other, change in links.get(here.key, ()):
            life = book[other]
            relative = Relative(other, life.name if is_past else life.spells[0].name)
            here.relatives.append(relative)
            changes.append((relative, change))
            if other not in seen:
                seen.add(other)
                waiting.append(relative)
    return root, changes


def changes_of(key: int) -> list[OrganisationChange]:
    """The changes that touched an organisation, the newest first, with all they touched; two queries."""
    rows = OrganisationChange.objects.filter(organisations=key).select_related("by")
    return list(rows.prefetch_related("organisations").order_by("-effective_on", "-pk"))
