"""Every address × every role, in three phases, held against a table a person can read.

The table is `access_table.txt`. A new address, or one whose answer to anybody changes, fails here
until the table says so: run this file with WRITE_ACCESS_TABLE=1 and read the difference line by line.

`in` the gate opens (200, a redirect, or a refusal that only an insider gets to see: 400, 409);
`log` sends to the log-in; `403` a colleague without the role; `404` as if it did not exist. A method
that nobody may use (405) is left out.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from opendti.assessment import actions as assessment
from opendti.catalog import actions as catalog
from opendti.catalog import editing
from opendti.catalog.models import Draft, SourceDocument
from opendti.results import actions as results

TABLE = Path(__file__).with_name("access_table.txt")
PEOPLE = ("-", "khach", "mai", "lan", "hung", "nga", "binh", "oanh", "quang", "dung")
HEAD = """\
# Who gets in where. Sheet, item and finding are those of Sở Y tế; the round, the draft of an index set
# and the uploaded decision belong to Sở TT&TT.
# -      nobody logged in            nga    appraiser of Sở Nội vụ
# khach  account without membership  binh   appraiser of Sở Tài chính
# mai    clerk of another unit       oanh   appraiser of Sở TT&TT
# lan    clerk of Sở Y tế            quang  manager of the round
# hung   head of Sở Y tế             dung   leader
"""


def addresses(resolver=None, prefix="", namespace="") -> list[tuple[str, str]]:
    """Every address of the project as (name, pattern)."""
    found = []
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found += addresses(each, route, each.namespace or namespace)
        elif isinstance(each, URLPattern):
            found.append((f"{namespace}:{each.name}", route))
    return found


def filled_in(route: str, cast, finding_of: int) -> str:
    values = {
        "<int:pk>": str(cast.health.pk),
        "<int:group_pk>": str(cast.group.pk),
        "<int:sheet_pk>": str(finding_of),
        "<str:code>": "1.1",
        "<slug:slug>": cast.round.slug,
        "<slug:group>": cast.group.code,
        "<slug:unit>": cast.health.organisation.code,
        "<slug:year>": cast.round.slug,
        "<int:edition>": "1",
        "<int:link>": "1",
        "<slug:dataset>": "ranking",
        "<slug:form>": "csv",
        "<int:set_pk>": str(cast.group.index_set_id),
        "<int:draft_pk>": str(Draft.objects.get().pk),
        "<int:document_pk>": str(SourceDocument.objects.get().pk),
        "<slug:row>": next(editing.nodes(Draft.objects.get().tree, "component")).row,
    }
    for place, value in values.items():
        route = route.replace(place, value)
    assert "<" not in route, f"say in filled_in what stands for the rest of {route}"
    return "/" + route


def make_a_draft(cast) -> None:
    """A draft of the next version, and a decision that was uploaded; both belong to Sở TT&TT."""
    owner = cast.organisations["so-tttt"]
    catalog.start_from_index_set(cast.group.index_set, owner=owner, by=cast.quang)
    SourceDocument.objects.create(
        owner=owner,
        name="qd.txt",
        kind="text",
        size=1,
        digest="0",
        content=b".",
        report={},
        uploaded_by=cast.quang,
    )


def word(response) -> str:
    if response.status_code == 302 and "/login/" in response["Location"]:
        return "log"
    if response.status_code in (403, 404, 405):
        return str(response.status_code)
    return "in"


def lines_of(cast, client, phase: str) -> list[str]:
    lines = [f"\n{phase:<66}" + "".join(f"{person:>6}" for person in PEOPLE)]
    for name, route in sorted(addresses()):
        path = filled_in(route, cast, cast.health.pk)
        for method in ("GET", "POST"):
            if asked(cast, client, method, path, "quang") == "405":
                continue
            words = [asked(cast, client, method, path, person) for person in PEOPLE]
            lines.append(f"{method:<5}{name:<61}" + "".join(f"{each:>6}" for each in words))
    return lines


def asked(cast, client, method: str, path: str, person: str) -> str:
    """The answer to an empty request; whatever it did is undone."""
    with transaction.atomic():
        client.logout()
        if person != "-":
            client.force_login(cast.people[person])
        response = client.generic(method, path)
        transaction.set_rollback(True)
    return word(response)


@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_table_says(cast, client, settings):
    settings.OPENDTI_DEMO = False
    told = [HEAD.rstrip()]
    make_a_draft(cast)
    cast.fill()
    told += lines_of(cast, client, "while units fill in")
    cast.round.refresh_from_db()
    assessment.close_self_assessment(cast.round, by=cast.quang)
    cast.fresh()
    told += lines_of(cast, client, "during appraisal")
    publication = results.compute(cast.round, by=cast.quang)
    results.publish(publication, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=cast.quang)
    told += lines_of(cast, client, "published")
    table = "\n".join(told) + "\n"
    if os.environ.get("WRITE_ACCESS_TABLE"):
        TABLE.write_text(table, encoding="utf-8")
    assert table == TABLE.read_text(encoding="utf-8")
