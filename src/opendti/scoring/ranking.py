"""Ranks and classes, on exact values.

Equal values share a rank and the next rank is left out: 1-2-2-4. A participant without a value, or
one that takes part without being ranked, has no rank and moves nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

from .definition import IndexSet

Unit = TypeVar("Unit", bound=Hashable)


def rank(
    values: Mapping[Unit, Fraction | None], *, unranked: Collection[Unit] = ()
) -> dict[Unit, int | None]:
    """The rank of each unit, the highest value first; None for those that are not ranked."""
    ranks: dict[Unit, int | None] = dict.fromkeys(values)
    counted = [(value, unit) for unit, value in values.items() if value is not None and unit not in unranked]
    counted.sort(key=lambda pair: pair[0], reverse=True)
    place, last = 0, None
    for position, (value, unit) in enumerate(counted, start=1):
        if value != last:
            place, last = position, value
        ranks[unit] = place
    return ranks


def classify(index_set: IndexSet, percent: Fraction | None) -> str | None:
    """The class an index value (percent) falls into; None when the set has none or there is no value.

    Classes are tried in the order of the file; bounds are exact, `above` excludes its bound.
    """
    if percent is None:
        return None
    for each in index_set.classes:
        if each.above is not None and percent <= each.above:
            continue
        if each.at_least is not None and percent < each.at_least:
            continue
        return each.label
    return None
