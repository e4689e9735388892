import re

import pypdfium2  # type: ignore[import-untyped]
import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from opendti.answer_files.workbooks import worksheets
from opendti.audit.models import Entry
from opendti.people import actions, letters
from opendti.people.letters import paper
from opendti.people.models import Invitation, Membership
from opendti.people.roles import Role
from tests.people.accounts.conftest import PASSWORD


def squares_drawn(drawing: str) -> set[tuple[int, int]]:
    """The dark squares of a drawing, as (column, row)."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing)
    return {(int(x) + step, int(y)) for x, y, length in runs for step in range(int(length))}


def squares_of_the_library(url: str) -> set[tuple[int, int]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=2, border=2)
    code.add_data(url)
    code.make(fit=True)
    return {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]


def tokens_in(text: str) -> str:
    return text.split("/activate/")[1].split(maxsplit=1)[0].strip("/")


class TestWhoIsGivenOne:
    def test_all_who_have_not_opened_their_account(self, as_van, provinces):
        actions.activate(_token(provinces.lan), PASSWORD)
        page = as_van.get("/people/links/").content.decode()

        assert "Cấp liên kết cho 1 người" in page
        assert "Trần Minh" in page

    def test_a_manager_gives_none_to_whom_an_operator_gives_roles(self, as_minh, provinces):
        actions.add_membership(provinces.lan, organisation=provinces.xa, role=Role.LEADER)
        page = as_minh.get(
            "/people/links/", {"person": [provinces.lan.pk, provinces.van.pk]}
        ).content.decode()

        assert "Không có ai để cấp liên kết" in page
        assert "2 người không cấp được" in page

    def test_nor_to_who_has_roles_elsewhere(self, as_minh, provinces):
        actions.add_membership(provinces.lan, organisation=provinces.other, role=Role.CLERK)

        assert (
            "Không có ai để cấp liên kết"
            in as_minh.get(f"/people/links/?person={provinces.lan.pk}").content.decode()
        )

    def test_nor_for_an_account_in_use_which_an_operator_may(self, client, provinces):
        actions.activate(_token(provinces.lan), PASSWORD)
        counts = {}
        for giver in (provinces.minh, provinces.van):
            client.force_login(giver)
            page = client.get(f"/people/links/?person={provinces.lan.pk}").content.decode()
            counts[giver.username] = "Cấp liên kết cho 1 người" in page

        assert counts == {"minh": False, "van": True}

    def test_nobody_of_another_province(self, as_van, provinces):
        sent = {"person": provinces.thu.pk, "count": "1"}

        assert as_van.post("/people/links/letters/", sent).status_code == 409
        assert as_van.post("/people/links/letters/", sent | {"count": "0"}).status_code == 400
        assert not Invitation.objects.exists()


class TestLetters:
    def test_one_page_a_person_with_all_that_is_needed(self, as_minh, provinces, settings):
        settings.OPENDTI_PLACE = "Tỉnh A"
        answer = as_minh.post("/people/links/letters/", {"count": "1"})
        pages = pages_of(answer.content)
        token = tokens_in(pages[0])

        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        assert len(pages) == 1
        for words in (
            "Nguyễn Thị Lan",
            "Sở Y tế",
            "lan",
            "Nhập liệu",
            "http://testserver/activate/",
            "Trần Minh",
            "A, ngày",
        ):
            assert words in pages[0]
        as_minh.logout()
        assert as_minh.get(f"/activate/{token}/").status_code == 200

    def test_the_code_is_that_of_the_link(self, provinces, monkeypatch):
        given = []
        add = QRCode.add_data

        def add_and_tell(code, data):
            given.append(data)
            add(code, data)

        monkeypatch.setattr(QRCode, "add_data", add_and_tell)
        links = actions.new_links([provinces.lan])
        letters.letters_pdf(links, base="https://dti.example/", by=provinces.van, held=[])

        assert given == [f"https://dti.example/activate/{links[0].token}/"]
        assert squares_drawn(paper.qr_code(given[0])) == squares_of_the_library(given[0])

    def test_stand_by_organisation(self, provinces):
        held = list(Membership.objects.select_related("organisation").order_by("pk"))
        links = actions.new_links([provinces.thu, provinces.lan, provinces.minh])
        pages = pages_of(letters.letters_pdf(links, base="http://x", by=provinces.van, held=held))

        assert ["Lê Thị Thu" in pages[0], "Trần Minh" in pages[1], "Nguyễn Thị Lan" in pages[2]] == [True] * 3

    def test_names_are_never_taken_for_markup(self, provinces):
        actions.change_person(provinces.lan, full_name='#pagebreak() *a* $x$ "<b>', email="")
        links = actions.new_links([provinces.lan])
        pages = pages_of(letters.letters_pdf(links, base="http://x", by=provinces.van, held=[]))

        assert len(pages) == 1
        assert "#pagebreak() *a* $x$" in pages[0]

    def test_a_name_that_turns_the_line_round_or_fills_it_does_not(self, provinces, settings):
        settings.OPENDTI_PLACE = "Tỉnh Hải Dương"
        actions.change_person(provinces.lan, full_name=f"\u202e{'W' * 100}", email="")
        links = actions.new_links([provinces.lan])
        (page,) = pages_of(letters.letters_pdf(links, base="http://x", by=provinces.van, held=[]))

        assert "\u202e" not in page
        assert "W" * 30 in page
        assert "W" * 40 not in page
        assert "Hải Dương, ngày" in page
        assert "Tỉnh Hải Dương, ngày" not in page

    def test_older_links_go_and_the_page_says_so_before(self, as_minh, provinces):
        first = tokens_in(pages_of(as_minh.post("/people/links/letters/", {"count": "1"}).content)[0])
        assert "1 người đang có liên kết chưa dùng" in as_minh.get("/people/links/").content.decode()
        assert "Không có ai để cấp liên kết" in as_minh.get("/people/links/?link=no").content.decode()
        as_minh.post("/people/links/letters/", {"count": "1"})

        assert as_minh.get(f"/activate/{first}/").status_code == 404
        assert Invitation.objects.filter(revoked_at=None).count() == 1

    def test_are_made_by_post_only(self, as_minh, provinces):
        assert as_minh.get("/people/links/letters/").status_code == 405

    def test_a_list_that_changed_makes_none(self, as_minh, provinces):
        came_from = "http://testserver/people/links/?role=clerk"
        answer = as_minh.post("/people/links/letters/", {"count": "7"}, headers={"referer": came_from})
        assert answer.status_code == 409
        assert f'href="{came_from}">Mở lại trang' in answer.content.decode()
        elsewhere = {"referer": "https://elsewhere.example/"}
        answer = as_minh.post("/people/links/letters/", {"count": "7"}, headers=elsewhere)
        assert "elsewhere" not in answer.content.decode()
        assert not Invitation.objects.exists()

    def test_leave_a_trace_each(self, as_van, provinces):
        as_van.post("/people/links/letters/", {"count": "2"})

        assert Entry.objects.filter(event="account.link_made", actor=provinces.van).count() == 2

    def test_want_somebody_who_proved_who_they_are(self, client, provinces):
        client.force_login(actions.activate(_token(provinces.minh), PASSWORD))
        answer = client.post("/people/links/letters/", {"count": "1"})

        assert answer.status_code == 302
        assert "reauthenticate" in answer["Location"]
        assert Invitation.objects.filter(user=provinces.lan).count() == 0


class TestMails:
    @pytest.fixture(autouse=True)
    def mail_server(self, settings):
        settings.OPENDTI_MAIL = "smtp://localhost"

    def test_one_a_person_with_an_address(self, as_van, provinces, mailoutbox):
        actions.change_person(provinces.minh, full_name="Trần Minh", email="")
        as_van.post("/people/links/mail/", {"count": "2"})
        token = tokens_in(str(mailoutbox[0].body))

        assert [mail.to for mail in mailoutbox] == [["lan@example.vn"]]
        assert as_van.get(f"/activate/{token}/").status_code == 200
        assert Invitation.objects.get().way == "mail"

    def test_who_could_not_be_reached_is_named(self, as_van, provinces, monkeypatch):
        def refuse(self, *args, **kwargs):
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
        page = as_van.post("/people/links/mail/", {"count": "2"}, follow=True).content.decode()

        assert "Chưa gửi được thư cho 2 người: Nguyễn Thị Lan, Trần Minh" in page

    def test_without_a_server_there_is_no_such_page(self, as_van, provinces, settings):
        settings.OPENDTI_MAIL = ""

        assert as_van.post("/people/links/mail/", {"count": "2"}).status_code == 404
        assert "chưa cài máy chủ thư" in as_van.get("/people/links/").content.decode()


def test_the_list_of_who_is_missing_holds_no_links(as_van, provinces):
    actions.hand_out(actions.new_links([provinces.lan]), by=None, way=Invitation.Way.LETTER)
    rows = worksheets(as_van.get("/people/links/export/").content, "x.xlsx")["Chưa kích hoạt"]

    assert [row.cells[0] for row in rows[1:]] == ["Nguyễn Thị Lan", "Trần Minh"]
    assert "activate" not in str(rows)


def _token(person) -> str:
    links = actions.new_links([person])
    actions.hand_out(links, by=None, way=Invitation.Way.LETTER)
    return links[0].token
