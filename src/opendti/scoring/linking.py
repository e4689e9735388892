"""Figures that stand in the general information: found there, and compared with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .answers import EMPTY, Given, Sheet
from .definition import Component, Figure
from .outcomes import Flag, FlagCode


def links_of(component: Component) -> tuple[Figure, ...]:
    return tuple(figure for figure in component.figures if figure.source or figure.default)


def linked(
    links: tuple[Figure, ...], given: Mapping[str, Fraction], general: Mapping[str, Fraction]
) -> tuple[dict[str, Fraction], tuple[Flag, ...]]:
    """The figures with those filled in that stand in the general information.

    A source the decision names wins over a figure given; a default of ours yields to it. Where the
    two differ the letter is flagged.
    """
    figures = dict(given)
    differing: tuple[Flag, ...] = ()
    for figure in links:
        known = linked_value(figure, general)
        if known is None:
            continue
        typed = given.get(figure.id)
        if typed is not None and typed != known:
            differing = (*differing, Flag(FlagCode.DIFFERS, figure.id))
        if typed is None or figure.source:
            figures[figure.id] = known
    return figures, differing


def linked_value(figure: Figure, general: Mapping[str, Fraction]) -> Fraction | None:
    """What the general information says for a linked figure; None when it says nothing yet."""
    if figure.source:
        return general.get(figure.source)
    try:
        return figure.default.run(general) if figure.default else None
    except (KeyError, ZeroDivisionError):
        return None


def resolved_figures(component: Component, sheet: Sheet) -> dict[str, Fraction]:
    """The figures the engine scores this component with, linked ones filled in."""
    answer = sheet.answers.get(component.code, EMPTY)
    given = answer.figures if isinstance(answer, Given) else {}
    return linked(links_of(component), given, sheet.general)[0]
