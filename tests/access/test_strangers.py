"""A stranger cannot tell “not yours” from “does not exist”: the answers are the same, byte for byte."""

import re

import pytest
from django.db import transaction

from tests.addresses import addresses, filled_in, of_nothing
from tests.provinces import ROLES, session_of

pytestmark = pytest.mark.once

EXISTENCE_IS_NO_SECRET = {
    "people:organisation": "every member sees which organisations there are",
    "people:organisation-correct": "as above",
    "people:organisation-dissolve": "as above",
    "people:organisation-merge": "as above",
    "people:organisation-move": "as above",
    "people:organisation-rename": "as above",
    "people:organisation-split": "as above",
    "catalog:retire": "every member reads published index sets, whoever owns them",
    "catalog:match": "as above",
    "catalog:clone": "as above",
}
"""Where a foreign object answers 403 and one that does not exist 404, and why that gives nothing away."""

NEW_EVERY_TIME = (
    re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*'),
    re.compile(rb"(hx-headers='[^']*)'"),
    re.compile(rb'("X-CSRFToken": ")[^"]*'),
)
HEADERS_OF_ONE_REQUEST = ("X-Request-Id", "X-Request-ID", "Set-Cookie")


def answer(client, method, path):
    """Status, headers and body without what differs from request to request."""
    with transaction.atomic():
        response = client.generic(method, path)
        transaction.set_rollback(True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for name in HEADERS_OF_ONE_REQUEST:
        if value := response.headers.get(name):
            body = body.replace(value.encode(), b"")
    for pattern in NEW_EVERY_TIME:
        body = pattern.sub(rb"\1", body)
    headers = {
        name: value.replace(path, "")
        for name, value in response.headers.items()
        if name not in HEADERS_OF_ONE_REQUEST and name != "Content-Length"
    }
    reference = response.headers.get("X-Request-Id", "").encode()
    body = body.replace(reference, b"") if reference else body
    return response.status_code, headers, body.replace(path.encode(), b"")


@pytest.mark.parametrize("name", [*ROLES, "nobody"])
def test_what_is_not_yours_answers_as_what_does_not_exist(appraising, name):
    client = session_of(None if name == "nobody" else getattr(appraising.bac, name))
    told, tried = [], 0
    for address in addresses():
        if not address.is_about_something or address.name in EXISTENCE_IS_NO_SECRET:
            continue
        foreign, missing = filled_in(address, appraising.nam), of_nothing(address, appraising.nam)
        for method in ("GET", "POST"):
            theirs = answer(client, method, foreign)
            if theirs[0] not in (403, 404) or (foreign == missing):
                continue
            tried += 1
            if theirs != answer(client, method, missing):
                told.append(f"{method} {address.name}")

    assert told == []
    assert tried > 20 or name == "nobody"
