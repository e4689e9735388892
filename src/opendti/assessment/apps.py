"""Makes the trail's entries about sheets and rounds readable once the tables are there."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "opendti.assessment"

    def ready(self) -> None:
        from .presenting import trail_words  # noqa: PLC0415 - it needs models, which are there only now

        trail_words.tell()
