"""Where a request came from, which the trail tells."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from opendti.audit.models import Entry
from opendti.common import request_facts
from opendti.common.request_facts import Facts, RequestFactsMiddleware, address_of


def asked(**headers):
    return RequestFactory().get("/", REMOTE_ADDR=headers.pop("peer", "10.0.0.9"), **headers)


@pytest.mark.parametrize(
    ("behind_proxy", "peer", "forwarded", "address"),
    [
        (False, "10.0.0.9", None, "10.0.0.9"),
        (False, "10.0.0.9", "1.2.3.4", "10.0.0.9"),
        (True, "127.0.0.1", "1.2.3.4", "1.2.3.4"),
        (True, "127.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (True, "127.0.0.1", "1.2.3.4, ", "127.0.0.1"),
        (True, "127.0.0.1", "<script>", "127.0.0.1"),
        (True, "", None, ""),
        (True, "", "2001:DB8:0::1", "2001:db8::1"),
        (False, "::ffff:10.0.0.9", None, "10.0.0.9"),
    ],
)
def test_the_address_is_the_peer_or_what_our_own_proxy_adds(settings, behind_proxy, peer, forwarded, address):
    settings.OPENDTI_BEHIND_PROXY = behind_proxy
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert address_of(asked(peer=peer, **headers)) == address


def test_the_facts_are_there_while_the_request_is_answered_and_no_longer():
    seen = []

    def view(request):
        seen.append(request_facts.current())
        return HttpResponse()

    RequestFactsMiddleware(view)(asked(HTTP_X_REQUEST_ID="abcdef-0123"))

    assert seen == [Facts("abcdef-0123", "10.0.0.9")]
    assert request_facts.current() == Facts()


def test_the_trail_says_where_from_and_under_which_id(client, cast):
    cast.open()
    client.force_login(cast.lan)

    address = f"/sheets/{cast.health.pk}/links/?item=1.1"
    given = {"item": "1.1", "url": "https://example.vn/1", "title": "x"}
    answer = client.post(address, given, REMOTE_ADDR="10.1.2.3")

    entry = Entry.objects.latest("number")
    assert (entry.event, entry.address) == ("evidence_link.added", "10.1.2.3")
    assert entry.request_id == answer["X-Request-ID"]
    assert (entry.hat, entry.hat_organisation_id) == (
        "Nhập liệu · Sở Y tế",
        cast.organisations["so-y-te"].pk,
    )
