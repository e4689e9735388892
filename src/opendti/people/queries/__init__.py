"""Who is what, where, today; which organisations there are."""

from .lineage import Founding, Relative, changes_of, family_of, founding
from .memberships import (
    demo_accounts,
    memberships_of,
    memberships_worn,
    organisation_name_of,
    organisations_where,
    roles_in,
    scope_of,
)
from .organisations import (
    OperatorScope,
    count_memberships_in,
    inherits_from,
    matching,
    operator_scope,
    organisations_called,
    pending_import,
)
from .people import (
    digest_of,
    has_second_factor,
    invitations_of,
    lasting_memberships,
    linkable,
    living,
    memberships_of_people_in,
    open_invitations,
    owes_second_factor,
    people_of,
    usernames_taken,
)
from .reach import Reach, reach_of
from .registers import register, tree_on, versions_on

__all__ = [
    "Founding",
    "OperatorScope",
    "Reach",
    "Relative",
    "changes_of",
    "count_memberships_in",
    "demo_accounts",
    "digest_of",
    "family_of",
    "founding",
    "has_second_factor",
    "inherits_from",
    "invitations_of",
    "lasting_memberships",
    "linkable",
    "living",
    "matching",
    "memberships_of",
    "memberships_of_people_in",
    "memberships_worn",
    "open_invitations",
    "operator_scope",
    "organisation_name_of",
    "organisations_called",
    "organisations_where",
    "owes_second_factor",
    "pending_import",
    "people_of",
    "reach_of",
    "register",
    "roles_in",
    "scope_of",
    "tree_on",
    "usernames_taken",
    "versions_on",
]
