"""No page leads to one that is closed: every link a person is shown opens for that person."""

import re

import pytest
from django.db import transaction

from opendti.catalog import exports
from tests.provinces import ROLES, session_of

pytestmark = pytest.mark.once

LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
SEEN_ENOUGH = 60


def crawled(client):
    """By closed address, the page that leads there; from the front page on."""
    closed: dict[str, str] = {}
    seen: set[str] = set()
    waiting = [("/work/", "")]
    while waiting and len(seen) < SEEN_ENOUGH:
        path, source = waiting.pop(0)
        shape = re.sub(r"\d+", "N", path)
        if shape in seen or path.startswith("/static/"):
            continue
        seen.add(shape)
        with transaction.atomic():
            response = client.get(path, follow=True)
            transaction.set_rollback(True)
        if response.status_code in (403, 404):
            closed[path] = source
        elif "text/html" in response["Content-Type"]:
            waiting += [(each, path) for each in LINK.findall(response.content.decode())]
    return closed, seen


@pytest.mark.django_db
@pytest.mark.parametrize("phase", ["filling", "published"])
@pytest.mark.parametrize("name", ROLES)
def test_every_link_opens(phase, name, request, monkeypatch):
    monkeypatch.setattr(exports, "method_pdf", lambda _method: b"")
    world = request.getfixturevalue(phase)
    closed, seen = crawled(session_of(getattr(world.bac, name)))

    assert closed == {}
    assert len(seen) > 3
