import pytest

from opendti.people.actions import add_person


@pytest.fixture
def lan(db):
    return add_person("Lan", full_name="Nguyễn Thị Lan", password="mat-khau-dai-1")


@pytest.mark.parametrize("typed", ["lan", "LAN", " lan "])
def test_works_however_the_name_is_typed(client, lan, typed):
    response = client.post("/login/", {"username": typed, "password": "mat-khau-dai-1"})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_a_wrong_password_is_refused(client, lan):
    response = client.post("/login/", {"username": "lan", "password": "sai"})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_account_without_password_cannot_log_in_by_one(client, db):
    add_person("khong", full_name="Không")

    assert client.post("/login/", {"username": "khong", "password": ""}).status_code == 200


def test_the_page_does_not_lead_elsewhere(client, lan):
    sent = {"username": "lan", "password": "mat-khau-dai-1", "next": "https://evil.example/"}

    assert client.post("/login/", sent)["Location"] == "/work/"


def test_log_out_works_by_post_only(client, lan):
    client.force_login(lan)

    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


class TestDemo:
    @pytest.fixture
    def demo(self, settings):
        settings.OPENDTI_DEMO = True

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_outside_the_demo_there_is_no_such_page(self, client, cast, method):
        assert getattr(client, method)("/demo/", {"username": "lan"}).status_code == 404

    def test_lists_the_accounts_by_role(self, client, cast, demo):
        page = client.get("/demo/").content.decode()

        assert "Nguyễn Thị Lan" in page
        assert page.index("Nhập liệu") < page.index("Thẩm định")

    def test_logs_in_by_post(self, client, cast, demo):
        assert client.post("/demo/", {"username": "lan"})["Location"] == "/work/"
        assert client.session["_auth_user_id"] == str(cast.lan.pk)

    def test_an_unknown_account_is_404(self, client, cast, demo):
        assert client.post("/demo/", {"username": "ai-do"}).status_code == 404
