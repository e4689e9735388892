"""Adding people, organisations and what they are to each other."""

from .adding import add_organisation, add_person
from .hats import wear_hat
from .invitations import activate, hand_out, new_links
from .memberships import add_membership, demand_givable, end_membership, give_membership
from .people import change_person, close_account, erase_person, reopen_account, reset_second_factor

__all__ = [
    "activate",
    "add_membership",
    "add_organisation",
    "add_person",
    "change_person",
    "close_account",
    "demand_givable",
    "end_membership",
    "erase_person",
    "give_membership",
    "hand_out",
    "new_links",
    "reopen_account",
    "reset_second_factor",
    "wear_hat",
]
