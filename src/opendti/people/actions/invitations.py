"""One-time links that open an account: making, handing out, using."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.audit.actions import Change
from opendti.common.refusals import Invalid, StepNotOpen
from opendti.people import queries
from opendti.people.log_in import addresses
from opendti.people.models import Invitation, User

from .people import end_sessions

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Link:
    """A link for one person. The token exists here and in the letter, and nowhere else."""

    user: User
    expires_at: datetime
    token: str = field(repr=False)

    def url(self, base: str) -> str:
        """The whole address, in an installation that people reach at `base`."""
        return f"{base.rstrip('/')}{reverse('people:activate', args=[self.token])}"


def new_links(people: Iterable[User]) -> list[Link]:
    """A link for each, which opens nothing until `hand_out` has stored what tells it from others."""
    expires_at = timezone.now() + timedelta(days=settings.OPENDTI_LINK_DAYS)
    return [Link(user, expires_at, secrets.token_urlsafe(_BYTES)) for user in people]


@transaction.atomic
def hand_out(links: Sequence[Link], *, by: User | None, way: Invitation.Way) -> None:
    """The links open their accounts from now on, and older ones do not.

    Refused, and nothing is stored, if one of the accounts was closed meanwhile.
    """
    users = [link.user for link in links]
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=[user.pk for user in users])
    is_active = dict(locked.order_by("pk").values_list("pk", "is_active"))
    if closed := [user for user in users if not is_active.get(user.pk)]:
        raise StepNotOpen(
            f"Tài khoản của {closed[0]} đã đóng, nên chưa cấp liên kết cho ai. Bỏ người đó ra rồi làm lại."
        )
    now = timezone.now()
    Invitation.objects.filter(user__in=users, used_at=None, revoked_at=None).update(revoked_at=now)
    Invitation.objects.bulk_create(
        [
            Invitation(
                user=link.user,
                token_digest=queries.digest_of(link.token),
                made_at=now,
                expires_at=link.expires_at,
                by=by,
                way=way,
            )
            for link in links
        ]
    )
    changes = [Change(subject=user, after={"way": way.value}) for user in users]
    audit.record_all("account.link_made", by=by, changes=changes)


@transaction.atomic
def activate(token: str, password: str) -> User:
    """Sets the password of whom the link is for, and uses the link up.

    Raises StepNotOpen for a link that opens nothing, Invalid (field `password`) for a weak password.
    Sessions that were open end; a second factor stays, so that a link alone does not get past it.
    """
    invitation = queries.open_invitations(token).select_related("user").first()
    if invitation is None:
        raise StepNotOpen("Liên kết này không còn dùng được.")
    # The account before its links, as in handing out and closing; so nobody waits in a ring.
    user = User.objects.select_for_update(no_key=True).get(pk=invitation.user_id)
    try:
        password_validation.validate_password(password, user)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), "password") from None
    if not queries.open_invitations(token).update(used_at=timezone.now()):
        raise StepNotOpen("Liên kết này không còn dùng được.")
    user.set_password(password)
    User.objects.filter(pk=user.pk).update(password=user.password)
    end_sessions(user)
    if invitation.way == Invitation.Way.MAIL:
        addresses.confirm(user)
    audit.record("account.activated", by=user, subject=user)
    return user
