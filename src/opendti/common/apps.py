"""Lets Django's own `check` know ours."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "opendti.common"

    def ready(self) -> None:
        import_module("opendti.common.checks")
