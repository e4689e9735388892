"""Adding people, organisations and what they are to each other."""

from .account_imports import PlanChanged, import_people, keep_people_file
from .adding import add_organisation, add_person, add_person_with_role
from .correcting import correct
from .exporting import tell_of_export
from .hats import wear_hat
from .importing_organisations import Imported, import_organisations, look_at
from .invitations import activate, hand_out, new_links
from .memberships import add_membership, demand_givable, end_membership, give_membership
from .operators import add_operator, link_for_operator
from .pending import content_of, forget_old_imports, keep_import, use_import
from .people import change_person, close_account, erase_person, reopen_account, reset_second_factor
from .reorganising import (
    dissolve,
    found,
    merge,
    move,
    preview,
    rename,
    reorganise,
    shown_after,
    split,
)
from .taking_effect import take_effect

__all__ = [
    "Imported",
    "PlanChanged",
    "activate",
    "add_membership",
    "add_operator",
    "add_organisation",
    "add_person",
    "add_person_with_role",
    "change_person",
    "close_account",
    "content_of",
    "correct",
    "demand_givable",
    "dissolve",
    "end_membership",
    "erase_person",
    "forget_old_imports",
    "found",
    "give_membership",
    "hand_out",
    "import_organisations",
    "import_people",
    "keep_import",
    "keep_people_file",
    "link_for_operator",
    "look_at",
    "merge",
    "move",
    "new_links",
    "preview",
    "rename",
    "reopen_account",
    "reorganise",
    "reset_second_factor",
    "shown_after",
    "split",
    "take_effect",
    "tell_of_export",
    "use_import",
    "wear_hat",
]
