"""Adding people, organisations and what they are to each other."""

from .adding import add_membership, add_organisation, add_person
from .hats import wear_hat

__all__ = ["add_membership", "add_organisation", "add_person", "wear_hat"]
