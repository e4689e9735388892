"""Marks on views that have no other gate.

Every view asks for a log-in (common.log_in) unless it is marked `public`, so that a view
nobody thought about is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(view: View) -> View:
    """The view is open to everybody on purpose; the law test on gates looks for this mark."""
    return login_not_required(view)
