"""Logging in as people do: by password and code, by passkey, and back in with a printed code."""

import re

import pytest
from playwright.sync_api import expect

from opendti.people.models import User
from tests.journeys.conftest import OFFICE, PHONE
from tests.people.log_in.conftest import PASSWORD, code_now, with_password
from tests.people.log_in.test_single_sign_on import address, introduce, provider

__all__ = ["address", "provider"]  # fixtures

pytestmark = pytest.mark.browser


@pytest.fixture
def clerk(transactional_db, cast) -> User:
    """Nguyễn Thị Lan, with a password of her own."""
    return with_password(cast.lan)


def enter_password(visitor, username: str) -> None:
    page = visitor.open("/account/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def leave_session(page) -> None:
    page.context.clear_cookies()


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_a_clerk_sets_up_a_second_factor_and_uses_it(visit, clerk, size):
    visitor = visit(size)
    page = visitor.page
    enter_password(visitor, clerk.username)
    page.wait_for_url("**/work/")
    visitor.open("/account/security/")
    visitor.look()
    page.get_by_role("link", name="Cài", exact=True).click()
    page.wait_for_url("**/app/activate/")
    visitor.look()
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    page.get_by_text("Không quét được").click()
    secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("Mã xác thực", exact=True).fill(code_now(secret))
    page.get_by_role("button", name="Xong, bật mã xác thực").click()
    page.wait_for_url("**/recovery-codes/")
    visitor.look()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10

    leave_session(page)
    enter_password(visitor, clerk.username)
    page.wait_for_url("**/second-factor/authenticate/")
    visitor.look()
    page.get_by_label("Mã xác thực").fill(codes[0])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/work/")


def add_authenticator(page):
    """A machine with a fingerprint reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, made["authenticatorId"]


def test_a_passkey_opens_the_account_without_a_password(visit, clerk):
    visitor = visit()
    page = visitor.page
    devtools, machine = add_authenticator(page)
    enter_password(visitor, clerk.username)
    page.wait_for_url("**/work/")
    visitor.open("/account/passkeys/add/")
    visitor.look()
    page.get_by_label("Tên của khoá").fill("Máy ở cơ quan")
    page.get_by_role("button", name="Tạo khoá").click()
    page.wait_for_url("**/recovery-codes/")
    visitor.open("/account/passkeys/")
    visitor.look()
    expect(page.locator(".things b", has_text="Máy ở cơ quan")).to_be_visible()

    leave_session(page)
    visitor.open("/account/login/")
    visitor.look()
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.wait_for_url("**/work/")

    # And as the second step after a password.
    leave_session(page)
    enter_password(visitor, clerk.username)
    page.wait_for_url("**/second-factor/authenticate/")
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.wait_for_url("**/work/")

    # A key that is gone says so, and the password still works.
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": machine})
    leave_session(page)
    visitor.open("/account/login/")
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    expect(page.get_by_role("alert").filter(has_text="Máy chưa đưa ra được khoá")).to_be_visible()


def test_sessions_are_seen_and_ended(visit, clerk):
    here, there = visit(), visit(PHONE, "dark")
    for visitor in (here, there):
        enter_password(visitor, clerk.username)
        visitor.page.wait_for_url("**/work/")
    page = here.open("/account/sessions/")
    here.look()
    page.get_by_role("button", name=re.compile("^Kết thúc phiên")).click()
    expect(page.get_by_text("Đã kết thúc phiên")).to_be_visible()

    there.page.goto(there.address + "/work/")
    there.page.wait_for_url("**/account/login/?next=/work/")
    there.look()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_pages_of_ones_own_account(visit, clerk, size, theme):
    visitor = visit(size, theme)
    enter_password(visitor, clerk.username)
    visitor.page.wait_for_url("**/work/")
    for path in ("security/", "second-factor/app/activate/", "passkeys/", "passkeys/add/", "sessions/"):
        visitor.open(f"/account/{path}")
        visitor.look()
        overflow = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px wider than the window"


def test_the_provinces_single_sign_on_leads_there_and_back(visit, clerk, provider, settings):
    """The Content-Security-Policy holds redirects after a form too, which only a browser shows."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | {"form-action": ["'self'", provider]}}
    introduce(provider, "cb-browser", preferred_username=clerk.username)
    visitor = visit()
    page = visitor.open("/account/login/?next=/index-sets/")
    page.get_by_role("button", name="Dùng tài khoản công vụ").click()
    page.locator("input[name=sub]").fill("cb-browser")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/index-sets/")
    visitor.complaints = [words for words in visitor.complaints if provider not in words]
