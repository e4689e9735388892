"""How many requests one browser, and one address, may send in a minute before it has to wait.

Far above what people do, with room for an office of a hundred behind one address; it only stops
programs that hammer. Log-in has limits of its own. Counted in the process's memory: a second server
process doubles the limit, and no request waits for the database to be counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest, HttpResponse

from . import errors, request_facts

MINUTE = 60


class RateLimitMiddleware:
    """Answers 429 with the seconds to wait once either count is over its limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_over_a_limit(request):
            return errors.too_many(request, seconds=MINUTE - int(time.time()) % MINUTE)
        return self.get_response(request)


def _is_over_a_limit(request: HttpRequest) -> bool:
    minute = int(time.time()) // MINUTE
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    counts = [(f"rate:{minute}:a:{request_facts.current().address}", settings.OPENDTI_RATE_PER_ADDRESS)]
    if session:  # First, so that what one browser sends beyond its own limit is not counted to its office.
        counts.insert(0, (f"rate:{minute}:s:{hash(session)}", settings.OPENDTI_RATE_PER_SESSION))
    cache = caches["process"]
    return any(_count(cache, key) > most for key, most in counts)


def _count(cache: BaseCache, key: str) -> int:
    """The number of requests counted under the key, this one included."""
    if cache.add(key, 1, timeout=2 * MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # It was thrown out between the two lines.
        return 1
