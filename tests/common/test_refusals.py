import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from opendti.assessment.actions import Conflict
from opendti.catalog.models import Retirement
from opendti.common import request_facts
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
    assert request_facts.current().request_id == ""
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


def test_a_method_that_is_not_taken_is_told_in_vietnamese(client, cast):
    client.force_login(cast.lan)

    response = client.post("/work/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "chỉ nhận dữ liệu gửi lên" in response.content.decode()


class TestFormThatCameTooLate:
    @pytest.fixture
    def strict(self):
        return Client(enforce_csrf_checks=True)

    def test_without_session_it_leads_over_the_log_in_back_to_the_page(self, strict, cast):
        page = strict.post("/sheets/1/links/?item=1.1", {"item": "1.1"})

        assert page.status_code == 403
        link = 'href="/account/login/?next=%2Fsheets%2F1%2Flinks%2F%3Fitem%3D1.1">Đăng nhập lại'
        assert link in page.content.decode()

    def test_with_a_session_it_asks_to_load_the_page_again(self, strict, cast):
        strict.force_login(cast.lan)

        page = strict.post("/sheets/1/links/").content.decode()

        assert "tải lại trang" in page
        assert "Đăng nhập lại</a>" not in page

    def test_the_log_in_itself_leads_to_no_other_log_in(self, strict, cast):
        page = strict.post("/account/login/?next=/work/").content.decode()

        assert 'href="/account/login/?next=/work/">Đăng nhập lại' in page


@pytest.mark.django_db
def test_what_no_database_holds_gets_to_none(client, cast):
    """PostgreSQL has no NUL in texts, so that a search for one ended as an error of ours."""
    client.force_login(cast.quang)
    answers = [
        client.get("/people/?q=a%00b"),
        client.get("/people/?a%00=b"),
        client.get(f"/sheets/{cast.health.pk}/items/%00/"),
    ]

    assert [answer.status_code for answer in answers] == [400] * 3
    assert "Máy chủ không hiểu được yêu cầu này" in answers[0].content.decode()
    retired = client.post(f"/index-sets/{cast.group.index_set_id}/retire/", {"reason": "Có\0 bản mới"})
    assert retired.status_code == 302
    assert Retirement.objects.get().reason == "Có bản mới"
