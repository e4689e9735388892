"""Makes the package an app, so that it can keep the table of the shared cache and hear allauth's signals."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class LogInConfig(AppConfig):
    name = "opendti.people.log_in"
    label = "log_in"

    def ready(self) -> None:
        from . import guarding, second_factor, tracing  # noqa: PLC0415 - they need models, which are there only now

        tracing.listen()
        guarding.listen()
        checks.register(second_factor.check_roles, checks.Tags.security)
