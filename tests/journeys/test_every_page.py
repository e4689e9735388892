"""Every kind of page, light and dark, at the office and on the phone: axe, no errors, nothing sideways."""

import pytest

from opendti.assessment.models import RankingGroup, Sheet
from opendti.catalog.models import IndexSet
from tests.journeys.conftest import OFFICE, PHONE

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/results/2024/so/",
    "/results/2024/huyen/nam-sach/",
    "/results/2024/huyen/nam-sach/why/4.7/",
    "/results/2024/huyen/thanh-ha/why/8.6/",
    "/method/2024/huyen/",
    "/data/2024/",
    "/account/login/",
    "/demo/",
]


def office_pages(sheet: Sheet, past: RankingGroup) -> dict[str, list[str]]:
    of_sheet = f"/sheets/{sheet.pk}"
    items = ["1.1", "1.4", "1.6", "3.6.1", "4.7", "5.5", "6.12", "7.5"]
    done = Sheet.objects.get(group=past, organisation__code="thanh-mien")
    sets = IndexSet.objects.filter(version=1)
    districts = sets.get(level="huyện").pk
    return {
        "nhap.nam-sach": ["/work/", f"{of_sheet}/general/", f"{of_sheet}/review/", f"{of_sheet}/tree/"]
        + [f"{of_sheet}/items/{item}/" for item in items]
        + [f"{of_sheet}/why/4.7/", f"{of_sheet}/history/4.7/"],
        "tham-dinh.so-tttt": ["/work/", "/appraisal/", f"/appraisal/{past.pk}/4.7/{done.pk}/"],
        "quan-ly": [
            "/work/",
            "/rounds/",
            "/rounds/2025/",
            "/rounds/2024/ranking/huyen/?unit=nam-sach",
            "/rounds/2024/ranking/huyen/?as=table",
            "/rounds/2024/ranking/huyen/nam-sach/",
            "/rounds/2024/ranking/huyen/nam-sach/why/4.7/",
            "/index-sets/",
            f"/index-sets/{districts}/",
            f"/index-sets/{districts}/compare/?with={sets.get(level='sở').pk}",
        ],
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_every_page_can_be_read_by_everybody(visit, province, size, theme):
    sheet = Sheet.objects.get(organisation__code="nam-sach", group__round__slug="2025")
    past = RankingGroup.objects.get(round__slug="2024", code="huyen")
    citizen = visit(size, theme)
    see_all(citizen, PUBLIC)
    for username, paths in office_pages(sheet, past).items():
        colleague = visit(size, theme)
        colleague.log_in(username)
        see_all(colleague, paths)


def see_all(visitor, paths: list[str]) -> None:
    for path in paths:
        visitor.open(path)
        visitor.look()
        overflow = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px wider than the window"
