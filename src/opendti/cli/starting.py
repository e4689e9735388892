"""The commands that start Django: `opendti demo`, `serve` and `manage`. It is loaded only by them."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from importlib.util import find_spec

from .writing import CommandError

SETTINGS = "opendti.settings"


def demo(arguments: argparse.Namespace) -> int:
    """Opens the demo with illustrative figures."""
    _demand("opendti.demo", "bản dùng thử")
    module = import_module("opendti.demo")
    status = module.run(port=arguments.port, open_browser=not arguments.no_browser)
    return int(status or 0)


def serve(arguments: argparse.Namespace) -> int:
    """Runs the application: gunicorn, or Django's own server while debugging."""
    prepare()
    from . import checking  # noqa: PLC0415 - it starts Django through this module

    management = import_module("django.core.management")
    try:
        management.call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        problem = "Cơ sở dữ liệu chưa cập nhật. Chạy: opendti manage migrate"
        raise CommandError(problem) from None
    if wrong := checking.wrongs():
        say = f"Tự kiểm tra thấy {len(wrong)} chỗ phải sửa ({wrong[0]}…). Xem hết: opendti check"
        sys.stderr.write(f"{say}\n")
    import_module("opendti.people.actions").take_effect()
    address = f"{arguments.host}:{arguments.port}"
    if import_module("django.conf").settings.DEBUG:
        management.call_command("runserver", address)
    else:
        _become_gunicorn(address)
    return 0


_FOR_GUNICORN = "--threads=16 --forwarder-headers= --no-control-socket"
"""Threads, since one process that waits for a silent connection would let all others wait. No header names
our place, whoever sends it. What GUNICORN_CMD_ARGS says comes after these and wins."""


def _become_gunicorn(address: str) -> None:
    sys.stdout.flush()
    os.environ["GUNICORN_CMD_ARGS"] = f"{_FOR_GUNICORN} {os.environ.get('GUNICORN_CMD_ARGS', '')}"
    command = [sys.executable, "-m", "gunicorn", "opendti.wsgi:application", "--bind", address]
    os.execv(sys.executable, command)  # noqa: S606 - gunicorn takes this process over, signals included


def manage(words: list[str]) -> int:
    """Runs one of Django's commands, with its own arguments and messages."""
    _demand(SETTINGS, "phần mềm web")
    if words[:1] == ["migrate"]:
        keep_to_owner()
    prepare()
    import_module("django.core.management").execute_from_command_line(["opendti manage", *words])
    return 0


def keep_to_owner() -> None:
    """Files made from now on, a database among them, are closed to everybody else on this machine."""
    os.umask(0o077)


def prepare() -> None:
    """Starts Django; raises CommandError when a setting is wrong."""
    _demand(SETTINGS, "phần mềm web")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django, exceptions = import_module("django"), import_module("django.core.exceptions")
    try:
        django.setup()
    except exceptions.ImproperlyConfigured as wrong:
        raise CommandError(f"Cấu hình chưa đúng: {wrong}") from None


def _demand(module: str, what: str) -> None:
    if find_spec(module) is None:
        raise CommandError(f"Bản cài đặt này không có {what} ({module}). Cài lại opendti đầy đủ")
