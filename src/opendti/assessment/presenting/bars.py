"""Widths of bars: rounded numbers for the eye alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from opendti.scoring import rounding


def share(part: Fraction, whole: Fraction) -> Decimal:
    """The percent of the whole, within 0 … 100, with one decimal."""
    if whole <= 0:
        return Decimal(0)
    width = min(max(100 * part / whole, Fraction(0)), Fraction(100))
    return Decimal(rounding.shown(width, 1, grouped=False).replace(",", "."))
