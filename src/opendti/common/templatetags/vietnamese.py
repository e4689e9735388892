"""Filters for exact numbers and moments in Vietnamese form. They round for showing and never compute."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django import template
from django.utils import timezone

from opendti.scoring import rounding

register = template.Library()

NOTHING = "–"
Exact = Fraction | int | str | None


def exact(value: Exact) -> Fraction | None:
    """The fraction behind a stored text such as `620/3`; None for nothing."""
    return None if value is None or value == "" else Fraction(value)


@register.filter
def points(value: Exact, places: int = 2) -> str:
    """`206,67`; a dash for nothing."""
    number = exact(value)
    return NOTHING if number is None else rounding.shown(number, places)


@register.filter
def percent(value: Exact, places: int = 2) -> str:
    """`68,89 %` with a space that does not break; a dash for nothing."""
    number = exact(value)
    return NOTHING if number is None else f"{rounding.shown(number, places)}\u00a0%"


@register.filter
def figure(value: Exact) -> str:
    """A figure in full as it was given, `1.234,5`; a dash for nothing."""
    number = exact(value)
    return NOTHING if number is None else rounding.figure(number)


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """`05/12/2026`; a dash for nothing."""
    return NOTHING if value is None else value.strftime("%d/%m/%Y")


@register.filter
def moment(value: datetime | None) -> str:
    """`05/12/2026 14:05` in local time; a dash for nothing."""
    return NOTHING if value is None else timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
