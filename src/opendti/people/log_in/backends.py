"""Who is behind a session: people who are something somewhere today, and nobody else."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from opendti.people.models import Membership, User


class PeopleOfToday(AuthenticationBackend):
    """allauth's backend; a session ends with the last membership, at the next request.

    The one query that reads the person also tells whether they owe a second factor, in
    `owes_second_factor`, so that asking costs nothing.
    """

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.annotate(
            is_somebody_today=Exists(_memberships()),
            owes_second_factor=Exists(_memberships().filter(role__in=settings.OPENDTI_SECOND_FACTOR))
            & ~Exists(_second_factors()),
        )
        found = user.filter(pk=user_id, is_somebody_today=True).first()
        return found if found is not None and found.is_active else None


def is_somebody_today(user: User) -> bool:
    """Whether the person holds any membership today, whichever hat they wear."""
    return Membership.objects.valid_on().filter(user=user).exists()


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.valid_on().filter(user=OuterRef("pk"))


def _second_factors() -> QuerySet[Authenticator]:
    """Recovery codes alone are none: they only stand in for a lost one."""
    own: QuerySet[Authenticator] = Authenticator.objects.filter(user=OuterRef("pk"))
    return own.exclude(type=Authenticator.Type.RECOVERY_CODES)
