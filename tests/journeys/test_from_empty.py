"""From an empty database to a province at work, and a merger a year on; and nobody gets in who should not."""

import contextlib
import io
import itertools
import re
import time

import pypdfium2  # type: ignore[import-untyped]
import pytest
import xlsxwriter
from playwright.sync_api import expect

from opendti import cli
from opendti.assessment import actions as assessment
from opendti.audit import verifying
from opendti.catalog.actions import import_text
from opendti.people.models import Organisation, User
from opendti.scoring.entries import Entry
from tests import small_set
from tests.people.log_in.conftest import code_now

pytestmark = pytest.mark.browser

PASSWORD = "ba con vịt bơi"
DEPARTMENTS, COMMUNES = 17, 126
KNOWN = ("Sở Nội vụ", "Sở Tài chính", "Sở Thông tin và Truyền thông")
"""The departments that the small index set names as appraisers."""
MINUTE = 60
HEADINGS = ("Mã", "Tên chính thức", "Tên ngắn", "Cấp", "Mã cơ quan cấp trên", "Thứ tự", "Từ ngày", "Đến ngày")
PEOPLE_HEADINGS = (
    "Họ và tên", "Tên đăng nhập", "Thư điện tử", "Mã cơ quan", "Vai trò", "Từ ngày", "Đến ngày",
)  # fmt: skip


def workbook(path, rows):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def organisations(tmp_path):
    departments = [*KNOWN, *(f"Sở minh hoạ {number}" for number in range(len(KNOWN) + 1, DEPARTMENTS + 1))]
    communes = ["Xã Đồng Tâm", *(f"Xã minh hoạ {number}" for number in range(2, COMMUNES + 1))]
    rows = [
        *((f"so-{n:02}", name, "", "Sở", "ubnd-tinh", n, "", "") for n, name in enumerate(departments, 1)),
        *(
            (f"xa-{n:03}", name, "", "Xã", "ubnd-tinh", n, "01/07/2025", "")
            for n, name in enumerate(communes, 1)
        ),
    ]
    return workbook(tmp_path / "co-quan.xlsx", [HEADINGS, *rows])


@pytest.fixture
def people(tmp_path):
    rows = [
        PEOPLE_HEADINGS,
        ("Nguyễn Thị Đào", "dao", "", "xa-001", "Nhập liệu", "", ""),
        ("Trần Văn Kẻ", "ke", "", "xa-002", "Nhập liệu", "", ""),
        ("Lê Thị Quản", "quan", "", "ubnd-tinh", "Quản trị đợt đánh giá", "", ""),
    ]
    return workbook(tmp_path / "tai-khoan.xlsx", rows)


@pytest.fixture
def empty(transactional_db, settings):
    """A migrated database with nothing in it; operators must have a second factor."""
    settings.OPENDTI_SECOND_FACTOR = ("operator",)


def test_from_an_empty_database(visit, empty, organisations, people):
    operator = visit()
    is_made_on_the_command_line(operator)
    imports_organisations(operator, organisations)
    links = hands_out_accounts(operator, people)
    clerk, rival = visit(), visit()
    activates_and_sets_up_a_second_factor(clerk, links["dao"])
    activates(rival, links["ke"])
    a_round_begins()
    gets_nowhere(rival, links)
    merges_two_communes(operator)
    both_keep_their_history(operator, clerk)
    report = verifying.verify()
    assert report.is_whole, report.complaints


# -- The operator ---------------------------------------------------------------------------------


def is_made_on_the_command_line(operator):
    words = ["operator", "add", "--organisation", "Uỷ ban nhân dân tỉnh minh hoạ", "--code", "ubnd-tinh"]
    words += ["--username", "van-hanh", "--name", "Phạm Văn Hành", "--address", operator.address]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert cli.main(words) == 0
    link = re.search(r"https?://\S+/activate/\S+", printed.getvalue())
    assert link
    activates(operator, link[0], then="**/security/**")
    sets_up_an_app(operator)
    operator.open("/work/")


def imports_organisations(operator, file):
    page = operator.page
    started = time.monotonic()
    page.get_by_role("link", name="Cơ quan", exact=True).first.click()
    page.get_by_role("link", name=re.compile("Nhập từ Excel")).click()
    page.get_by_label("Tệp danh sách cơ quan").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    button = page.get_by_role("button", name=f"Nhập {DEPARTMENTS + COMMUNES} cơ quan mới")
    expect(button).to_be_visible()
    operator.look()
    assert Organisation.objects.count() == 1, "nothing is written before it is confirmed"
    button.click()
    page.wait_for_url(re.compile(r"/organisations/(\?.*)?$"))
    assert time.monotonic() - started < MINUTE
    assert Organisation.objects.count() == 1 + DEPARTMENTS + COMMUNES
    page = operator.open("/organisations/?q=dong+tam")
    expect(page.get_by_role("link", name="Xã Đồng Tâm")).to_be_visible()
    operator.look()


def hands_out_accounts(operator, file) -> dict[str, str]:
    page = operator.open("/people/import/")
    page.get_by_label(re.compile("Chọn tệp đã điền")).set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    operator.look()
    page.get_by_role("button", name="Nhập 3 người mới").click()
    page.wait_for_url("**/people/links/**")
    operator.look()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tạo 3 thư").click()
    return links_in(download.value.path())


def links_in(letters) -> dict[str, str]:
    """The link of each account, as printed in its letter."""
    found = {}
    for page in pypdfium2.PdfDocument(letters):
        text = page.get_textpage().get_text_bounded()
        link = re.search(r"https?://\S+?/activate/[\w\s-]+/", text)
        assert link, text
        username = next(each for each in ("dao", "ke", "quan") if re.search(rf"\b{each}\b", text))
        found[username] = re.sub(r"\s", "", link[0])
    return found


# -- The clerk ------------------------------------------------------------------------------------


def activates(visitor, link, *, then="**/work/"):
    page = visitor.page
    page.goto(link)
    visitor.look()
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Gõ lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()
    page.wait_for_url(then)


def sets_up_an_app(visitor) -> str:
    page = visitor.open("/account/second-factor/app/activate/")
    visitor.look()
    page.get_by_text("Không quét được").click()
    secret: str = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("Mã xác thực", exact=True).fill(code_now(secret))
    page.get_by_role("button", name="Xong, bật mã xác thực").click()
    page.wait_for_url("**/recovery-codes/")
    return secret


def activates_and_sets_up_a_second_factor(clerk, link):
    activates(clerk, link)
    secret = sets_up_an_app(clerk)
    clerk.page.context.clear_cookies()
    page = clerk.open("/account/login/")
    page.get_by_label("Tên đăng nhập").fill("dao")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_label("Mã xác thực").fill(code_now(secret, ahead=1))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/work/")


def a_round_begins():
    """Both communes take part; the first has answered."""
    manager = User.objects.get(username="quan")
    top, first, second = (Organisation.objects.get(code=code) for code in ("ubnd-tinh", "xa-001", "xa-002"))
    index_set = import_text(small_set.TEXT, name="nho.yaml")
    round_ = assessment.create_round("2026", year=2026, title="Đợt 2026", owner=top, by=manager)
    group = assessment.add_group(round_, code="xa", title="Xã", index_set=index_set, by=manager)
    sheets = [assessment.add_unit(group, each, by=manager) for each in (first, second)]
    assessment.open_round(round_, by=manager)
    clerk = User.objects.get(username="dao")
    given = [Entry("1.1", "level", "head"), Entry("I.1", "value", "40")]
    assessment.save_answers(sheets[0], given=given, by=clerk)


# -- The attacker ---------------------------------------------------------------------------------


def gets_nowhere(rival, links):
    """Other people's pages and files, guessed numbers, old links, replaced numbers in forms."""
    sheets = {sheet.organisation.code: sheet for sheet in assessed()}
    own, foreign = sheets["xa-002"].pk, sheets["xa-001"].pk
    page = rival.open(f"/sheets/{own}/")
    for path in (
        f"/sheets/{foreign}/",
        f"/sheets/{foreign}/general/",
        f"/sheets/{foreign}/sheet.xlsx",
        f"/sheets/{foreign}/history/1.1/",
        f"/sheets/{foreign}/why/total/",
        "/rounds/2026/",
        "/rounds/2026/board.xlsx",
        "/rounds/2026/ranking/",
    ):
        stolen, missing = answers(page, path), answers(page, path.replace(str(foreign), "987654"))
        assert stolen[0] == 404, path
        assert stolen == missing or "2026" in path, f"{path} tells that it is there"
    for path in ("/people/", "/people/export/", "/trail/", "/trail/trail.csv", "/organisations/import/"):
        assert answers(page, path)[0] in {403, 404}, path
    for link in links.values():
        page.goto(link)
        if link != links["quan"]:
            expect(page.get_by_role("heading", name="Liên kết này không còn dùng được")).to_be_visible()
    page.goto(links["ke"][:-5] + "AAAA/")
    expect(page.get_by_role("heading", name="Liên kết này không còn dùng được")).to_be_visible()
    rival.open(f"/sheets/{own}/items/1.1/")
    before = written()
    for path, body in (
        (f"/sheets/{foreign}/answers/", {"item": "1.1", "field": "level", "value": "none", "version": "1"}),
        (f"/sheets/{foreign}/remarks/", {"item": "1.1", "text": "…", "version": "0"}),
        (f"/sheets/{foreign}/links/", {"item": "1.1", "url": "https://x.vn", "title": "x"}),
        (f"/sheets/{foreign}/submit/", {"version": "2"}),
        ("/rounds/2026/close-self-assessment/", {}),
        (f"/people/{User.objects.get(username='dao').pk}/close/", {}),
        ("/hats/1/wear/", {}),
    ):
        assert posts(page, path, body) in {403, 404, 409}, path
    assert written() == before


def assessed():
    from opendti.assessment.models import Sheet  # noqa: PLC0415 - only here, and long

    return Sheet.objects.select_related("organisation")


def written() -> list[object]:
    from opendti.assessment.models import Answer, EvidenceLink, Remark  # noqa: PLC0415

    rows = (model.objects.order_by("pk").values_list() for model in (Answer, Remark, EvidenceLink))
    return list(itertools.chain(*rows, assessed().order_by("pk").values_list("state", "version")))


def answers(page, path) -> tuple[int, str]:
    """What the server says to the browser's own session, without the number to read out."""
    status, text = page.evaluate(
        "async path => { const answer = await fetch(path); return [answer.status, await answer.text()]; }",
        path,
    )
    return status, re.sub(r"40\d-[0-9a-f]{8}|value=\"[^\"]*\"", "", text)


def posts(page, path, body) -> int:
    """Posts as a form of the page would, with the page's own token."""
    script = """async ([path, body]) => {
        const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
        const data = new URLSearchParams({...body, csrfmiddlewaretoken: token});
        return (await fetch(path, {method: 'POST', body: data})).status;
    }"""
    status: int = page.evaluate(script, [path, body])
    return status


# -- A year on ------------------------------------------------------------------------------------


def merges_two_communes(operator):
    first, second = (Organisation.objects.get(code=code) for code in ("xa-001", "xa-002"))
    page = operator.open(f"/organisations/{first.pk}/")
    operator.look()
    page.get_by_role("link", name="Sáp nhập").click()
    page.get_by_label("Cơ quan thứ 2").fill(f"{second.name} ({second.code})")
    page.get_by_label("Tên chính thức sau sáp nhập").fill("Xã Tân Đồng")
    page.get_by_label("Mã mới").fill("xa-tan-dong")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/01/2026")
    page.get_by_label("Số quyết định, nghị quyết").fill("01/NQ minh hoạ")
    operator.look()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Từ 01/01/2026")).to_be_visible()
    operator.look()
    assert not Organisation.objects.filter(code="xa-tan-dong").exists()
    page.get_by_role("button", name="Xác nhận sáp nhập").click()
    page.wait_for_url(re.compile(r"/organisations/\d+/"))


def both_keep_their_history(operator, clerk):
    merged = Organisation.objects.get(code="xa-tan-dong")
    page = operator.open(f"/organisations/{merged.pk}/")
    family = page.get_by_label("Trước và sau")
    for name in ("Xã Đồng Tâm", "Xã minh hoạ 2"):
        expect(family.get_by_role("link", name=name)).to_be_visible()
    operator.look()
    first = Organisation.objects.get(code="xa-001")
    page = operator.open(f"/organisations/{first.pk}/?on=31/12/2025")
    expect(page.get_by_role("heading", name="Xã Đồng Tâm", level=1)).to_be_visible()
    sheet = assessed().get(organisation=first)
    page = clerk.open(f"/sheets/{sheet.pk}/")
    expect(page.get_by_text("Xã Đồng Tâm").first).to_be_visible()
