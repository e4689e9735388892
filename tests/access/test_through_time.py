"""Units that are renamed or merged: what stands on their old sheets, and who may look at them."""

from django.utils import timezone

from opendti.assessment import actions
from opendti.assessment.models import Sheet
from opendti.people import actions as people
from opendti.people.models import Organisation
from opendti.people.plans import Terms
from tests.access.reading import words_in
from tests.provinces import session_of


def today():
    return Terms(effective_on=timezone.localdate(), decision="12/NQ-HĐND")


def rename(world):
    unit = world.bac.units["so-y-te"]
    people.rename(unit, today(), name="Sở Y tế và Dân số", short_name="Sở YT-DS", by=world.bac.operator)
    return Organisation.objects.get(pk=unit.pk)


def opened_next_year(world, unit):
    """Another round with the unit in it."""
    province = world.bac
    round_ = actions.create_round(
        "sau", year=2026, title="Đợt sau", owner=province.owner, by=province.manager
    )
    group = actions.add_group(
        round_, code="so", title="Khối sở", index_set=province.index_set, by=province.manager
    )
    sheet = actions.add_unit(group, unit, by=province.manager)
    return round_, sheet


def test_a_sheet_keeps_the_name_of_its_time_and_the_next_round_has_the_new_one(published):
    unit = rename(published)
    round_, sheet = opened_next_year(published, unit)
    actions.open_round(round_, by=published.bac.manager)
    client, old = session_of(published.bac.manager), published.bac.health.pk

    for page in ("receipt/", "history/1.1/", "why/1.1/"):
        words = words_in(client.get(f"/sheets/{old}/{page}"))
        assert "Sở Y tế" in words
        assert "Dân số" not in words
    for page in ("", "board.xlsx"):
        words = words_in(client.get(f"/rounds/{published.bac.round.slug}/{page}"))
        assert "Dân số" not in words
        new = words_in(client.get(f"/rounds/sau/{page}"))
        assert "Sở YT-DS" in new or "Sở Y tế và Dân số" in new
    assert Sheet.objects.get(pk=sheet.pk).unit_called == "Sở YT-DS"


def test_the_name_on_the_day_of_opening_counts(filling):
    round_, sheet = opened_next_year(filling, filling.bac.units["so-y-te"])
    assert Sheet.objects.get(pk=sheet.pk).unit_name == "Sở Y tế"

    rename(filling)
    actions.open_round(round_, by=filling.bac.manager)

    assert Sheet.objects.get(pk=sheet.pk).unit_name == "Sở Y tế và Dân số"


class TestSuccessors:
    def merged(self, world):
        """Sở Y tế goes into Sở Tư pháp, whose clerk then looks at what it left."""
        sources = [world.bac.units["so-y-te"]]
        into = world.bac.units["so-tu-phap"]
        people.merge(sources, today(), into=into, carries_people=False, by=world.bac.operator)
        return session_of(world.bac.beside)

    def test_look_at_sheets_receipts_and_history(self, published):
        client, pk = self.merged(published), published.bac.health.pk
        for page in ("items/1.1/", "general/", "receipt/", "history/1.1/", "why/1.1/", "sheet.xlsx", "tree/"):
            assert client.get(f"/sheets/{pk}/{page}").status_code == 200

    def test_do_not_see_the_contact_block(self, published):
        client, pk = self.merged(published), published.bac.health.pk
        for page in ("general/", "sheet.xlsx"):
            assert published.bac.canary("contact") not in words_in(client.get(f"/sheets/{pk}/{page}"))
        assert client.get(f"/sheets/{pk}/history/I.2/").status_code == 403

    def test_change_nothing(self, filling):
        client, pk = self.merged(filling), filling.bac.health.pk
        for page in ("answers/", "remarks/", "links/", "submit/", "contact/erase/", "general/"):
            assert client.post(f"/sheets/{pk}/{page}", {"item": "1.1"}).status_code == 403

    def test_nobody_before_and_nobody_of_elsewhere(self, published):
        pk = published.bac.health.pk
        assert session_of(published.bac.beside).get(f"/sheets/{pk}/receipt/").status_code == 404
        self.merged(published)
        assert session_of(published.nam.beside).get(f"/sheets/{pk}/receipt/").status_code == 404
        assert session_of(published.bac.supplier).get(f"/sheets/{pk}/receipt/").status_code == 404

    def test_not_the_other_way_round(self, published):
        self.merged(published)
        pk = published.bac.justice.pk
        assert session_of(published.bac.head).get(f"/sheets/{pk}/receipt/").status_code in (302, 404)


def test_appraisers_are_found_in_ones_own_province(appraising):
    """Both provinces have a Sở Nội vụ, and each round is given to its own."""
    for province in appraising.both:
        given = set(province.group.assignments.values_list("organisation__code", flat=True))
        assert given == {f"{code}-{province.key}" for code in ("so-noi-vu", "so-tai-chinh")} | {
            province.owner.code
        }
