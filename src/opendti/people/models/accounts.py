"""How people get their accounts: one-time links, and files that wait to be confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .people import User


class Invitation(models.Model):
    """A link that opens an account once. Only the digest of its secret is kept."""

    class Way(models.TextChoices):
        LETTER = "letter", "Thư in"
        MAIL = "mail", "Thư điện tử"
        COMMAND = "command", "Dòng lệnh"

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)  # SHA-256, hex.
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, revoked_at=None), name="invitation_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} until {self.expires_at:%Y-%m-%d}"


class PendingImport(models.Model):
    """An uploaded list somebody has looked at but not confirmed; its content goes once it is used."""

    class Kind(models.TextChoices):
        ORGANISATIONS = "organisations", "Danh sách cơ quan"
        PEOPLE = "people", "Danh sách tài khoản"

    kind = models.CharField(max_length=14, choices=Kind.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
