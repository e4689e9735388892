"""Other methods and forms that were not sent from our pages."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from tests.addresses import addresses, filled_in
from tests.provinces import ROLES, session_of

pytestmark = pytest.mark.once

NOT_OURS = {
    "account:mfa_login_webauthn": "answers a browser's own question in JSON",
}


def counts() -> Counter[str]:
    """How many rows each table has, but for sessions."""
    return Counter(
        {
            model._meta.label: QuerySet(model).count()
            for model in apps.get_models()
            if model._meta.app_label in ("people", "audit", "catalog", "assessment", "results")
        }
    )


def test_no_form_is_taken_without_its_token(appraising):
    """Not even from who may do it: a page elsewhere could have sent it."""
    people = [session_of(getattr(appraising.bac, name)) for name in ("clerk", "manager", "operator")]
    before, taken = counts(), []
    for address in addresses():
        path = filled_in(address, appraising.bac)
        for client in people:
            client.handler.enforce_csrf_checks = True
            response = client.post(path, {"item": "1.1"})
            if response.status_code not in (403, 404, 405):
                taken.append(f"{address.name}: {response.status_code}")

    assert [each for each in taken if each.partition(":")[0] not in NOT_OURS] == []
    assert counts() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_nobody_uses_do_nothing(appraising, method):
    client = session_of(appraising.bac.manager)
    before, open_to_it = counts(), []
    for address in addresses():
        with transaction.atomic():
            response = client.generic(method, filled_in(address, appraising.bac))
            is_redirect = response.status_code == 302
            transaction.set_rollback(True)
        if response.status_code not in (403, 404, 405) and not is_redirect:
            open_to_it.append(f"{address.name}: {response.status_code}")

    assert [each for each in open_to_it if not each.startswith(("account:", "people:login"))] == []
    assert counts() == before


@pytest.mark.parametrize("name", ["clerk", "manager"])
def test_head_and_options_tell_no_more_than_get(appraising, name):
    """HEAD has the answer of GET without its body; OPTIONS is refused, or stands behind the same gate."""
    client, differing = session_of(getattr(appraising.bac, name)), []
    for address in addresses():
        path = filled_in(address, appraising.nam)
        with transaction.atomic():
            get, head, options = (client.generic(each, path) for each in ("GET", "HEAD", "OPTIONS"))
            transaction.set_rollback(True)
        if head.status_code not in (get.status_code, 405) or (head.content and head.status_code != 405):
            differing.append(f"HEAD {address.name}: {head.status_code}, GET {get.status_code}")
        if options.status_code not in (get.status_code, 302, 405, 404, 403) and ":" in address.name:
            differing.append(f"OPTIONS {address.name}: {options.status_code}")

    assert [each for each in differing if " account:" not in each] == []


def test_a_log_in_changes_the_key_of_the_session(appraising, client):
    """A key that somebody planted beforehand opens nothing afterwards."""
    clerk = appraising.bac.clerk
    clerk.set_password("mat-khau-rat-dai-1")
    clerk.save(update_fields=["password"])
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    client.post("/account/login/", {"login": clerk.username, "password": "mat-khau-rat-dai-1"})

    assert client.get("/work/").status_code == 200
    assert client.cookies["sessionid"].value != planted
    other = session_of(None)
    other.cookies["sessionid"] = planted
    assert other.get("/work/").status_code == 302


def test_every_role_is_tried():
    assert len(ROLES) == 12
