"""The command `opendti check`."""

from __future__ import annotations

import argparse

from . import starting


def check(arguments: argparse.Namespace) -> int:
    starting.prepare()
    return int(arguments.full and 0)
