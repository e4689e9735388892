"""Who is what, where, today; which organisations there are."""

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
from .people import digest_of, invitations_of, lasting_memberships, linkable, open_invitations, people_of
from .reach import Reach, reach_of

__all__ = [
    "Reach",
    "demo_accounts",
    "digest_of",
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
    "people_of",
    "reach_of",
    "roles_in",
    "scope_of",
]
