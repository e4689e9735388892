"""The states of a draft and of a published set, as data."""

from __future__ import annotations

from django.db import models

from opendti.people.roles import Role


class DraftState(models.TextChoices):
    """A draft is worked on until it is published or set aside."""

    OPEN = "open", "Đang soạn"
    PUBLISHED = "published", "Đã ban hành"
    DISCARDED = "discarded", "Đã bỏ"


EDITORS = frozenset({Role.MANAGER})
"""Who imports, edits, accepts, publishes and retires for the organisation."""

READERS = EDITORS | {Role.LEADER}
"""Who sees the organisation's drafts."""
