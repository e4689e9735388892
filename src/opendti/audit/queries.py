"""Reading the audit trail."""

from __future__ import annotations

from django.db import models

from .models import Entry


def trail_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The entries about one subject, newest first, with their actors."""
    return (
        Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("actor")
        .order_by("-number")
    )
