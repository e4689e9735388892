"""Addresses of pages that another part of the house provides."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object, fallback: str = "") -> str:
    """The page's address, or `fallback` while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return fallback
