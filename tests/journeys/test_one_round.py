"""One round from data entry to the public ranking, clicked through by each role in turn."""

import re

import pytest
from playwright.sync_api import expect

from opendti.assessment.models import Sheet

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(province) -> Sheet:
    return Sheet.objects.get(organisation__code="nam-sach", group__round__slug="2025")


def test_a_round_goes_from_the_first_figure_to_the_public_ranking(visit, sheet):
    fills_in(visit(), sheet)
    two_edit_at_once(visit(), visit(), sheet)
    submits(visit(), sheet)
    closes_self_assessment(visit())
    appraises(visit(), sheet)
    computes_and_publishes(visit())
    reads_the_result(visit())


def figure_a(page):
    """The field of figure a of 4.7."""
    return page.get_by_role("textbox", name=re.compile("triển khai mô hình"))


def fills_in(clerk, sheet):
    """A figure is typed, the points follow, and it is still there after a reload."""
    page = clerk.log_in("nhap.nam-sach")
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    clerk.look()
    page.get_by_role("link", name="Mở phiếu").click()
    clerk.open(f"/sheets/{sheet.pk}/items/4.7/")
    clerk.look()
    points = page.locator(".points")
    figure_a(page).fill("12")
    page.keyboard.press("Tab")
    expect(page.locator(".save-state")).to_contain_text("Đã lưu")
    expect(points).to_contain_text("12 ÷ 69")
    expect(points).to_contain_text("2,17")  # 12 ÷ 69 ÷ 80 % × 10 = 50/23
    figure_a(page).fill("mười hai")
    page.keyboard.press("Tab")
    expect(page.get_by_text("không phải số")).to_be_visible()
    page.reload()
    expect(figure_a(page)).to_have_value("mười hai")  # What was typed is not lost …
    figure_a(page).fill("12")
    page.keyboard.press("Tab")
    expect(page.get_by_text("không phải số")).to_have_count(0)
    page.reload()
    expect(figure_a(page)).to_have_value("12")  # … and what was saved is there.
    page.get_by_role("link", name="Vì sao?").click()
    expect(page.get_by_text("50/23").first).to_be_visible()
    clerk.look()


def two_edit_at_once(first, second, sheet):
    """The one who comes second is shown both values and chooses."""
    first.log_in("nhap.nam-sach")
    first.open(f"/sheets/{sheet.pk}/items/4.7/")
    second.log_in("lanh-dao.nam-sach")
    second.open(f"/sheets/{sheet.pk}/items/4.7/")
    figure_a(first.page).fill("40")
    first.page.keyboard.press("Tab")
    expect(first.page.locator(".points")).to_contain_text("40 ÷ 69")
    figure_a(second.page).fill("41")
    second.page.keyboard.press("Tab")
    expect(second.page.get_by_text("Nguyễn Thị Hương").first).to_be_visible()
    second.look()
    second.page.get_by_role("button", name=re.compile("Giữ của tôi|Giữ 41|của tôi")).click()
    expect(second.page.locator(".points")).to_contain_text("41 ÷ 69")


def submits(head, sheet):
    """The head looks the sheet through and sends it; after that nobody can write."""
    page = head.log_in("lanh-dao.nam-sach")
    head.open(f"/sheets/{sheet.pk}/review/")
    head.look()
    page.get_by_role("button", name="Gửi phiếu").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("heading", name="Biên nhận gửi phiếu")).to_be_visible()
    head.look()
    head.open(f"/sheets/{sheet.pk}/items/4.7/")
    expect(figure_a(page)).to_have_count(0)


def closes_self_assessment(manager):
    page = manager.log_in("quan-ly")
    manager.open("/rounds/2025/")
    manager.look()
    page.get_by_role("link", name="Đóng tự đánh giá").click()
    page.get_by_role("dialog").get_by_role("button", name="Đóng tự đánh giá").click()
    expect(page.get_by_text("Đóng thẩm định và tính kết quả").first).to_be_visible()


def appraises(appraiser, sheet):
    """One component across all units: one is adjusted with a reason, the rest accepted."""
    page = appraiser.log_in("tham-dinh.so-tttt")
    appraiser.open("/appraisal/")
    appraiser.look()
    appraiser.open(f"/appraisal/{sheet.group_id}/4.7/{sheet.pk}/")
    appraiser.look()
    page.get_by_text("Điều chỉnh", exact=True).click()
    page.locator('input[name="a"]').fill("23")
    page.get_by_label("Lý do gửi đơn vị").fill("Báo cáo chỉ nêu 23 cơ sở.")
    page.get_by_role("button", name=re.compile("^Lưu")).click()
    row = page.get_by_role("row").filter(has_text="Nam Sách")
    expect(row).to_contain_text("4,17")  # 23 ÷ 69 ÷ 80 % × 10 = 25/6
    appraiser.open(f"/appraisal/{sheet.group_id}/4.7/")
    page.get_by_role("link", name="Công nhận hàng loạt").click()
    page.get_by_role("dialog").get_by_role("button", name="Công nhận 11 đơn vị").click()
    expect(page.get_by_text("Chưa kết luận 0")).to_be_visible()
    appraiser.look()


def computes_and_publishes(manager):
    page = manager.log_in("quan-ly")
    manager.open("/rounds/2025/")
    page.get_by_role("link", name="Đóng thẩm định và tính kết quả").click()
    page.get_by_role("dialog").get_by_role("button", name="Đóng thẩm định và tính kết quả").click()
    manager.open("/rounds/2025/ranking/")
    expect(page.get_by_role("row").filter(has_text="TP Hải Dương").first).to_be_visible()
    manager.look()
    manager.open("/rounds/2025/publish/")
    manager.look()
    page.get_by_label("Số quyết định").fill("900/QĐ-UBND")
    page.get_by_label(re.compile("Ngày")).fill("20/03/2026")
    page.get_by_role("button", name="Công bố").click()
    page.wait_for_load_state()


def reads_the_result(citizen):
    """Without log-in: the ranking, a unit, and why a number is what it is."""
    page = citizen.open("/")
    expect(page.get_by_role("heading", name="Xếp hạng chuyển đổi số năm 2025")).to_be_visible()
    expect(page.get_by_text("900/QĐ-UBND").first).to_be_visible()
    citizen.look()
    page.get_by_role("link", name="Huyện Nam Sách").first.click()
    citizen.look()
    citizen.open("/results/2025/huyen/nam-sach/why/4.7/")
    expect(page.get_by_role("heading", name=re.compile("4,17"))).to_be_visible()
    expect(page.get_by_text("23 ÷ 69").first).to_be_visible()
    citizen.look()
