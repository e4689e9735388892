"""Names to log in with, made of people's names."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from opendti.common.folding import folded

LONGEST = 80
_SIGNS = re.compile(r"[^a-z0-9]+")


def proposed(full_name: str, taken: AbstractSet[str]) -> str:
    """`lannt` for Nguyễn Thị Lan: the given name and the first letters of the others; `lannt2` if taken."""
    words = [word for each in folded(full_name).split() if (word := _SIGNS.sub("", each))]
    stem = (words[-1] + "".join(word[0] for word in words[:-1]) if words else "taikhoan")[: LONGEST - 6]
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name
