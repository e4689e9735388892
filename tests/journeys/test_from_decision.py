"""A Word file with a decision becomes a published set, and a unit's sheet is scored by it."""

import re

import pytest
from playwright.sync_api import expect

from opendti.assessment import actions as assessment
from opendti.assessment.models import Sheet
from opendti.catalog.models import Draft, IndexSet
from opendti.decision_files.document import Paragraph, Table
from opendti.people.models import Organisation, User
from tests.decision_files.making import as_docx
from tests.journeys.conftest import OFFICE, PHONE

pytestmark = pytest.mark.browser

HEADINGS = ("STT", "Chỉ số", "Điểm tối đa", "Đơn vị thẩm định", "Cách tính điểm", "Tài liệu kiểm chứng")
BINARY = "- Đã ban hành: Điểm tối đa\n- Chưa ban hành: 0 điểm"
RATIO = "a = Số máy có phần mềm chống mã độc;\nb = Tổng số máy;\n- Tỷ lệ = a/b;\n- Điểm = Tỷ lệ * Điểm tối đa"
CAPPED = (
    "a = Số hồ sơ nộp trực tuyến;\nb = Tổng số hồ sơ;\n- Tỷ lệ = a/b\n- Điểm =\n"
    "+ Tỷ lệ ≥80%: điểm tối đa;\n+ Tỷ lệ < 80%: Điểm = Tỷ lệ/80% * Điểm tối đa"
)
TRAINED = "a = Số cán bộ được tập huấn;\nb = Tổng số cán bộ;\n- Tỷ lệ = a/b;\n- Điểm = Tỷ lệ * Điểm tối đa"
HOUSEHOLDS = "a = Số hộ có Internet;\nb = Tổng số hộ;\n- Tỷ lệ = a/b;\n- Điểm = Tỷ lệ * Điểm tối đa"
ONE_LEVEL = "Kế hoạch ban hành trước ngày 15/01: Điểm tối đa"
UNKNOWN = "Theo hướng dẫn chấm điểm hằng năm của cơ quan chủ trì"
ROWS = (
    HEADINGS,
    ("1", "Thể chế số", "30", "", "", ""),
    ("1.1", "Ban hành kế hoạch chuyển đổi số của xã", "10", "Sở Nội vụ", BINARY, "Kế hoạch"),
    ("1.2", "Máy tính được cài phần mềm chống mã độc", "10", "Sở Nội vụ", RATIO, "Báo cáo"),
    ("1.3", "Cán bộ được tập huấn", "10", "Sở Nội vụ", TRAINED, "Báo cáo"),
    ("2", "Hoạt động chính quyền số", "40", "", "", ""),
    ("2.1", "Tỷ lệ hồ sơ nộp trực tuyến", "10", "Sở Tư pháp", CAPPED, "Báo cáo"),
    ("2.2", "Sáng kiến chuyển đổi số của xã", "10", "Sở Tư pháp", UNKNOWN, "Báo cáo"),
    ("2.3", "Tỷ lệ hộ có Internet", "10", "Sở Tư pháp", HOUSEHOLDS, "Báo cáo"),
    ("2.4", "Ban hành kế hoạch sớm", "10", "Sở Tư pháp", ONE_LEVEL, "Kế hoạch"),
)
DECISION = (
    "ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG",
    "Số: 77/QĐ-UBND",
    "Hải Dương, ngày 05 tháng 02 năm 2026",
    "QUYẾT ĐỊNH",
    "Ban hành Bộ chỉ số đánh giá chuyển đổi số cấp xã tỉnh Hải Dương",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG",
    "PHỤ LỤC",
    "BỘ CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP XÃ",
    "(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 05/02/2026 của Chủ tịch UBND tỉnh Hải Dương)",
)


@pytest.fixture
def word_file(tmp_path):
    path = tmp_path / "quyet-dinh-77.docx"
    path.write_bytes(as_docx([*(Paragraph(text=line) for line in DECISION), Table(rows=ROWS)]))
    return path


def test_a_decision_becomes_a_set_that_scores_a_sheet(visit, province, word_file):
    manager = visit()
    draft = drops_the_decision_in(manager, word_file)
    settles_the_doubts(manager, draft)
    accepts_row_by_row(manager, draft)
    index_set = publishes(manager)
    looks_right_everywhere(visit, draft, index_set)
    scores_a_sheet(visit(), index_set)


def drops_the_decision_in(manager, word_file) -> Draft:
    page = manager.log_in("quan-ly")
    page.get_by_role("link", name="Bộ chỉ số", exact=True).click()
    page.get_by_role("link", name="Nhập từ quyết định").click()
    manager.look()
    page.get_by_label("Tệp quyết định").set_input_files(word_file)
    page.get_by_role("button", name="Nhập").click()
    expect(page.get_by_role("heading", name="Đã đọc từ văn bản")).to_be_visible()
    expect(page.get_by_text("77/QĐ-UBND").first).to_be_visible()
    manager.look()
    page.get_by_role("link", name="Xem và nhận").click()
    page.wait_for_url("**/drafts/**")
    return Draft.objects.latest("pk")


def settles_the_doubts(manager, draft):
    """What was not understood gets a rule in the dialog, which shows the points while one types."""
    page = manager.open(f"/index-sets/drafts/{draft.pk}/?show=doubt")
    page.locator(".pane-tree").get_by_role("link", name="Sáng kiến").click()
    expect(page.get_by_text("Cần người xem.").first).to_be_visible()
    manager.look()
    page.get_by_role("button", name="Sửa cách tính").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Cách tính", exact=True).select_option(label="Mỗi cái bấy nhiêu điểm")
    dialog.get_by_label("Giá trị", exact=True).fill("n")
    dialog.get_by_label("Điểm mỗi cái").fill("2")
    dialog.get_by_label("Chữ, dòng 1").fill("n")
    dialog.get_by_label("Lời của quyết định, dòng 1").fill("Số sáng kiến")
    dialog.get_by_label("Đơn vị tính, dòng 1").fill("sáng kiến")
    expect(dialog.get_by_text("Điểm = n × 2, không quá 10")).to_be_visible()
    expect(dialog.locator(".trial")).to_contain_text("sáng kiến")
    dialog.locator("[name=try-n]").fill("3")
    expect(dialog.locator(".trial-out")).to_contain_text("6,00 / 10")  # 3 × 2
    dialog.get_by_role("button", name="Lưu cách tính").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    manager.open(f"/index-sets/drafts/{draft.pk}/head/")
    page.locator("[name=answer-note]").first.fill("Quyết định không nói; chấm 0 điểm và gắn cờ.")
    page.get_by_role("button", name="Lưu sửa đổi").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    manager.look()


def accepts_row_by_row(manager, draft):
    """The one answer in the head has settled the silent denominators of all four ratios."""
    page = manager.open(f"/index-sets/drafts/{draft.pk}/publish/")
    expect(page.get_by_text("Chưa ban hành được")).to_be_visible()
    manager.look()
    manager.open(f"/index-sets/drafts/{draft.pk}/head/")
    for _ in range(12):
        accept = page.get_by_role("button", name=re.compile("^Nhận"))
        if not accept.count():
            break
        accept.click()
        page.wait_for_load_state()


def publishes(manager) -> IndexSet:
    page = manager.page
    expect(page.get_by_text("Không còn việc gì")).to_be_visible()
    manager.look()
    page.get_by_role("button", name="Ban hành phiên bản 1").click()
    expect(page.get_by_text("Đã ban hành").first).to_be_visible()
    return IndexSet.objects.get(decision_number="77/QĐ-UBND")


def looks_right_everywhere(visit, draft, index_set):
    pages = [f"/index-sets/drafts/{draft.pk}/{part}" for part in ("head/", "general/", "history/")]
    pages += [f"/index-sets/drafts/{draft.pk}/", f"/index-sets/{index_set.pk}/", "/index-sets/"]
    for size, theme in ((OFFICE, "dark"), (PHONE, "light"), (PHONE, "dark")):
        visitor = visit(size, theme)
        visitor.log_in("quan-ly")
        for path in pages:
            visitor.open(path)
            visitor.look()


def scores_a_sheet(clerk, index_set):
    """Rounds have no set-up pages yet, so the round is made by the actions that will stand behind them."""
    manager = User.objects.get(username="quan-ly")
    owner = Organisation.objects.get(memberships__user=manager)
    round_ = assessment.create_round("xa-2026", year=2026, title="Đợt cấp xã", owner=owner, by=manager)
    group = assessment.add_group(round_, code="xa", title="Xã", index_set=index_set, by=manager)
    unit = Organisation.objects.get(code="nam-sach")
    assessment.add_unit(group, unit, by=manager)
    for code in ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4"):
        assessment.assign(group, item=code, organisations=[owner], by=manager)
    assessment.open_round(round_, by=manager)
    sheet = Sheet.objects.get(group=group)
    clerk.log_in("nhap.nam-sach")
    for code, figures, points in (
        ("1.2", {"a": "30", "b": "40"}, "7,50"),  # 30/40 × 10
        ("1.3", {"a": "12", "b": "48"}, "2,50"),  # 12/48 × 10
        ("2.1", {"a": "60", "b": "100"}, "7,50"),  # 60 % ÷ 80 % × 10
        ("2.2", {"n": "4"}, "8,00"),  # 4 × 2
    ):
        page = clerk.open(f"/sheets/{sheet.pk}/items/{code}/")
        for letter, value in figures.items():
            page.locator(f"[name='{letter}']").fill(value)
            page.keyboard.press("Tab")
        expect(page.locator(".points")).to_contain_text(points)
