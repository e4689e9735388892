"""Numbers, days and formulas as people here write them, and as index-set files hold them."""

from __future__ import annotations

import re

from opendti.scoring import quantities

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?( ?%)?", re.ASCII)
_TYPED = re.compile(r"[+-]?\d+,\d+(\s*/\s*\d+)?(\s*%)?", re.ASCII)
_HELD = re.compile(r"[+-]?\d+\.\d+(\s*/\s*\d+)?(\s*%)?", re.ASCII)
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "≥": ">=", "≤": "<="})


def held(text: str) -> str:
    """`2,5` as files hold it, `2.5`, and `1.000` as `1000`; anything else stays as it is."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return text.replace(",", ".") if _TYPED.fullmatch(text) else text


def shown(text: str) -> str:
    """`2.5` as people write it here, `2,5`; anything else stays as it is."""
    return text.replace(".", ",") if _HELD.fullmatch(text) else text


def day_held(text: str) -> str:
    """`13/09/2024` as files hold it, `2024-09-13`; anything else stays as it is."""
    try:
        return quantities.day(text).isoformat()
    except ValueError:
        return text


def day_shown(text: str) -> str:
    """`2024-09-13` as people write it here, `13/09/2024`; anything else stays as it is."""
    try:
        return quantities.day(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


def formula(text: str) -> str:
    """A formula with the signs of the file: `a ÷ b × 10` becomes `a / b * 10`."""
    return text.translate(_SIGNS)
