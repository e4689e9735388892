"""Who gets in: the item's own appraisers to conclude, manager and leadership to look, nobody else."""

import pytest
from django.urls import reverse

from opendti.assessment.models import Finding


@pytest.mark.parametrize(
    ("who", "status"),
    [("nga", 200), ("quang", 200), ("dung", 200), ("binh", 403), ("lan", 404), ("hung", 404), ("khach", 302)],
)
def test_who_sees_an_item(appraising, desk_of, who, status):
    desk = desk_of(getattr(appraising, who))

    assert desk.item("1.1").status_code == status
    assert desk.panel("1.1", appraising.health).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("binh", 403), ("quang", 403), ("dung", 403), ("lan", 404), ("khach", 302)]
)
def test_nobody_else_concludes(appraising, desk_of, who, status):
    desk = desk_of(getattr(appraising, who))

    assert desk.conclude("1.1", appraising.health, "accepted").status_code == status
    assert desk.preview("1.1", appraising.health, level="none").status_code == status
    assert desk.accept_all("1.1").status_code == status
    assert not Finding.objects.exists()


def test_who_may_only_look_has_no_form(appraising, desk_of):
    response = desk_of(appraising.quang).panel("1.1", appraising.health)

    assert response.context["page"].panel.can_conclude is False
    assert 'name="verdict"' not in response.content.decode()


def test_a_stranger_is_sent_to_log_in(appraising, client):
    response = client.get(reverse("assessment:appraise", args=[appraising.group.pk, "1.1"]))

    assert response.url.startswith("/account/login/")


@pytest.mark.parametrize("code", ["9.9", "2.2", "I.2"])
def test_an_item_that_is_not_appraised_is_not_found(appraising, desk_of, code):
    desk = desk_of(appraising.nga)

    assert desk.item(code).status_code in (403, 404)
    assert desk.adjust(code, appraising.health, level="none").status_code in (403, 404)


def test_a_manager_finds_no_unknown_item(appraising, desk_of):
    assert desk_of(appraising.quang).item("9.9").status_code == 404


def test_a_sheet_of_another_group_is_not_found(appraising, nga):
    address = reverse("assessment:finding", args=[appraising.group.pk, "1.1", appraising.health.pk + 99])

    assert nga.client.get(address).status_code == 404
    assert nga.client.post(address, {"verdict": "accepted"}).status_code == 404


@pytest.mark.parametrize("name", ["accept-all", "preview-finding"])
def test_what_only_posts_leads_back_to_the_page(appraising, nga, name):
    rest = [appraising.health.pk] if name == "preview-finding" else []

    response = nga.client.get(reverse(f"assessment:{name}", args=[appraising.group.pk, "1.1", *rest]))

    page = "finding" if rest else "appraise"
    assert response.url == reverse(f"assessment:{page}", args=[appraising.group.pk, "1.1", *rest])


class TestBeforeAppraisal:
    def test_nobody_sees_what_units_are_still_writing(self, cast, desk_of):
        cast.fill()

        for who in (cast.nga, cast.quang):
            response = desk_of(who).panel("1.1", cast.health)
            assert "đang ở bước tự đánh giá" in response.content.decode()
            assert "appraise-table" not in response.content.decode()

    def test_nor_by_trying_values(self, cast, desk_of):
        cast.fill()

        response = desk_of(cast.nga).preview("1.1", cast.health, level="none")

        assert response.status_code == 409
        assert "so với tự đánh giá" not in response.content.decode()

    def test_there_is_no_workbook_either(self, cast, desk_of):
        cast.fill()

        address = reverse("assessment:appraisal-table", args=[cast.group.pk, "1.1"])

        assert desk_of(cast.nga).client.get(address).status_code == 409

    def test_the_queue_says_when(self, cast, desk_of):
        cast.fill()

        assert "Đợt 2025 đang ở bước tự đánh giá" in desk_of(cast.nga).queue().content.decode()
