"""The command `opendti`. What is wrong with the input is told in one message, with exit status 2."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from .parsing import parser
from .writing import CommandError, harmless

WRONG_INPUT = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports for a program stopped by Ctrl-C, and by a reader that went away."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    _write_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(words)
        sys.stdout.flush()
    except CommandError as wrong:
        sys.stderr.write(f"{harmless(str(wrong))}\n")
        return WRONG_INPUT
    except BrokenPipeError:
        _forget_output()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as wrong:
        _forget_output()
        sys.stderr.write(f"Không ghi được kết quả: {wrong.strerror or wrong}\n")
        return WRONG_INPUT
    return status


def _run(words: list[str]) -> int:
    if words[:1] == ["manage"]:  # Django parses what follows, --help included
        from . import starting  # noqa: PLC0415

        return starting.manage(words[1:])
    arguments = parser().parse_args(words)
    status: int = arguments.run(arguments)
    return status


def _write_utf8() -> None:
    """Vietnamese goes out whole whatever the locale; a sign no text can hold is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """What is still buffered goes nowhere, so that Python does not try, and complain, once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
