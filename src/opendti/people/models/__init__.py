"""Organisations through the years; people, what they are where and when; how they get their accounts."""

from .accounts import Invitation, PendingImport
from .organisations import Organisation, OrganisationChange, OrganisationVersion, Succession
from .people import Membership, User

__all__ = [
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationChange",
    "OrganisationVersion",
    "PendingImport",
    "Succession",
    "User",
]
