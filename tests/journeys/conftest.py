"""A real browser, a real server and the demo province; every page is looked at by axe on the way."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from opendti.demo import building

# playwright's loop runs in the test's thread, which Django takes for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).parents[2]
OFFICE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def province(transactional_db, settings):
    """The whole demo province, its published round and its running one."""
    settings.OPENDTI_DEMO = True
    building.build(ROOT / "indexsets")


class Visitor:
    """Somebody at a browser. Whatever the page complains about, or asks the internet for, fails."""

    def __init__(self, browser, address: str, size: dict[str, int], theme: str = "light") -> None:
        self.address = address
        self.context = browser.new_context(
            viewport=size,
            color_scheme=theme,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",  # What is still fading in has no contrast to speak of.
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message) -> None:
        refused = ("responded with a status of 4", "Response Status Error Code 4")
        if message.type == "error" and not any(words in message.text for words in refused):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _asked(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"{self.page.url} asks for {request.url}")

    def open(self, path: str) -> Page:
        response = self.page.goto(self.address + path)
        status = response.status if response else None
        assert status == 200, f"{path}: {status}"
        return self.page

    def log_in(self, username: str) -> Page:
        """Takes one of the demo accounts."""
        self.open("/demo/")
        form = self.page.locator("form").filter(has=self.page.locator(f'[value="{username}"]'))
        form.get_by_role("button", name="Đăng nhập").first.click()
        self.page.wait_for_url("**/work/")
        return self.page

    def look(self) -> None:
        """Axe finds nothing on the page as it stands."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"

    def leave(self) -> None:
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)


@pytest.fixture
def visit(chromium, live_server):
    """Opens a browser window for somebody; all are closed, and their complaints read, at the end."""
    visitors = []

    def opened(size: dict[str, int] = OFFICE, theme: str = "light") -> Visitor:
        visitors.append(Visitor(chromium, live_server.url, size, theme))
        return visitors[-1]

    yield opened
    for visitor in visitors:
        visitor.leave()


expect.set_options(timeout=10_000)
