"""Makes codes of organisations, people and roles readable in the trail once the tables are there."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "opendti.people"

    def ready(self) -> None:
        from .presenting import trail_words  # noqa: PLC0415 - it needs models, which are there only now

        trail_words.tell()
