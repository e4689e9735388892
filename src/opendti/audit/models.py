"""Who did what, when, wearing which hat, from where, and what stood there before and after."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from opendti.common.append_only import AppendOnly, AppendOnlyQuerySet

from . import chain

DIGEST_LENGTH = 64
UNREADABLE = "unreadable"
_MOST_OF_UNREADABLE = 200


class State(models.JSONField):
    """JSON that is read whatever stands there, so that a page or a check can name a spoilt entry."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ANN401
        try:
            found = super().from_db_value(value, expression, connection)
        except (TypeError, ValueError, RecursionError):
            return {UNREADABLE: str(value)[:_MOST_OF_UNREADABLE]}
        return found if found is None or isinstance(found, dict) else {UNREADABLE: found}

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations it is what the database has."""
        name, _, arguments, words = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, words


class Entry(AppendOnly):
    """One thing that happened. Names are copied, because organisations are renamed and merged.

    Entries are numbered 1, 2, 3 … and each holds the digest of the one before (audit.chain). `hat` is
    what the person acted as, in words; `address` the IP address, empty for a command.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    hat = models.TextField(blank=True)
    hat_organisation_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=64, blank=True)
    organisation = models.TextField(blank=True)
    event = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    before = State(null=True)
    after = State(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    previous = models.CharField(max_length=DIGEST_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH)

    objects = AppendOnlyQuerySet["Entry"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "number"], name="audit_by_subject"),
            models.Index(fields=["actor", "number"], name="audit_by_actor"),
            models.Index(fields=["event", "number"], name="audit_by_event"),
            models.Index(fields=["hat_organisation_id", "number"], name="audit_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d %H:%M} {self.event} {self.subject_kind} {self.subject_id}"

    def columns(self) -> dict[str, object]:
        """What stands under the digest."""
        return {name: getattr(self, name) for name in chain.COLUMNS}


class ChainHead(models.Model):
    """The one row that says how many entries there are, and the digest of the last.

    Whoever adds an entry holds this row until the end of the transaction, so that numbers have no gaps.
    """

    KEY = 1

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=DIGEST_LENGTH, default=chain.NOTHING_BEFORE)

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"
