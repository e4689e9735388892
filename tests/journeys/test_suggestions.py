"""Choosing an organisation by keyboard, in a field that suggests while one types."""

import pytest
from playwright.sync_api import expect

from opendti.people.models import Membership
from tests.journeys.conftest import OFFICE
from tests.journeys.test_log_in import enter_password
from tests.people.log_in.conftest import with_password

pytestmark = pytest.mark.browser


def test_an_organisation_is_chosen_by_keyboard(visit, transactional_db, cast):
    with_password(cast.quang)
    visitor = visit(OFFICE)
    page = visitor.page
    enter_password(visitor, "quang")
    page.wait_for_url("**/work/")
    visitor.open("/people/new/")
    page.get_by_label("Họ và tên").fill("Trần Thị Bưởi")
    field = page.get_by_role("combobox", name="Cơ quan")
    options = page.get_by_role("listbox", name="Gợi ý").get_by_role("option")
    field.press_sequentially("thong tin")
    expect(options).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    visitor.look()
    field.press("Escape")
    expect(options).to_have_count(0)  # Hidden ones have no role.
    field.press("ArrowDown")
    options.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Sở Thông tin và Truyền thông (so-tttt)")
    page.get_by_label("Vai trò").select_option("clerk")
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.wait_for_url("**/people/*/")

    made = Membership.objects.get(user__full_name="Trần Thị Bưởi")
    assert (made.organisation.code, made.role) == ("so-tttt", "clerk")
