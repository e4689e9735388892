"""One spelling for letters and spaces that look alike; everything else stays as printed.

Quotes, dashes, ≥ and the words themselves are the decision's and are not touched.
"""

from __future__ import annotations

import re
import unicodedata

_LATIN_FOR = {
    # Cyrillic and Greek letters that nobody can tell from the Latin ones.
    **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
}
_SINGLE = {
    # Letters of other languages that old fonts and converters put in place of Vietnamese ones.
    "ð": "đ", "Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "ƣ": "ư", "Ƣ": "Ư", "ı": "i",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
    # Signs of the fonts Symbol and Wingdings, which Word keeps in the private area.
    "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b4": "×", "\uf0b8": "÷", "\uf0b1": "±", "\uf0b9": "≠",
    "\uf02b": "+", "\uf02d": "-", "\uf03d": "=", "\uf02a": "*", "\uf02f": "/", "\uf025": "%",
}  # fmt: skip
_DROPPED = (
    *range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x034F, 0x061C, 0x180E,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10),
    0xFEFF, 0xFFFC,
)  # fmt: skip
_SIGNS = (
    dict.fromkeys(_DROPPED)
    | {ord(sign): latin for sign, latin in _SINGLE.items()}
    | {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
    | {ord(sign): "•" for sign in "\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf06e\uf06c"}
    # A word processor's equations and their PDFs use letters of mathematics for plain ones.
    | {sign: unicodedata.normalize("NFKC", chr(sign)) for sign in range(0x1D400, 0x1D800)}
)
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_FOREIGN = re.compile(f"[{''.join(_LATIN_FOR)}]")
_BULLET = re.compile(r"^[•●▪■◦○‣⁃∙·]\s*")


def line(text: str) -> str:
    """The text as one line in NFC, with single plain spaces; a round bullet before it becomes "- "."""
    text = unicodedata.normalize("NFC", text.translate(_SIGNS))
    if _FOREIGN.search(text):
        text = _without_look_alikes(text)
    return _BULLET.sub("- ", " ".join(text.split()))


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty, each as `line` gives it."""
    return [said for part in _BREAKS.split(text) if (said := line(part))]


def _without_look_alikes(text: str) -> str:
    """The text with Latin letters for the words that are written in look-alikes of them.

    A word with a letter that is none, as in real Russian or in a Greek Σ, is left alone; so is a lone
    Greek letter, which may well be a variable.
    """
    if not _LATIN.search(text):
        return text
    return unicodedata.normalize("NFC", _WORD.sub(_in_latin, unicodedata.normalize("NFD", text)))


def _in_latin(found: re.Match[str]) -> str:
    word = found.group()
    foreign = [sign for sign in word if sign in _LATIN_FOR]
    is_whole = all(sign in _LATIN_FOR or sign < "ɐ" or unicodedata.combining(sign) for sign in word)
    is_variable = len(word) == 1 and "Ͱ" <= word < "Ѐ"
    if not foreign or not is_whole or is_variable:
        return word
    return "".join(_LATIN_FOR.get(sign, sign) for sign in word)
