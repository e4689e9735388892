"""Who is what, where, today; which organisations there are."""

from .lineage import Relative, family_of
from .memberships import (
    demo_accounts,
    memberships_of,
    memberships_worn,
    organisation_name_of,
    organisations_where,
    roles_in,
    scope_of,
)
from .organisations import inherits_from, matching, organisations_called
from .people import (
    digest_of,
    has_second_factor,
    invitations_of,
    lasting_memberships,
    linkable,
    open_invitations,
    people_of,
)
from .reach import Reach, reach_of
from .registers import register, tree_on, versions_on

__all__ = [
    "Reach",
    "Relative",
    "demo_accounts",
    "digest_of",
    "family_of",
    "has_second_factor",
    "inherits_from",
    "invitations_of",
    "lasting_memberships",
    "linkable",
    "matching",
    "memberships_of",
    "memberships_worn",
    "open_invitations",
    "organisation_name_of",
    "organisations_called",
    "organisations_where",
    "owes_second_factor",
    "people_of",
    "reach_of",
    "register",
    "roles_in",
    "scope_of",
    "tree_on",
    "versions_on",
]
