"""Reading the catalog: the list, the page of a set, its downloads, and two sets beside each other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from opendti.catalog import access, actions, exports, queries
from opendti.catalog.models import IndexSet
from opendti.catalog.presenting.catalog_list import catalog_list
from opendti.catalog.presenting.comparison import comparison_of, comparison_page
from opendti.catalog.presenting.method import method_of
from opendti.catalog.queries import reading
from opendti.catalog.set_workbooks import set_workbook
from opendti.catalog.starting_forms import attachment
from opendti.common import workbooks
from opendti.common.refusals import Invalid
from opendti.people import access as people
from opendti.people.presenting import trail
from opendti.scoring import trees


@require_safe
def index_sets(request: HttpRequest) -> HttpResponse:
    """What is published, what the library holds besides, and the drafts of those who make sets."""
    person = access.reader(request.user)
    can_edit = access.is_editor(person)
    context = {
        "page": catalog_list(request.GET.get("q", "").strip()[:100]),
        "drafts": list(queries.drafts_of(person)),
        "can_edit": can_edit,
    }
    return render(request, "catalog/list.html", context)


@require_safe
def index_set(request: HttpRequest, set_pk: int) -> HttpResponse:
    """The method of a published set in plain words."""
    row = access.index_set_for(request.user, set_pk)
    person = people.person(request.user)
    can_change = access.can_change(person, row)
    context = {
        "row": row,
        "method": method_of(row),
        "can_edit": access.is_editor(person),
        "can_retire": can_change,
        "has_history": can_change,
        **(trail.beside(row, person) if can_change else {}),
    }
    return render(request, "catalog/index_set.html", context)


@require_safe
def method_pdf(request: HttpRequest, set_pk: int) -> HttpResponse:
    """The same as a PDF."""
    row = access.index_set_for(request.user, set_pk)
    content = exports.method_pdf(method_of(row))
    return _download(content, "application/pdf", f"{_name(row)}.pdf")


@require_safe
def set_file(request: HttpRequest, set_pk: int) -> HttpResponse:
    """The file of the set, letter for letter as it was published."""
    row = access.index_set_for(request.user, set_pk)
    return _download(row.source.encode(), "application/yaml; charset=utf-8", f"{_name(row)}.yaml")


@require_safe
def workbook(request: HttpRequest, set_pk: int) -> HttpResponse:
    """The whole set as a workbook that can be imported again."""
    row = access.index_set_for(request.user, set_pk)
    content = set_workbook(trees.parse(row.source, name=row.code), made_at=row.imported_at)
    return _download(content, workbooks.CONTENT_TYPE, f"{_name(row)}.xlsx")


@require_safe
def compare(request: HttpRequest, set_pk: int) -> HttpResponse:
    """The set beside an earlier or another one (`?with=`); without one, the choice of it."""
    row = access.index_set_for(request.user, set_pk)
    other = _other(request)
    page = None
    if other and other.pk != row.pk:
        page = comparison_page(comparison_of(other, row), request.GET.get("show", ""))
    context = {
        "row": row,
        "other": other,
        "page": page,
        "choices": _choices(row),
        "can_edit": access.can_change(people.person(request.user), row),
    }
    return render(request, "catalog/compare.html", context)


@require_safe
def comparison_file(request: HttpRequest, set_pk: int) -> HttpResponse:
    """The comparison as a workbook."""
    row = access.index_set_for(request.user, set_pk)
    other = _other(request)
    if other is None or other.pk == row.pk:
        return redirect("catalog:compare", row.pk)
    content = exports.comparison_workbook(comparison_of(other, row))
    return _download(content, workbooks.CONTENT_TYPE, f"so-sanh-{_name(other)}-{_name(row)}.xlsx")


@require_POST
def match(request: HttpRequest, set_pk: int) -> HttpResponse:
    """Keeps which component continues which: every `new.<old code>` of the form, "" for none."""
    row = access.index_set_for(request.user, set_pk, to="match")
    person = people.person(request.user)
    other = access.index_set_for(request.user, _number(request.POST.get("with")))
    fields = {
        key.removeprefix("new."): value for key, value in request.POST.items() if key.startswith("new.")
    }
    pairs = {old: str(new).strip() for old, new in fields.items()}
    try:
        count = actions.match(other, row, pairs=pairs, by=person)
        messages.success(request, f"Đã ghi {count} chỗ nối." if count else "Không có gì đổi.")
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('catalog:compare', args=[row.pk])}?with={other.pk}")


# -- What the views above share -------------------------------------------------------------------


def _other(request: HttpRequest) -> IndexSet | None:
    """The set named by `?with=`; 404 for one that is not there."""
    said = request.GET.get("with", "")
    return access.index_set_for(request.user, _number(said)) if said else None


def _number(text: str | None) -> int:
    """The key in an address; 0, which nothing has, for what is no key."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _choices(row: IndexSet) -> list[reading.Listed]:
    return [each for each in reading.published() if each.row.pk != row.pk]


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": attachment(name)}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _name(row: IndexSet) -> str:
    return f"{row.code.replace('/', '-')}-v{row.version}"
