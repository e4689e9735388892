"""How results leave: to the terminal or whole into a file, in cells no spreadsheet takes for formulas."""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

_COMMANDING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CommandError(Exception):
    """The command cannot be carried out; the message says what, where and what to do."""


def out(text: str) -> None:
    """Writes the text to the terminal."""
    shown = harmless(text)
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


def harmless(text: str) -> str:
    """The text without what commands a terminal: names in a file of strangers come this far."""
    return _COMMANDING.sub("�", text)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def safe(cell: str) -> str:
    """The cell as text even to a spreadsheet: what looks like a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def columns(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> list[str]:
    """Rows as lines with aligned columns, numbers to the right; the first row is the header."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(numeric))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, numeric, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("─" * width for width in widths))
    return lines


def write(path: Path, text: str, *, inputs: Sequence[Path]) -> None:
    """Writes the file whole or not at all, and never over one of the inputs."""
    try:
        target = path.resolve()
        if any(target.exists() and each.exists() and target.samefile(each) for each in inputs):
            raise CommandError(f"{path}: là tệp đầu vào, không ghi đè. Chọn tên khác cho --out")
        if target.exists() and not target.is_file():
            raise CommandError(f"{path}: không phải tệp thường, không ghi được. Chọn tên khác cho --out")
        _replace(target, text)
    except FileNotFoundError:
        raise CommandError(f"{path}: không có thư mục {path.parent}. Tạo thư mục trước") from None
    except PermissionError:
        raise CommandError(f"{path}: không có quyền ghi ở đây") from None
    except (OSError, ValueError, RuntimeError) as wrong:
        raise CommandError(f"{path}: không ghi được ({getattr(wrong, 'strerror', None) or wrong})") from None


def _replace(target: Path, text: str) -> None:
    """A reader sees the old file or the new one, never half of it."""
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
