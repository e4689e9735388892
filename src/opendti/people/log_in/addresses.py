"""Keeps allauth's own list of e-mail addresses in step with the one an account has."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from opendti.people.models import User


@transaction.atomic
def confirm(user: User) -> None:
    """The account's address is the person's own: passwords may be reset by it, single sign-on may find it.

    Call it when the person has used a link sent there; an address that was replaced is forgotten.
    """
    address = user.email.lower()
    EmailAddress.objects.filter(user=user).exclude(email=address).delete()
    if address:
        EmailAddress.objects.update_or_create(
            user=user, email=address, defaults={"primary": True, "verified": True}
        )
