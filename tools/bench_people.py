"""How many queries the lists of organisations and accounts make, and how fast they are searched.

`make bench` runs it on SQLite and on PostgreSQL, each time on a new, empty database in DATABASE_URL. The
lists are asked over HTTP, as an operator sees them, at a tenth of the size and in full: the number of
queries must be the same; a search must find the same with and without diacritics, in time.
"""

from __future__ import annotations

import itertools
import os
import re
import statistics
import sys
import time
from dataclasses import dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opendti.settings")
os.environ.setdefault("OPENDTI_DEBUG", "0")
os.environ.setdefault("OPENDTI_DEMO", "1")  # no second factor is asked for, and no secret key
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from opendti.common.folding import folded  # noqa: E402
from opendti.people import actions  # noqa: E402
from opendti.people.models import Membership, Organisation, OrganisationVersion, User  # noqa: E402
from opendti.people.roles import Role  # noqa: E402

ORGANISATIONS, PEOPLE = 3_500, 10_000
MOST_MILLISECONDS = 100.0
TIMES = 9
LISTS = ("/organisations/", "/people/", "/trail/")
SEARCHES = (
    ("/organisations/", "Đồng Tâm", "dong tam"),
    ("/organisations/", "giáo dục đào tạo", "giao duc dao tao"),
    ("/organisations/", "không có ở đâu", "khong co o dau"),
    ("/people/", "Nguyễn Thị Đào", "nguyen thi dao"),
    ("/people/", "Đặng Văn", "dang van"),
    ("/people/", "không có ai", "khong co ai"),
    ("/people/organisations/", "Đồng Tâm", "dong tam"),
)
PLACES = ("Đồng Tâm", "Đại Đức", "Tân Việt", "Hồng Phong", "Đoàn Kết", "Quang Trung", "An Lương")
KINDS = ("Xã", "Phường", "Sở Giáo dục và Đào tạo", "Sở Nội vụ")
SURNAMES = ("Nguyễn", "Trần", "Lê", "Đặng", "Đỗ", "Phạm", "Vũ", "Hoàng")
MIDDLE, GIVEN = ("Thị", "Văn", "Đức", "Minh"), ("Đào", "Hùng", "Lan", "Ngọc", "Thuỷ", "Đạt", "Yến")


@dataclass(slots=True)
class Filled:
    """What is in the database so far."""

    top: Organisation
    operator: User
    organisations: list[Organisation]
    people: int = 0


def begin() -> Filled:
    """A ministry on top, an operator over everything."""
    top = actions.add_organisation("bo", name="Bộ minh hoạ", level="bộ")
    operator = actions.add_person("van-hanh", full_name="Người vận hành")
    actions.add_membership(operator, organisation=top, role=Role.OPERATOR)
    provinces = [_organisation(f"tinh-{number}", f"Tỉnh {number}", "tỉnh", top) for number in range(34)]
    return Filled(top, operator, _write(provinces))


def grow(filled: Filled, organisations: int, people: int) -> None:
    """Adds organisations below the provinces, and people who are clerks in turn, up to these numbers."""
    provinces = filled.organisations[:34]
    numbers = range(len(filled.organisations) - 34, organisations - 35)
    filled.organisations += _write(
        [
            _organisation(
                f"cq-{number}",
                f"{KINDS[number % 4]} {PLACES[number % 7]} {number}",
                "xã",
                provinces[number % 34],
            )
            for number in numbers
        ]
    )
    users = [_user(number) for number in range(filled.people, people - 1)]
    User.objects.bulk_create(users, batch_size=500)
    places = itertools.cycle(filled.organisations)
    hats = [Membership(user=user, organisation=next(places), role=Role.CLERK) for user in users]
    Membership.objects.bulk_create(hats, batch_size=500)
    filled.people = people - 1


def _organisation(code: str, name: str, level: str, parent: Organisation) -> Organisation:
    path, search_text = f"{parent.path}{code}/", folded(name, code)
    return Organisation(code=code, name=name, level=level, parent=parent, path=path, search_text=search_text)


def _write(organisations: list[Organisation]) -> list[Organisation]:
    Organisation.objects.bulk_create(organisations, batch_size=500)
    versions = [
        OrganisationVersion(organisation=each, name=each.name, level=each.level, parent=each.parent)
        for each in organisations
    ]
    OrganisationVersion.objects.bulk_create(versions, batch_size=500)
    return organisations


def _user(number: int) -> User:
    name = f"{SURNAMES[number % 8]} {MIDDLE[number // 8 % 4]} {GIVEN[number % 7]}"
    username = f"nv.{number:05}"
    return User(
        username=username, full_name=name, password=make_password(None), search_text=folded(name, username)
    )


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code} {answer.get('Location', '')}")
    return len(queries)


def milliseconds(client: Client, address: str, words: str) -> tuple[float, list[str]]:
    """The median time of a whole answer, and the rows or suggestions found, in order."""
    taken, page = [], ""
    for _ in range(TIMES):
        started = time.perf_counter()
        page = client.get(address, {"q": words}).content.decode()
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken), re.findall(rf'href="{address}\d+/|data-value="[^"]+', page)


def main() -> int:
    call_command("migrate", verbosity=0)
    filled, client = begin(), Client()
    client.force_login(filled.operator, backend="opendti.people.log_in.backends.PeopleOfToday")
    print(f"{connection.vendor}: {ORGANISATIONS:,} organisations, {PEOPLE:,} people")
    is_bad = False
    grow(filled, ORGANISATIONS // 10, PEOPLE // 10)
    few = {address: queries_of(client, address) for address in LISTS}
    grow(filled, ORGANISATIONS, PEOPLE)
    for address in LISTS:
        many = queries_of(client, address)
        is_bad |= many != few[address]
        print(f"  {address:<18} {few[address]:>3} queries at a tenth, {many:>3} in full")
    for address, marked, bare in SEARCHES:
        (slow, found), (quick, same) = (milliseconds(client, address, words) for words in (marked, bare))
        is_bad |= max(slow, quick) > MOST_MILLISECONDS or found != same
        told = "the same rows" if found == same else "OTHER ROWS"
        print(f"  {address:<18} {marked:<18} {slow:>6.1f} ms  {bare:<18} {quick:>6.1f} ms  {told}")
    return int(is_bad)


if __name__ == "__main__":
    sys.exit(main())
