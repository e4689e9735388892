"""Which roles somebody may give, and where."""

from __future__ import annotations

from dataclasses import dataclass

from opendti.people.models import Organisation, User
from opendti.people.roles import GIVEN_BY_MANAGERS, Role

from .memberships import organisations_where

ALL_ROLES = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Reach:
    """The paths below which somebody gives every role, and those where only a manager's."""

    as_operator: tuple[str, ...]
    as_manager: tuple[str, ...]

    def roles_in(self, organisation: Organisation) -> frozenset[Role]:
        """The roles that may be given there; none outside the scope."""
        if organisation.path.startswith(self.as_operator):
            return ALL_ROLES
        return GIVEN_BY_MANAGERS if organisation.path.startswith(self.as_manager) else frozenset()

    def holds(self, organisation: Organisation) -> bool:
        """Whether the organisation is in the scope at all."""
        return bool(self.roles_in(organisation))

    def roles(self) -> list[Role]:
        """All roles that may be given somewhere, in their order."""
        return [role for role in Role if self.as_operator or role in GIVEN_BY_MANAGERS]


def reach_of(user: User) -> Reach:
    """What the person gives today, wearing what they wear."""
    return Reach(_paths(user, Role.OPERATOR), _paths(user, Role.MANAGER))


def _paths(user: User, role: Role) -> tuple[str, ...]:
    return tuple(organisations_where(user, role).values_list("path", flat=True))
