"""How a public page is written and kept by caches: the same for everybody, so never with the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from opendti.common import context as common
from opendti.common.templatetags.vietnamese import moment
from opendti.results import access, queries
from opendti.results.models import Publication

View = TypeVar("View", bound=Callable[..., HttpResponse])

KEPT_SECONDS = 300
"""How long a cache may answer without asking; a correction is seen by everyone after that."""

_SECTIONS = {
    "front": "results",
    "group": "results",
    "unit": "results",
    "why": "results",
    "method-group": "method",
}


def cached(view: View) -> View:
    """Read only, kept by shared caches for a short while, and asked for again by its digest (304)."""
    kept = cache_control(public=True, max_age=KEPT_SECONDS)
    return require_safe(kept(conditional_page(view)))


def publication_of(year: str, edition: int | None) -> Publication:
    """The list in force, or the replaced one of that number; Http404 when nothing was published."""
    if edition is None:
        return access.public_publication(year)
    return access.replaced_publication(year, edition)


def page(
    request: HttpRequest, template: str, publication: Publication | None, context: dict[str, Any]
) -> HttpResponse:
    """Renders without the request: who is looking must not matter, and no session may be touched."""
    years = list(queries.published())
    site = common.site(request)
    is_illustrative = site.get("is_illustrative") or (publication is not None and publication.is_illustrative)
    shared = {
        "publication": publication,
        "years": years,
        "public_nav": _nav(request, publication or (years[0] if years else None)),
        "place_name": _lowered(str(site["place_name"])),
        "owner_name": publication.owner_name if publication else "",
        "standing_body": f"{publication.owner_name} công bố" if publication else "",
        "updated_words": f"Cập nhật {moment(publication.published_at)}" if publication else "",
        "is_illustrative": is_illustrative,
    }
    return HttpResponse(render_to_string(template, site | shared | context))


def base_of(publication: Publication, edition: int | None) -> dict[str, object]:
    """Where the pages of this list begin, and where those of the list in force do."""
    current = reverse("portal:results", kwargs={"year": publication.round_slug})
    if edition is None:
        return {"base": current, "current": current}
    kwargs = {"year": publication.round_slug, "edition": edition}
    return {"base": reverse("portal:results", kwargs=kwargs), "current": current, "is_replaced": True}


def _nav(request: HttpRequest, publication: Publication | None) -> list[dict[str, object]]:
    name = request.resolver_match.url_name if request.resolver_match else ""
    section = _SECTIONS.get(str(name), name)
    year = {"year": publication.round_slug} if publication else {}
    parts = (
        [("results", "Xếp hạng"), ("method", "Phương pháp"), ("data", "Dữ liệu mở")] if publication else []
    )
    items: list[dict[str, object]] = [
        {"label": label, "url": reverse(f"portal:{part}", kwargs=year), "current": part == section}
        for part, label in parts
    ]
    return [*items, {"label": "Đăng nhập", "url": reverse("account_login"), "current": False}]


def _lowered(place: str) -> str:
    """“Tỉnh Hải Dương” within a sentence: “tỉnh Hải Dương”."""
    return place[:1].lower() + place[1:]
