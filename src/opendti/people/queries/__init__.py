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

__all__ = [
    "demo_accounts",
    "inherits_from",
    "matching",
    "memberships_of",
    "memberships_worn",
    "organisation_name_of",
    "organisations_called",
    "organisations_where",
    "roles_in",
    "scope_of",
]
