"""Titles printed in capitals, in the letters of a sentence."""

from __future__ import annotations

import re

# What keeps its capitals wherever it stands in a title.
_KEPT = {
    "ubnd": "UBND", "hđnd": "HĐND", "dti": "DTI", "cntt": "CNTT", "bộ chỉ số": "Bộ chỉ số",
    "ủy ban": "Ủy ban", "uỷ ban": "Uỷ ban",
    "hội đồng": "Hội đồng", "văn phòng": "Văn phòng", "việt nam": "Việt Nam", "kế hoạch số": "Kế hoạch số",
    "quyết định số": "Quyết định số",
    "chính phủ": "Chính phủ", "/qđ-": "/QĐ-", "/kh-": "/KH-",
    "digital transformation index": "Digital Transformation Index",
}  # fmt: skip


def sentence(title: str, *, place: str = "") -> str:
    """The title as a sentence begins: capitals only where a name asks for them; others stay as printed."""
    title = " ".join(title.split()).strip()
    letters = [each for each in title if each.isalpha()]
    if not letters or sum(each.isupper() for each in letters) * 10 < len(letters) * 8:
        return title
    low = title.lower()
    for word, kept in _KEPT.items():
        low = (
            re.sub(rf"(?<!\w){re.escape(word)}", kept, low) if word[0].isalpha() else low.replace(word, kept)
        )
    if place:
        low = re.sub(rf"(?<!\w){re.escape(place.lower())}(?!\w)", place, low)
    return low[:1].upper() + low[1:]
