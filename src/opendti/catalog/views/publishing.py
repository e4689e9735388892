"""From draft to published version, and the steps between versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opendti.catalog import access, actions, editing, queries
from opendti.catalog.models import Draft
from opendti.catalog.presenting.draft_page import draft_page
from opendti.catalog.presenting.publishing import publish_page
from opendti.catalog.set_workbooks import set_workbook
from opendti.catalog.shape_forms import version_in
from opendti.catalog.starting_forms import attachment
from opendti.common import workbooks
from opendti.common.refusals import Invalid, Refused
from opendti.people import access as people
from opendti.people import reauthentication
from opendti.scoring import trees

REFUSED = 422


@reauthentication.demanded
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """All that is left to do; and, when nothing is, the button that publishes."""
    found = access.draft_for(request.user, draft_pk, to="edit")
    person = people.person(request.user)
    if request.method == "POST":
        try:
            row = actions.publish(found, by=person, seen_version=version_in(request.POST))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("catalog:publish-draft", found.pk)
        messages.success(request, f"Đã ban hành {row.title}, phiên bản {row.version}.")
        return redirect("catalog:index-set", row.pk)
    page = draft_page(found, person, can_edit=True, current="")
    return render(request, "catalog/draft/publish.html", {"page": page, "publish": publish_page(page)})


@reauthentication.demanded
@require_POST
def discard(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Sets the draft aside."""
    found = access.draft_for(request.user, draft_pk, to="edit")
    actions.discard(found, by=people.person(request.user))
    messages.success(request, f"Đã bỏ bản nháp “{found}”. Vẫn xem lại được.")
    return redirect("catalog:list")


@require_safe
def history(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Who did what to the draft, newest first."""
    found = access.draft_for(request.user, draft_pk)
    page = draft_page(
        found, people.person(request.user), can_edit=access.can_edit(people.person(request.user), found)
    )
    context = {"page": page, "edits": queries.last_edits(found, count=500)}
    return render(request, "catalog/draft/history.html", context)


@require_safe
def export(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The draft as a file, as far as it has come."""
    found = access.draft_for(request.user, draft_pk)
    text = trees.write(editing.without_rows(found.tree))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = attachment(f"{_file_name(found)}.yaml")
    return response


@require_safe
def export_workbook(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The draft as a workbook, to be worked on in Excel and imported again."""
    found = access.draft_for(request.user, draft_pk)
    content = set_workbook(editing.without_rows(found.tree), made_at=found.edited_at)
    response = HttpResponse(content, content_type=workbooks.CONTENT_TYPE)
    response.headers["Content-Disposition"] = attachment(f"{_file_name(found)}.xlsx")
    return response


def _file_name(found: Draft) -> str:
    return str(found.tree.get("code") or f"ban-nhap-{found.pk}").replace("/", "-")


@require_POST
def clone(request: HttpRequest, set_pk: int) -> HttpResponse:
    """A draft of the next version of a published set."""
    found = access.index_set_for(request.user, set_pk)
    person, owner = access.editor_of(request.user)
    draft = actions.start_from_index_set(found, owner=owner, by=person)
    messages.success(request, f"Đã tạo bản nháp từ {found.title}, phiên bản {found.version}.")
    return redirect("catalog:draft-head", draft.pk)


@reauthentication.demanded
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, set_pk: int) -> HttpResponse:
    """Takes a version out of use, with a reason."""
    found = access.index_set_for(request.user, set_pk, to="retire")
    if request.method != "POST":
        return render(request, "catalog/draft/retire.html", {"index_set": found})
    reason = request.POST.get("reason", "")
    try:
        actions.retire(found, reason=reason, by=people.person(request.user))
    except Invalid as refusal:
        context = {"index_set": found, "problem": str(refusal), "reason": reason}
        return render(request, "catalog/draft/retire.html", context, status=REFUSED)
    messages.success(request, "Bộ chỉ số này không dùng cho đợt mới nữa. Các đợt đang dùng vẫn tiếp tục.")
    return redirect("catalog:index-set", found.pk)
