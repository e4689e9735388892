import json
import os
import re
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from qrcode.main import QRCode

from opendti.audit import queries as trail
from opendti.people.actions import add_membership
from opendti.people.log_in import second_factor
from opendti.people.roles import Role
from tests.people.log_in.conftest import code_now, give_app, is_in, log_in

SET_UP = "/account/second-factor/app/activate/"
ASK = "/account/second-factor/authenticate/"
CODES = "/account/recovery-codes/"
CHANGE = "/account/password/change/"


def secret_on(page: str) -> str:
    key = re.search(r'class="key">([A-Z2-7 ]+)<', page)
    assert key is not None
    return key.group(1).replace(" ", "")


def set_up(client) -> str:
    secret = secret_on(client.get(SET_UP).content.decode())
    response = client.post(SET_UP, {"code": code_now(secret)})
    assert response["Location"] == CODES, response.content.decode()
    return secret


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", page)


@pytest.mark.usefixtures("committed")
class TestSetUp:
    def test_by_the_plain_steps_of_the_page(self, client, lan):
        log_in(client)
        page = client.get(SET_UP).content.decode()

        assert "Google Authenticator" in page
        assert "Microsoft Authenticator" in page
        assert "<svg" in page
        assert "data:image" not in page
        secret = secret_on(page)
        answer = client.post(SET_UP, {"code": f" {code_now(secret)[:3]} {code_now(secret)[3:]}"})
        assert answer["Location"] == CODES
        assert len(codes_on(client.get(CODES).content.decode())) == 10

    def test_the_drawing_holds_the_secret_and_the_name(self, client, lan, monkeypatch):
        drawn = []

        class Drawing(QRCode):  # type: ignore[misc]
            def add_data(self, data: str) -> None:
                drawn.append(data)
                super().add_data(data)

        monkeypatch.setattr("opendti.people.log_in.second_factor.QRCode", Drawing)
        log_in(client)
        page = client.get(SET_UP).content.decode()

        assert drawn == [f"otpauth://totp/lan?secret={secret_on(page)}&issuer=OpenDTI"]

    def test_a_wrong_code_says_what_to_do_and_keeps_the_secret(self, client, lan):
        log_in(client)
        secret = secret_on(client.get(SET_UP).content.decode())
        page = client.post(SET_UP, {"code": "000000"}).content.decode()

        assert "bật giờ tự động" in page
        assert secret_on(page) == secret

    def test_leaves_a_trace_without_the_secret(self, client, lan):
        log_in(client)
        secret = set_up(client)
        entries = list(trail.trail_of(lan))

        assert {"account.second_factor_added", "account.recovery_codes_added"} <= {e.event for e in entries}
        assert secret not in repr([(e.before, e.after, e.note) for e in entries])

    def test_taking_it_away_leaves_a_trace_and_takes_the_codes_along(self, client, lan):
        log_in(client)
        set_up(client)
        client.post("/account/second-factor/app/deactivate/")

        assert not Authenticator.objects.exists()
        assert "account.second_factor_removed" in [e.event for e in trail.trail_of(lan)]

    def test_new_codes_replace_the_old_ones(self, client, lan):
        log_in(client)
        set_up(client)
        before = codes_on(client.get(CODES).content.decode())
        client.post(f"{CODES}generate/")
        after = codes_on(client.get(CODES).content.decode())

        assert len(after) == 10
        assert not set(before) & set(after)

    def test_codes_can_be_taken_along_as_a_file(self, client, lan):
        log_in(client)
        set_up(client)
        text = client.get(f"{CODES}download/").content.decode()

        assert "mã dự phòng của lan" in text
        assert len(re.findall(r"^\d{8}$", text, re.MULTILINE)) == 10


class TestLogIn:
    def test_the_password_alone_does_not_open(self, client, app_of_lan):
        assert log_in(client)["Location"] == ASK
        assert not is_in(client)

    def test_the_code_does(self, client, app_of_lan):
        log_in(client)

        assert client.post(ASK, {"code": code_now(app_of_lan)})["Location"] == "/work/"
        assert is_in(client)

    def test_the_page_that_was_asked_for_opens_after_the_code(self, client, app_of_lan):
        client.post("/account/login/", {"login": "lan", "password": "mat-khau-dai-1", "next": "/rounds/"})

        assert client.post(ASK, {"code": code_now(app_of_lan)})["Location"] == "/rounds/"

    def test_a_code_is_good_once(self, client, app_of_lan):
        code = code_now(app_of_lan)
        log_in(client)
        client.post(ASK, {"code": code})
        client.post("/account/logout/")
        log_in(client)

        assert "Mã không đúng" in client.post(ASK, {"code": code}).content.decode()

    def test_a_phone_half_a_minute_off_is_understood(self, client, app_of_lan):
        log_in(client)

        assert client.post(ASK, {"code": code_now(app_of_lan, ahead=-1)}).status_code == 302

    def test_codes_cannot_be_tried_forever(self, client, app_of_lan):
        log_in(client)
        for _ in range(10):
            client.post(ASK, {"code": "000000"})

        answer = client.post(ASK, {"code": code_now(app_of_lan)})
        assert "Sai quá nhiều lần" in answer.content.decode()
        assert not is_in(client)

    def test_a_recovery_code_stands_in_once(self, client, lan, app_of_lan):
        code = RecoveryCodes.activate(lan).generate_codes()[0]
        log_in(client)
        assert client.post(ASK, {"code": code})["Location"] == "/work/"
        client.post("/account/logout/")
        log_in(client)

        assert "Mã không đúng" in client.post(ASK, {"code": code}).content.decode()


class TestMustHaveOne:
    @pytest.fixture(autouse=True)
    def demanded(self, settings):
        settings.OPENDTI_SECOND_FACTOR = ("manager",)

    @pytest.mark.parametrize("path", ["/work/", "/rounds/", "/index-sets/", "/account/sessions/"])
    def test_who_has_none_sees_only_where_to_set_it_up(self, client, quang, path):
        log_in(client, "quang")
        answer = client.get(path)

        assert answer.status_code == 403
        page = answer.content.decode()
        assert "Cài bước xác thực thứ hai" in page
        assert SET_UP in page

    def test_nothing_can_be_done_either(self, client, quang, cast):
        log_in(client, "quang")

        assert client.post(f"/rounds/{cast.round.slug}/open/").status_code == 403
        cast.fresh()
        assert cast.round.state == "draft"

    @pytest.mark.parametrize("path", [SET_UP, "/account/security/", "/account/passkeys/add/", CHANGE, "/"])
    def test_the_way_there_and_public_pages_are_open(self, client, quang, path):
        log_in(client, "quang")

        assert client.get(path).status_code == 200

    def test_the_way_there_offers_no_section_that_would_not_open(self, client, quang):
        log_in(client, "quang")
        assert 'aria-label="Các phần' not in client.get(SET_UP).content.decode()

        set_up(client)

        assert 'aria-label="Các phần' in client.get(CODES).content.decode()

    def test_leaving_is_open(self, client, quang):
        log_in(client, "quang")

        assert client.post("/account/logout/").status_code == 302

    def test_setting_it_up_opens_the_rest(self, client, quang):
        log_in(client, "quang")
        set_up(client)

        assert client.get(CODES).status_code == 200
        assert is_in(client)

    def test_recovery_codes_alone_are_none(self, client, quang):
        log_in(client, "quang")
        Authenticator.objects.create(
            user=quang, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "00", "used_mask": 0}
        )

        assert not is_in(client)

    def test_a_hat_of_another_role_is_no_way_around(self, client, quang, cast):
        add_membership(quang, organisation=cast.organisations["so-y-te"], role=Role.CLERK)
        log_in(client, "quang")
        quang.hat = quang.memberships.get(role=Role.CLERK)
        quang.save(update_fields=["hat"])

        assert not is_in(client)

    def test_others_are_left_alone(self, client, lan):
        log_in(client)

        assert is_in(client)

    def test_it_costs_no_query(self, client, quang, django_assert_num_queries, settings):
        give_app(quang)
        client.force_login(quang)
        client.get("/account/security/")
        with django_assert_num_queries(2):  # the session and the person
            client.get("/account/password/set/")


def test_a_role_that_is_written_wrong_is_found(settings):
    assert second_factor.check_roles() == []
    settings.OPENDTI_SECOND_FACTOR = ("managers",)
    [problem] = second_factor.check_roles()

    assert "managers" in str(problem.msg)
    assert "manager" in str(problem.hint)


@pytest.mark.parametrize(
    ("environment", "roles"),
    [
        ({}, ("operator", "manager", "auditor")),
        ({"OPENDTI_DEMO": "1"}, ()),
        ({"OPENDTI_DEBUG": "1"}, ()),
        ({"OPENDTI_SECOND_FACTOR": "head, clerk"}, ("head", "clerk")),
        ({"OPENDTI_DEMO": "1", "OPENDTI_SECOND_FACTOR": "head"}, ("head",)),
    ],
)
def test_who_must_have_one_is_said_in_the_environment(environment, roles):

    program = "from opendti import settings; import json; print(json.dumps(settings.OPENDTI_SECOND_FACTOR))"
    plain = {key: value for key, value in os.environ.items() if not key.startswith("OPENDTI_")}
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], env=plain | environment, capture_output=True, text=True, check=True
    )

    assert tuple(json.loads(said.stdout)) == roles
