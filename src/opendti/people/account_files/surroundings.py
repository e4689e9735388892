"""What an uploaded list is held against: the giver's organisations, the accounts they know, names in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from opendti.common.folding import folded
from opendti.people import access, queries, usernames
from opendti.people.models import Membership, Organisation, User
from opendti.people.roles import Role

from .reading import Line


@dataclass(slots=True)
class Surroundings:
    """Fetched in a few queries, however long the list.

    `known` are accounts of the list the giver knows, `unusable` names that others have, of whom they
    must not learn; `namesakes` accounts by folded name and organisation.
    """

    reach: queries.Reach
    by_code: dict[str, Organisation]
    by_name: dict[str, list[Organisation]]
    known: dict[str, User]
    unusable: set[str]
    namesakes: dict[tuple[str, int], User]
    held: dict[tuple[int, int, Role], list[Membership]]
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, giver: User, lines: Iterable[Line]) -> Surroundings:
        """Everything there is to hold these rows against, as it is now."""
        lines = list(lines)
        scope = queries.scope_of(giver, *access.ACCOUNT_GIVERS)
        organisations = list(queries.living(scope))
        taken = queries.usernames_taken()
        asked = {User.normalize_username(line.username) for line in lines if line.username}
        people = queries.people_of(scope, with_strangers=access.is_over_all(scope))
        wanted = {folded(line.name) for line in lines}
        known, namesakes, held = _accounts(people, scope, asked, wanted)
        by_name: dict[str, list[Organisation]] = {}
        for each in organisations:
            by_name.setdefault(folded(each.name), []).append(each)
        return cls(
            reach=queries.reach_of(giver),
            by_code={each.code.lower(): each for each in organisations},
            by_name=by_name,
            known=known,
            unusable=taken - set(known),
            namesakes=namesakes,
            held=held,
            taken=taken | asked,
        )

    def propose(self, full_name: str) -> str:
        """A name nobody has, which from now on is taken."""
        name = usernames.proposed(full_name, self.taken)
        self.taken.add(name)
        return name


def _accounts(
    people: Iterable[User], scope: QuerySet[Organisation], asked: set[str], wanted: set[str]
) -> tuple[dict[str, User], dict[tuple[str, int], User], dict[tuple[int, int, Role], list[Membership]]]:
    """The accounts the list is about, and what they are in the scope."""
    about = {each.pk: each for each in people if each.username in asked or folded(each.full_name) in wanted}
    known = {each.username: each for each in about.values() if each.username in asked}
    namesakes: dict[tuple[str, int], User] = {}
    held: dict[tuple[int, int, Role], list[Membership]] = {}
    for each in queries.memberships_of_people_in(scope, about):
        user = about[each.user_id]
        held.setdefault((user.pk, each.organisation_id, Role(each.role)), []).append(each)
        namesakes.setdefault((folded(user.full_name), each.organisation_id), user)
    return known, namesakes, held
