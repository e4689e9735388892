import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from opendti.assessment import access, actions, queries
from opendti.assessment.actions import Conflict, Invalid, StepNotOpen
from opendti.assessment.models import Answer
from opendti.assessment.queries.pages import contents_of
from opendti.audit.models import Entry
from opendti.scoring import entries


@pytest.fixture(autouse=True)
def opened(cast):
    return cast.open()


def save(cast, value, *, version=0, by=None, field="a", item="1.2"):
    return actions.save_answer(
        cast.health, item=item, field=field, value=value, expected_version=version, by=by or cast.lan
    )


def test_works(cast):
    saved = save(cast, "1 234")

    assert (saved.value, saved.key, saved.updated_by) == ("1234", "a", cast.lan)
    assert saved.version == cast.health.version


def test_leaves_a_trace(cast):
    first = save(cast, "20")
    save(cast, "25", version=first.version)

    entry = Entry.objects.filter(event="answer.saved").latest("pk")
    assert (entry.actor, entry.organisation, entry.subject_id) == (cast.lan, "Sở Y tế", cast.health.pk)
    assert (entry.before, entry.after) == (
        {"item": "1.2", "key": "a", "value": "20"},
        {"item": "1.2", "key": "a", "value": "25"},
    )


@pytest.mark.parametrize(
    ("item", "field", "value", "column"),
    [
        ("9.9", "a", "1", "item"),
        ("2.2", "a", "1", "item"),
        ("1.2", "z", "1", "field"),
        ("1.2", "b", "40", "field"),
        ("1.2", "excluded", "yes", "field"),
        ("1.2", "a", "mười", "value"),
        ("1.2", "a", "1.234", "value"),
        ("1.1", "level", "chief", "value"),
        ("I.2", "value", "Lan\0", "value"),
    ],
)
def test_what_cannot_be_taken_is_refused(cast, item, field, value, column):
    with pytest.raises(entries.EntryError) as refused:
        save(cast, value, item=item, field=field)

    assert refused.value.column == column
    assert not Answer.objects.exists()


def test_checks_are_stored_one_by_one(cast):
    save(cast, "news", item="2.1", field="check")
    save(cast, "page", item="2.1", field="check")

    assert set(queries.answer_rows(cast.health)) == {("2.1", "check:news"), ("2.1", "check:page")}
    assert queries.scores_of(cast.group)[cast.health.pk].find("2.1").points == 10


class TestTwoEditors:
    def test_the_second_sees_both_values(self, cast):
        first = save(cast, "20")
        theirs = save(cast, "21", version=first.version, by=cast.hai)

        with pytest.raises(Conflict) as conflict:
            save(cast, "22", version=first.version)

        assert (conflict.value.mine, conflict.value.theirs) == ("22", "21")
        assert (conflict.value.who, conflict.value.when) == ("Trần Văn Hải", theirs.updated_at)
        assert conflict.value.version == theirs.version
        assert Answer.objects.get().value == "21"

    def test_two_first_values_conflict_too(self, cast):
        save(cast, "20", by=cast.hai)

        with pytest.raises(Conflict):
            save(cast, "22")

    def test_a_removed_value_is_a_conflict(self, cast):
        first = save(cast, "20")
        actions.clear_answer(cast.health, item="1.2", key="a", expected_version=first.version, by=cast.hai)

        with pytest.raises(Conflict) as conflict:
            save(cast, "22", version=first.version)
        assert conflict.value.theirs is None

    def test_a_value_removed_and_given_again_is_not_mistaken_for_the_first(self, cast):
        first = save(cast, "20")
        actions.clear_answer(cast.health, item="1.2", key="a", expected_version=first.version, by=cast.hai)
        save(cast, "21", by=cast.hai)

        with pytest.raises(Conflict):
            save(cast, "22", version=first.version)

    def test_clearing_what_someone_else_wrote_is_a_conflict(self, cast):
        first = save(cast, "20")
        save(cast, "21", version=first.version, by=cast.hai)

        with pytest.raises(Conflict):
            actions.clear_answer(
                cast.health, item="1.2", key="a", expected_version=first.version, by=cast.lan
            )

    def test_the_same_value_twice_is_none(self, cast):
        """A browser that lost the answer sends the value again with the version it knew."""
        first = save(cast, "20")

        assert save(cast, "20").version == first.version
        assert Entry.objects.filter(event="answer.saved").count() == 1

    def test_different_fields_never_meet(self, cast):
        save(cast, "20")
        save(cast, "head", item="1.1", field="level", by=cast.hai)

        assert Answer.objects.count() == 2

    def test_nothing_is_written_by_the_one_refused(self, cast):
        save(cast, "20", by=cast.hai)
        version = cast.health.version

        with pytest.raises(Conflict):
            save(cast, "22")
        cast.health.refresh_from_db()
        assert cast.health.version == version


class TestManyAtOnce:
    def test_works(self, cast):
        save(cast, "20")
        given = [entries.Entry("1.2", "a", "20"), entries.Entry("1.1", "level", "head")]

        assert actions.save_answers(cast.health, given=given, by=cast.lan) == 1
        assert queries.answer_rows(cast.health)["1.1", "level"].value == "head"
        assert Entry.objects.filter(event="answers.saved").get().after == {"1.1 level": "head"}

    def test_one_wrong_value_stores_none(self, cast):
        given = [entries.Entry("1.1", "level", "head"), entries.Entry("1.2", "a", "x")]

        with pytest.raises(entries.EntryError):
            actions.save_answers(cast.health, given=given, by=cast.lan)
        assert not Answer.objects.exists()

    def test_a_sheet_changed_since_the_preview_is_refused(self, cast):
        seen = cast.health.version
        save(cast, "20", by=cast.hai)

        with pytest.raises(actions.Refused, match="vừa được sửa"):
            actions.save_answers(cast.health, given=[], by=cast.lan, expected_version=seen)


class TestRemark:
    def test_works_and_empties(self, cast):
        saved = actions.save_remark(
            cast.health, item="1.1", text=" Vì sao. ", expected_version=0, by=cast.lan
        )

        assert saved is not None
        assert contents_of(cast.health).remarks["1.1"].text == "Vì sao."
        version = saved.version
        assert (
            actions.save_remark(cast.health, item="1.1", text="", expected_version=version, by=cast.lan)
            is None
        )
        assert contents_of(cast.health).remarks == {}

    def test_two_editors_conflict(self, cast):
        actions.save_remark(cast.health, item="1.1", text="Một", expected_version=0, by=cast.hai)

        with pytest.raises(Conflict):
            actions.save_remark(cast.health, item="1.1", text="Hai", expected_version=0, by=cast.lan)

    @pytest.mark.parametrize(("item", "text"), [("1.1", "x" * 2001), ("1.1", "a\0b"), ("9.9", "x")])
    def test_too_long_or_nowhere_is_refused(self, cast, item, text):
        with pytest.raises(Invalid):
            actions.save_remark(cast.health, item=item, text=text, expected_version=0, by=cast.lan)


class TestEvidenceLink:
    def test_works_and_goes(self, cast):
        link = actions.add_evidence_link(
            cast.health, item="1.1", url=" https://soyte.example/kh ", title="", by=cast.lan
        )

        assert (link.url, link.title) == ("https://soyte.example/kh",) * 2
        actions.remove_evidence_link(cast.health, pk=link.pk, by=cast.lan)
        actions.remove_evidence_link(cast.health, pk=link.pk, by=cast.lan)
        assert contents_of(cast.health).links == {}
        assert Entry.objects.filter(event="evidence_link.removed").count() == 1

    def test_another_sheets_link_stays(self, cast):
        link = actions.add_evidence_link(
            cast.justice, item="1.1", url="https://a.example", title="A", by=cast.mai
        )

        actions.remove_evidence_link(cast.health, pk=link.pk, by=cast.lan)

        assert contents_of(cast.justice).links["1.1"] == [link]

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "javascript:alert(1)",
            "https://chinhphu.vn@example.com/",
            "https://chinhphu.vn\\@example.com/",
            "data:text/html,x",
            "ftp://a.example",
            "https://",
            "//a",
            "http://[x",
            "https://a.example/\nx",
            "https://a.example/" + "x" * 1000,
        ],
    )
    def test_what_is_no_web_address_is_refused(self, cast, url):
        with pytest.raises(Invalid):
            actions.add_evidence_link(cast.health, item="1.1", url=url, title="x", by=cast.lan)


class TestGate:
    @pytest.mark.parametrize("name", ["lan", "hai", "hung"])
    def test_the_unit_may_fill(self, cast, name):
        assert access.get_for(getattr(cast, name), cast.health.pk, to="fill") == cast.health

    @pytest.mark.parametrize("name", ["mai", "tuan", "nga", "binh", "oanh", "khach"])
    def test_for_a_stranger_it_does_not_exist(self, cast, name):
        for step in ("view", "fill"):
            with pytest.raises(Http404):
                access.get_for(getattr(cast, name), cast.health.pk, to=step)

    @pytest.mark.parametrize("name", ["quang", "dung"])
    def test_manager_and_leader_may_look_but_not_fill(self, cast, name):
        assert access.get_for(getattr(cast, name), cast.health.pk) == cast.health
        with pytest.raises(PermissionDenied, match="Nhập liệu"):
            access.get_for(getattr(cast, name), cast.health.pk, to="fill")


def test_before_the_round_opens_nothing_can_be_filled(cast):
    cast.health.state = "waiting"
    cast.health.save(update_fields=["state"])

    with pytest.raises(StepNotOpen, match="Chưa mở"):
        save(cast, "20")


class TestContradiction:
    """“None of it” beside a condition is refused: what is stored can always be scored."""

    def test_is_refused_and_nothing_is_stored(self, cast):
        save(cast, "news", item="2.1", field="check")

        with pytest.raises(entries.EntryError):
            save(cast, "none", item="2.1", field="level")

        assert [key for item, key in queries.answer_rows(cast.health) if item == "2.1"] == ["check:news"]

    def test_is_refused_among_many(self, cast):
        given = [entries.Entry("2.1", "check", "news"), entries.Entry("2.1", "level", "none")]

        with pytest.raises(entries.EntryError):
            actions.save_answers(cast.health, given=given, by=cast.lan)

        assert not Answer.objects.filter(sheet=cast.health).exists()
