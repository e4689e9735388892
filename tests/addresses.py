"""Every address of the project, and what stands in its places for a province (tests/provinces.py)."""

from __future__ import annotations

import re
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.urls import URLPattern, URLResolver, get_resolver

from opendti.assessment.models import EvidenceLink, Exclusion
from opendti.catalog import editing
from opendti.people.models import PendingImport
from tests.provinces import Province, membership_of

MISSING = {"int": "987654", "str": "khong-co", "slug": "khong-co", "base36": "zz"}
"""What names nothing, by converter."""

SHARED = {
    "<int:edition>": "1",
    "<slug:dataset>": "ranking",
    "<slug:form>": "csv",
    "<slug:provider_id>": "tinh",
    "<base36:uidb36>": "1",
    "<str:key>": "khong-co",
}
"""Places that belong to nobody."""


class Address(NamedTuple):
    """One address: its name with its app, and its pattern."""

    name: str
    route: str

    @property
    def places(self) -> list[str]:
        return re.findall(r"<[^>]+>", self.route)

    @property
    def is_about_something(self) -> bool:
        """Whether it names an object that belongs to somebody."""
        return any(place not in SHARED for place in self.places)


def addresses(resolver: URLResolver | None = None, prefix: str = "", app: str = "") -> list[Address]:
    """All of them, by name."""
    found = []
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found += addresses(each, route, each.namespace or app)
        elif isinstance(each, URLPattern):
            found.append(Address(f"{app or 'account'}:{each.name}", route))
    return sorted(found)


def filled_in(address: Address, province: Province) -> str:
    """The address with the province's own objects."""
    known = SHARED | objects_of(province) | _by_name(address.name, province)
    return _with(address, known)


def of_nothing(address: Address, province: Province) -> str:
    """The same with the places of the objects filled by what does not exist."""
    known = SHARED | _by_name(address.name, province) | objects_of(province)
    kinds = {place: place.strip("<>").partition(":")[0] for place in address.places}
    missing = {place: MISSING[kind] for place, kind in kinds.items() if place not in SHARED}
    return _with(address, known | missing)


def objects_of(province: Province) -> dict[str, str]:
    """What stands in the places, wherever they stand."""
    unit = province.units["so-y-te"]
    return {
        "<int:group_pk>": str(province.group.pk),
        "<int:sheet_pk>": str(province.health.pk),
        "<str:code>": "1.1",
        "<slug:slug>": province.round.slug,
        "<slug:group>": province.group.code,
        "<slug:unit>": unit.code,
        "<slug:year>": province.round.slug,
        "<int:link>": str(EvidenceLink.objects.get(sheet=province.health).pk),
        "<int:set_pk>": str(province.index_set.pk),
        "<int:draft_pk>": str(province.draft.pk),
        "<int:document_pk>": str(province.document.pk),
        "<slug:row>": next(editing.nodes(province.draft.tree, "component")).row,
        "<int:membership_pk>": str(membership_of(province.clerk).pk),
        "<str:token>": province.token,
        "<int:organisation_pk>": str(unit.pk),
        "<str:operation>": "rename",
        "<slug:operation>": "rename",
    }


def _by_name(name: str, province: Province) -> dict[str, str]:
    """What `<int:pk>` is depends on the address."""
    app, _, view = name.partition(":")
    if view == "lift-exclusion":
        return {"<int:pk>": str(Exclusion.objects.get(sheet=province.health).pk)}
    if app == "assessment":
        return {"<int:pk>": str(province.health.pk)}
    if view == "usersessions_end":
        return {"<int:pk>": str(UserSession.objects.filter(user=province.clerk).earliest("pk").pk)}
    if app == "people" and "import" in view:
        pending = PendingImport.objects.get(name__contains=province.canary("pending"))
        return {
            "<int:pk>": str(pending.pk),
            "<int:import_pk>": str(pending.pk),
            "<int:pending_pk>": str(pending.pk),
        }
    if app in ("people", "account"):
        return {"<int:pk>": str(province.clerk.pk), "<int:user_pk>": str(province.clerk.pk)}
    return {}


def _with(address: Address, known: dict[str, str]) -> str:
    route = address.route
    for place in address.places:
        assert place in known, (
            f"{address.name} is new: say in tests/addresses.py what stands for {place} in {address.route}"
        )
        route = route.replace(place, known[place])
    return "/" + route
