"""Choosing the hat to wear."""

from __future__ import annotations

from django.db import transaction

from opendti.audit import actions as audit
from opendti.common.refusals import Refused
from opendti.people.models import Membership, User


@transaction.atomic
def wear_hat(user: User, membership_pk: int) -> Membership:
    """From now on only this membership's rights count. Refused unless it is the person's own and current."""
    chosen = Membership.objects.valid_on().filter(user=user, pk=membership_pk)
    membership = chosen.select_related("organisation").first()
    if membership is None:
        raise Refused("Vai trò này không còn hiệu lực, nên không chuyển sang được. Chọn một vai trò khác.")
    if user.hat_id != membership.pk:
        before = {"hat": user.hat_words}
        User.objects.filter(pk=user.pk).update(hat=membership)
        user.hat = membership
        user.__dict__.pop("hats", None)
        audit.record("hat.worn", by=user, subject=user, before=before, after={"hat": membership.words})
    return membership
