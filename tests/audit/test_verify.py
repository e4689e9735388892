"""The chain is whole after honest work, and every way of tampering is found and named."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection

from opendti.audit import chain, verifying
from opendti.audit.actions import Change, record, record_all
from opendti.audit.models import ChainHead, Entry
from opendti.audit.verifying import Anchor, verify

ENTRIES = 12


@pytest.fixture
def trail(cast) -> Anchor:
    """Twelve entries and no others, of which the anchor of the last is noted elsewhere."""
    sql("DELETE FROM audit_entry")
    sql("UPDATE audit_chainhead SET number = 0, digest = %s", chain.NOTHING_BEFORE)
    for number in range(ENTRIES):
        record("test.done", by=cast.lan, subject=cast.health, after={"số": number, "chữ": "ệ “x”"})
    return anchor()


def anchor() -> Anchor:
    noted = verifying.anchor_of(verifying.current_anchor())
    assert noted is not None
    return noted


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def told(anchor=None) -> list[str]:
    return [each.message for each in verify(anchor).complaints]


def copy_of(number: int) -> dict[str, object]:
    return Entry.objects.get(number=number).columns()


def insert(columns: dict[str, object], digest: str) -> None:
    """A row as somebody would put it in who knows the form of the chain."""
    row = columns | {"digest": digest}
    for name in ("before", "after"):
        row[name] = None if row[name] is None else json.dumps(row[name])
    names = ", ".join(row)
    sql(f"INSERT INTO audit_entry ({names}) VALUES ({', '.join(['%s'] * len(row))})", *row.values())  # noqa: S608


def renumber(first: int, by: int) -> None:
    numbers = Entry.objects.filter(number__gte=first).values_list("number", flat=True)
    for number in sorted(numbers, reverse=by > 0):
        sql("UPDATE audit_entry SET number = %s WHERE number = %s", number + by, number)


def compute_anew(first: int) -> None:
    """Chains the entries from one on as they stand now, and moves the head: the perfect forgery."""
    previous = Entry.objects.get(number=first - 1).digest if first > 1 else chain.NOTHING_BEFORE
    for entry in Entry.objects.filter(number__gte=first).order_by("number"):
        columns = entry.columns() | {"previous": previous}
        digest = chain.digest_of(columns)
        sql(
            "UPDATE audit_entry SET previous = %s, digest = %s WHERE number = %s",
            previous,
            digest,
            entry.number,
        )
        previous = digest
    sql("UPDATE audit_chainhead SET number = %s, digest = %s", Entry.objects.count(), previous)


def test_the_chain_of_honest_work_is_whole(trail, cast):
    changes = [
        Change(subject=cast.health, before={"a": None, "b": [True, 1, "x"]}, note="\0"),
        Change(subject=cast.justice),
    ]
    record_all("test.done", by=None, changes=changes, organisation="Sở Y tế")

    report = verify(trail)

    assert (report.is_whole, report.count, report.head[0]) == (True, ENTRIES + 2, ENTRIES + 2)
    assert report.anchor == verifying.current_anchor()
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, ENTRIES + 3)
    )


def test_an_empty_chain_is_whole(db):
    sql("DELETE FROM audit_entry")
    sql("DELETE FROM audit_chainhead")

    assert verify().is_whole
    assert verifying.current_anchor() == f"0:{chain.NOTHING_BEFORE}"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00"),
        ("actor_id", None),
        ("hat", "Lãnh đạo"),
        ("hat_organisation_id", 7),
        ("address", "10.0.0.1"),
        ("organisation", "Sở khác"),
        ("event", "test.undone"),
        ("subject_kind", "people.user"),
        ("subject_id", 999),
        ("before", '{"x": 1}'),
        ("after", '{"số": 5, "chữ": "e"}'),
        ("after", None),
        ("request_id", "deadbeef"),
        ("note", "khác"),
        ("previous", "0" * 64),
        ("digest", "f" * 64),
    ],
)
@pytest.mark.parametrize("number", [1, 6, ENTRIES])
def test_a_changed_column_is_found_and_its_entry_named(trail, column, value, number):
    if (column, number) == ("previous", 1):
        value = "1" * 64
    sql(f"UPDATE audit_entry SET {column} = %s WHERE number = %s", value, number)  # noqa: S608

    found = told()

    assert found[0].startswith(f"Dòng {number} (")
    assert "đã bị sửa" in found[0]
    assert len(found) == (2 if (column, number) == ("digest", ENTRIES) else 1)  # the head says so too


def test_every_column_is_under_the_digest():
    columns = {field.column for field in Entry._meta.concrete_fields}

    assert columns - {"digest"} == set(chain.COLUMNS)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (1, 1, "Dòng 1 đã bị xoá."),
        (6, 6, "Dòng 6 đã bị xoá."),
        (5, 8, "Các dòng 5–8 đã bị xoá (4 dòng)."),
        (12, 12, "Đầu chuỗi ghi đến dòng 12, nhưng dòng cuối là 11"),
        (4, 12, "Đầu chuỗi ghi đến dòng 12, nhưng dòng cuối là 3"),
        (1, 12, "Đầu chuỗi ghi đến dòng 12, nhưng dòng cuối là 0"),
    ],
)
def test_removed_entries_are_found(trail, first, last, says):
    sql("DELETE FROM audit_entry WHERE number BETWEEN %s AND %s", first, last)

    (found,) = told()

    assert found.startswith(says)


def test_a_removed_entry_is_found_when_the_rest_is_numbered_anew(trail):
    sql("DELETE FROM audit_entry WHERE number = 6")
    renumber(7, -1)

    assert "Ngay trước dòng 6 đã có một dòng bị xoá" in told()[0]
    assert "6–11" in told()[0]


def test_an_inserted_entry_is_found(trail):
    renumber(7, 1)
    columns = copy_of(6) | {"number": 7, "previous": Entry.objects.get(number=6).digest, "note": "bịa"}
    insert(columns, chain.digest_of(columns))

    assert told()[0] == "Dòng 7 được chèn vào: các dòng 8–13 vốn mang số nhỏ hơn 1."


def test_an_entry_put_behind_the_last_is_found(trail):
    columns = copy_of(12) | {"number": 13, "previous": trail[1]}
    insert(columns, chain.digest_of(columns))

    (found,) = told()

    assert "Đầu chuỗi chỉ ghi đến dòng 12" in found
    assert "đến 13" in found


def test_an_entry_put_before_the_first_is_found(trail):
    columns = copy_of(1) | {"number": 0}
    insert(columns, chain.digest_of(columns))

    assert "Dòng 0 (" in told()[0]
    assert "được chèn vào" in told()[0]


@pytest.mark.parametrize(("one", "other"), [(4, 9), (4, 5), (1, 12)])
def test_swapped_entries_are_found(trail, one, other):
    for number, target in ((one, -1), (other, one), (-1, other)):
        sql("UPDATE audit_entry SET number = %s WHERE number = %s", target, number)

    found = told()

    assert f"Dòng {one} mang nội dung vốn của dòng {other}: đã bị đổi chỗ." in found
    assert f"Dòng {other} mang nội dung vốn của dòng {one}: đã bị đổi chỗ." in found
    assert len(found) == (2 if other < ENTRIES else 3)  # the head no longer fits the last


def test_an_entry_replaced_with_a_fitting_digest_is_found(trail):
    columns = copy_of(6) | {"note": "thay"}
    sql("UPDATE audit_entry SET note = %s, digest = %s WHERE number = 6", "thay", chain.digest_of(columns))

    (found,) = told()

    assert found.startswith("Dòng 7 (")
    assert "không nối tiếp dòng 6" in found


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_chainhead SET number = 11", "Đầu chuỗi chỉ ghi đến dòng 11"),
        ("UPDATE audit_chainhead SET number = 13", "Đầu chuỗi ghi đến dòng 13"),
        (
            "UPDATE audit_chainhead SET digest = (SELECT previous FROM audit_entry WHERE number = 5)",
            "Mã ở đầu chuỗi không khớp mã của dòng 12",
        ),
        ("DELETE FROM audit_chainhead", "Đầu chuỗi chỉ ghi đến dòng 0"),
    ],
)
def test_a_changed_head_is_found(trail, statement, says):
    sql(statement)

    (found,) = told()

    assert says in found


def test_a_chain_computed_anew_is_found_by_an_anchor_alone(trail):
    sql("UPDATE audit_entry SET note = 'khác' WHERE number = 5")
    compute_anew(5)

    assert told() == []
    assert told((4, copy_of(5)["previous"])) == []
    (found,) = told(trail)
    assert "Dòng 12 không còn khớp mốc đã ghi" in found


def test_a_tail_cut_off_with_its_head_is_found_by_an_anchor_alone(trail):
    sql("DELETE FROM audit_entry WHERE number > 8")
    compute_anew(1)

    assert told() == []
    assert told(trail) == ["Mốc đã ghi là dòng 12, nhưng chuỗi chỉ còn đến dòng 8."]


def test_a_head_taken_away_is_told_by_the_next_entry(trail, cast):
    sql("DELETE FROM audit_chainhead")

    record("test.done", by=cast.lan, subject=cast.health)

    events = list(Entry.objects.order_by("number").values_list("event", flat=True))
    assert events[-2:] == ["trail.head_lost", "test.done"]
    assert verify(trail).is_whole


def test_too_many_complaints_are_counted(trail, cast):
    for _ in range(verifying.MOST_COMPLAINTS):
        record("test.done", by=cast.lan, subject=cast.health)
    sql("UPDATE audit_entry SET note = 'khác'")

    report = verify()

    assert (len(report.complaints), report.more) == (verifying.MOST_COMPLAINTS, ENTRIES)
    assert list(verifying.lines_of(report))[-1] == f"… và {ENTRIES} chỗ khác."


def test_what_is_added_while_the_chain_is_walked_is_no_fault(trail, cast, monkeypatch):
    heads = iter([(ENTRIES - 2, copy_of(ENTRIES - 1)["previous"]), trail])
    monkeypatch.setattr(verifying, "_head", lambda: next(heads))

    assert told() == []


def test_the_canonical_form_is_as_documented():
    row = Entry(number=2, at="", event="sheet.submitted", subject_kind="assessment.sheet", subject_id=7)
    columns = row.columns() | {
        "at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "after": {"b": ["ệ", 1], "a": None},
        "previous": chain.NOTHING_BEFORE,
    }

    assert chain.canonical(columns) == (
        '{"actor_id":null,"address":"","after":{"a":null,"b":["ệ",1]},"at":"2026-01-02T03:04:05.000000Z",'
        '"before":null,"event":"sheet.submitted","hat":"","hat_organisation_id":null,"note":"","number":2,'
        f'"organisation":"","previous":"{"0" * 64}","request_id":"","subject_id":7,'
        '"subject_kind":"assessment.sheet"}'
    )


@pytest.mark.parametrize("text", ["", "5", "5:abc", f"0:{'a' * 64}", f"-1:{'a' * 64}", f"5:{'g' * 64}"])
def test_what_is_no_anchor(text):
    assert verifying.anchor_of(text) is None


def test_the_head_is_one_row(trail):
    assert ChainHead.objects.count() == 1


SPOILT = {
    "note": "'khác' || char(0)",
    "hat": "x'ff'",
    "organisation": "CAST(x'ff' AS TEXT)",
    "at": "'hôm qua'",
    "after": "'{\"x\": NaN}'",
    "before": "'[1, 2]'",
    "subject_id": "9e999",
    "hat_organisation_id": "'bảy'",
}
"""What SQLite lets its owner put into a column, and no honest entry holds."""


@pytest.mark.parametrize("column", sorted(SPOILT))
def test_what_no_honest_entry_holds_is_named_and_stops_nothing(trail, column):
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = ON")
        sql(f"UPDATE audit_entry SET {column} = {SPOILT[column]} WHERE number = 6")  # noqa: S608
        sql("PRAGMA ignore_check_constraints = OFF")
    else:  # which keeps only what fits the column
        sql("UPDATE audit_entry SET after = '[1e400]' WHERE number = 6")

    (found,) = told()

    assert found.startswith("Dòng 6 ")
    assert "đã bị sửa" in found
