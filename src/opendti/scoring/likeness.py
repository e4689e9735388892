"""How alike two Vietnamese titles are: exact, so that the same titles always give the same answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

LIKELY = Fraction(11, 20)
"""From here on two titles may well ask the same; a person should still look."""

_WORD = re.compile(r"\w+")

Key = TypeVar("Key", bound=Hashable)


def folded(text: str) -> str:
    """The words of the text, small, without accents and signs: `đ` counts as `d`."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(_WORD.findall(letters))


def same_words(one: str | None, other: str | None) -> bool:
    """Whether the texts differ at most in spaces, signs, case and accents-free spelling."""
    return _plain(one) == _plain(other)


def _plain(text: str | None) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text or "").casefold())


def likeness(one: str, other: str) -> Fraction:
    """From 0 to 1: how many of the words, and of the pairs of words, the two texts share."""
    left, right = _pieces(one), _pieces(other)
    if not left or not right:
        return Fraction(0)
    return Fraction(2 * len(left & right), len(left) + len(right))


def _pieces(text: str) -> set[tuple[str, ...]]:
    words = folded(text).split()
    return {(word,) for word in words} | set(pairwise(words))


def pairs(before: Mapping[Key, str], after: Mapping[Key, str]) -> dict[Key, tuple[Key, Fraction]]:
    """By key of `before`: the key of `after` with the same title (1), or the likeliest one; each used once.

    Equal titles are paired in order before any near ones.
    """
    found: dict[Key, tuple[Key, Fraction]] = {}
    free = dict(after)
    for key, title in before.items():
        same = next((other for other, text in free.items() if folded(text) == folded(title)), None)
        if same is not None and folded(title):
            found[key] = (same, Fraction(1))
            del free[same]
    for score, key, other in _ranked([key for key in before if key not in found], before, free):
        if key not in found and other in free:
            found[key] = (other, score)
            del free[other]
    return found


def _ranked(
    left: Sequence[Key], before: Mapping[Key, str], after: Mapping[Key, str]
) -> list[tuple[Fraction, Key, Key]]:
    """The near pairs, the likeliest first and otherwise in the order of the sets."""
    scored = [(likeness(before[key], title), key, other) for key in left for other, title in after.items()]
    return sorted((each for each in scored if each[0] >= LIKELY), key=lambda each: -each[0])
