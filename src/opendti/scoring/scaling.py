"""The min–max rule (form 12): a value among those of the other units."""

from __future__ import annotations

from fractions import Fraction

from . import forms
from .rules import ONE


def scaled(rule: forms.MinMax, value: Fraction, low: Fraction, high: Fraction) -> Fraction | None:
    """The share of the maximum for `value` among values from `low` to `high` (form 12).

    None when all units are equal, which the engine answers with the maximum and a flag.
    """
    if low == high:
        return None
    if rule.scale == "min_max":
        return (value - low) / (high - low) if rule.better == "higher" else (high - value) / (high - low)
    if rule.better == "higher":
        return value / high if high > 0 else Fraction(value == high)
    return low / value if value > 0 else ONE
