"""How a person narrows the trail, as it stands in the address of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from opendti.audit import queries as audit
from opendti.audit import words
from opendti.audit.models import Entry

from . import queries
from .models import Membership, Organisation, User

_SUBJECT = re.compile(r"([a-z]+\.[a-z]+):([0-9]{1,18})")
_TEXTS = ("q", "person", "organisation", "event", "kind", "subject", "from", "to")
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What was typed, what it means, and what in it cannot be read (by field, in Vietnamese)."""

    typed: dict[str, str]
    since: date | None = None
    until: date | None = None
    subject: tuple[str, int] | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_narrow(self) -> bool:
        return bool(self.typed)

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        return urlencode(self.typed)

    @property
    def _also(self) -> dict[str, QuerySet[Any, Any]]:
        """What happened to the roles of a person happened to the person."""
        kind, pk = self.subject or ("", 0)
        is_person = kind == "people.user"
        return {"people.membership": Membership.objects.filter(user=pk).values("pk")} if is_person else {}

    def entries(self, scope: QuerySet[Organisation] | None) -> QuerySet[Entry]:
        """The entries that fit, newest first; of all organisations and the system where `scope` is None."""
        if self.errors:
            return Entry.objects.none()
        person, organisation = self.typed.get("person", ""), self.typed.get("organisation", "")
        kind, subject = self.subject or (self.typed.get("kind"), None)
        return audit.search(
            actor=_people(person) if person else None,
            organisation=_organisations(organisation) if organisation else None,
            subject=subject,
            also=self._also,
            event=self.typed.get("event"),
            kind=kind,
            since=self.since,
            until=self.until,
            words=self.typed.get("q", ""),
            within=None if scope is None else scope.values("pk"),
        )


def trail_filter(query: QueryDict) -> TrailFilter:
    """The filter in an address; what cannot be read is an error and finds nothing."""
    typed = {
        name: text
        for name in _TEXTS
        if (text := query.get(name, "").replace("\0", "").strip()[:MOST_LETTERS])
    }
    errors: dict[str, str] = {}
    days = {name: _day(typed[name], name, errors) for name in ("from", "to") if name in typed}
    since, until = days.get("from"), days.get("to")
    if since and until and until < since:
        errors["to"] = "Ngày cuối trước ngày đầu. Sửa một trong hai ngày."
    match = _SUBJECT.fullmatch(typed.get("subject", ""))
    if "subject" in typed and match is None:
        errors["subject"] = "Đối tượng chưa đúng dạng, ví dụ people.user:12."
    for name, known in (("event", words.EVENTS), ("kind", words.KINDS)):
        if name in typed and typed[name] not in known:
            errors[name] = "Không có loại này. Chọn trong danh sách."
    subject = (match[1], int(match[2])) if match else None
    return TrailFilter(typed, since, until, subject, errors)


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        errors[name] = f"“{text}” không phải ngày. Viết dạng 05/12/2026."
        return None


def _people(text: str) -> QuerySet[Any, Any]:
    """Who has this user name, or else all whose names hold the words."""
    one = User.objects.filter(username=User.normalize_username(text))
    return (one if one.exists() else queries.matching(User.objects.all(), text)).values("pk")


def _organisations(text: str) -> QuerySet[Any, Any]:
    one = Organisation.objects.filter(code=text)
    return (one if one.exists() else queries.matching(Organisation.objects.all(), text)).values("pk")
