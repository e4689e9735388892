import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from opendti.assessment.actions import Conflict
from opendti.common import request_id
from opendti.common.errors import RefusalMiddleware
from opendti.common.gate import public
from opendti.common.refusals import Invalid, StepNotOpen
from opendti.scoring.entries import EntryError

REFUSE = RefusalMiddleware(lambda request: HttpResponse())


@pytest.mark.parametrize(
    ("exception", "status", "says"),
    [
        (StepNotOpen("Phiếu đã nộp rồi."), 409, "Phiếu đã nộp rồi."),
        (Conflict(mine="12", theirs="14", version=3), 409, "14"),
        (Invalid("Chưa ghi lý do."), 400, ""),
        (EntryError("Không có mục “9.9”", "item"), 400, ""),
    ],
)
def test_a_refusal_becomes_a_page(exception, status, says):
    response = REFUSE.process_exception(RequestFactory().get("/x/"), exception)

    assert response is not None
    assert response.status_code == status
    assert says in response.content.decode()


def test_other_exceptions_are_left_alone():
    assert REFUSE.process_exception(RequestFactory().get("/x/"), KeyError("x")) is None


def test_every_answer_has_its_request_id_and_the_strict_policy(client, db):
    response = client.get("/login/")

    assert len(response["X-Request-ID"]) == 8
    assert request_id.current() == ""
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_an_id_given_by_the_proxy_is_kept_and_a_strange_one_is_not(client, db):
    assert client.get("/login/", headers={"X-Request-ID": "abcdef-0123"})["X-Request-ID"] == "abcdef-0123"
    assert client.get("/login/", headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"


def test_a_view_nobody_thought_about_asks_for_a_log_in():
    view = public(lambda request: HttpResponse())

    assert getattr(view, "login_required", True) is False
    assert "opendti.common.log_in.LoginRequired" in settings.MIDDLEWARE


def test_an_unknown_address_is_answered_in_vietnamese(client, db):
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()
