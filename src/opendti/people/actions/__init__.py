"""Adding people, organisations and what they are to each other."""

from .adding import add_organisation, add_person
from .hats import wear_hat
from .invitations import activate, hand_out, new_links
from .memberships import add_membership, demand_givable, end_membership, give_membership
from .operators import add_operator, link_for_operator
from .people import change_person, close_account, erase_person, reopen_account, reset_second_factor
from .reorganising import correct, dissolve, found, merge, move, preview, rename, reorganise, split
from .taking_effect import take_effect

__all__ = [
    "activate",
    "add_membership",
    "add_operator",
    "add_organisation",
    "add_person",
    "change_person",
    "close_account",
    "correct",
    "demand_givable",
    "dissolve",
    "end_membership",
    "erase_person",
    "found",
    "give_membership",
    "hand_out",
    "link_for_operator",
    "merge",
    "move",
    "new_links",
    "preview",
    "rename",
    "reopen_account",
    "reorganise",
    "reset_second_factor",
    "split",
    "take_effect",
    "wear_hat",
]
