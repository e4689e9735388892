"""Who came before an organisation and who after, through all generations."""

from __future__ import annotations

from dataclasses import dataclass, field

from opendti.people.models import OrganisationChange, Succession
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
