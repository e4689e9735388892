"""What the pages do in a browser when a save does not get through, or comes too late."""

import re

import pytest
from playwright.sync_api import expect

from opendti.assessment import actions
from opendti.assessment.models import Answer

pytestmark = pytest.mark.browser


@pytest.fixture
def filled(transactional_db, cast, settings):
    """The small province of the tests, with the page of demo accounts to log in by."""
    settings.OPENDTI_DEMO = True
    return cast.fill()


@pytest.fixture
def clerk(filled, visit):
    """Lan before component 1.2 of the sheet of Sở Y tế."""
    visitor = visit()
    visitor.log_in("lan")
    visitor.open(f"/sheets/{filled.health.pk}/items/1.2/")
    return visitor


def stored(cast):
    return Answer.objects.get(sheet=cast.health, item="1.2", key="a").value


def figure_a(page):
    return page.get_by_role("textbox", name=re.compile("được tập huấn"))


@pytest.mark.parametrize("typed", ["25", None])
def test_going_on_waits_for_the_connection(filled, clerk, typed):
    page = clerk.page
    here = page.url
    clerk.context.set_offline(True)
    if typed:
        figure_a(page).fill(typed)
    page.get_by_role("button", name=re.compile("Xong, sang")).click()

    expect(page.locator(".save-state")).to_have_text(
        "Chưa lưu (mất kết nối). Số vẫn còn trên máy này; sẽ tự gửi lại."
    )
    assert page.url == here
    clerk.context.set_offline(False)
    page.wait_for_url("**/items/2.1/")
    assert stored(filled) == (typed or "20")
    clerk.complaints.clear()  # A request that found no connection is one; that was the point.


def test_going_on_saves_and_leads_on(filled, clerk):
    figure_a(clerk.page).fill("26")
    clerk.page.get_by_role("button", name=re.compile("Xong, sang")).click()

    clerk.page.wait_for_url("**/items/2.1/")
    assert stored(filled) == "26"


def test_what_is_refused_keeps_the_page(filled, clerk):
    figure_a(clerk.page).fill("x")
    clerk.page.get_by_role("button", name=re.compile("Xong, sang")).click()

    expect(clerk.page.get_by_text("không phải số").first).to_be_visible()
    assert "/items/1.2/" in clerk.page.url


def test_a_sheet_locked_meanwhile_shows_what_is_stored(filled, clerk):
    actions.submit(filled.health, by=filled.hung)
    figure_a(clerk.page).fill("27")
    clerk.page.keyboard.press("Tab")

    expect(clerk.page.locator(".save-state")).to_contain_text("Phiếu đã khoá")
    expect(figure_a(clerk.page)).to_have_value("20")
    assert stored(filled) == "20"


def test_a_general_item_is_concluded_on_without_a_complaint(filled, visit):
    actions.submit(filled.health, by=filled.hung)
    actions.close_self_assessment(filled.round, by=filled.quang)
    nga = visit()
    nga.log_in("nga")
    nga.open(f"/appraisal/{filled.group.pk}/I.1/{filled.health.pk}/")
    nga.page.get_by_text("Điều chỉnh", exact=True).click()
    nga.page.locator('input[name="value"]').fill("1.234")
    nga.page.wait_for_timeout(800)
    nga.page.get_by_label("Lý do gửi đơn vị").fill("Theo quyết định biên chế.")
    nga.page.get_by_role("button", name=re.compile("^Lưu")).click()

    expect(nga.page.get_by_role("row").filter(has_text="Sở Y tế")).to_contain_text("1.234")


def test_an_adjustment_is_warned_about_while_it_is_typed(filled, visit):
    actions.submit(filled.health, by=filled.hung)
    actions.close_self_assessment(filled.round, by=filled.quang)
    binh = visit()
    binh.log_in("binh")
    binh.open(f"/appraisal/{filled.group.pk}/1.2/{filled.health.pk}/")
    binh.page.get_by_text("Điều chỉnh", exact=True).click()
    binh.page.locator('input[name="a"]').fill("41")

    expect(binh.page.locator("#finding-flags")).to_contain_text("Nếu lưu")
    binh.look()
