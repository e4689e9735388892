"""Makes the .mo files of our translations from their .po files, on machines without GNU gettext.

Run it after editing `src/opendti/people/locale/vi/LC_MESSAGES/django.po` and commit both;
`--check` only says whether they agree.
"""

from __future__ import annotations

import ast
import struct
import sys
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "src" / "opendti" / "people" / "locale"
MAGIC = 0x950412DE
CONTEXT, PLURAL = "\x04", "\x00"  # how the format joins a context, and the forms of a plural


def main(arguments: list[str]) -> int:
    stale = []
    for path in sorted(LOCALES.rglob("*.po")):
        target, made = path.with_suffix(".mo"), compiled(entries(path.read_text(encoding="utf-8")))
        if not target.exists() or target.read_bytes() != made:
            stale.append(target.name)
            if "--check" not in arguments:
                target.write_bytes(made)
    if stale and "--check" in arguments:
        print("Out of date, run tools/compile_messages.py:", *stale)
        return 1
    return 0


def entries(text: str) -> dict[str, str]:
    """Every message with its translation; untranslated ones and those marked fuzzy are left out."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        parts = _parts(block)
        message, translation = parts.get("msgid"), parts.get("msgstr", parts.get("msgstr[0]", ""))
        if message is None or not translation or "#, fuzzy" in block:
            continue
        if "msgid_plural" in parts:
            message += PLURAL + parts["msgid_plural"]
        if "msgctxt" in parts:
            message = parts["msgctxt"] + CONTEXT + message
        if message in found:
            raise ValueError(f"{message!r} is translated twice")
        found[message] = translation
    return found


def _parts(block: str) -> dict[str, str]:
    """The texts of one entry by keyword; a keyword's text may go on over several lines."""
    parts: dict[str, str] = {}
    keyword = ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")  # noqa: PLW2901 - the rest is the text
            parts[keyword] = ""
        parts[keyword] += ast.literal_eval(line)
    return parts


def compiled(messages: dict[str, str]) -> bytes:
    """The messages as gettext's binary format: a head, two tables of lengths and places, the texts."""
    pairs = sorted((one.encode(), other.encode()) for one, other in messages.items())
    table, texts = [b"", b""], b""
    start = 7 * 4 + 2 * 8 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            table[side] += struct.pack("<II", len(pair[side]), start + len(texts))
            texts += pair[side] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + table[0] + table[1] + texts


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
