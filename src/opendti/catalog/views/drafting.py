"""The workspace of a draft: reviewing what was read, and editing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opendti.catalog import access, actions, editing, node_forms, queries, shape_forms
from opendti.catalog.editing import Node
from opendti.catalog.models import Draft
from opendti.catalog.presenting.conflicts import reconcile
from opendti.catalog.presenting.draft_head import general_page, head_page
from opendti.catalog.presenting.draft_item import item_page
from opendti.catalog.presenting.draft_page import DraftPage, draft_page, other_editor
from opendti.catalog.presenting.soundness import unsound
from opendti.catalog.rule_forms import FORMS
from opendti.common.refusals import Invalid
from opendti.people import access as people
from opendti.scoring.trees import Tree

CONFLICT = 409


@require_safe
def draft(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Leads to the first doubtful line, else to the first that nobody accepted, else to the head."""
    found = access.draft_for(request.user, draft_pk)
    page = _page(request, found, "")
    row = page.next_row
    return _to(found, row.row if row else editing.HEAD, request)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, draft_pk: int, row: str) -> HttpResponse:
    """One component; a POST stores the whole form as it was typed."""
    found = access.draft_for(request.user, draft_pk, to=_step(request))
    node = _component(found, row)
    if request.method == "POST":
        name = f"Sửa {node.code} {node.value.get('title', '')}"
        values = node_forms.component_from(request.POST)
        return _save(request, found, row, what=name, values=values)
    return _item(request, found, node)


@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The identity, the agencies, the notes and the structure of the set."""
    found = access.draft_for(request.user, draft_pk, to=_step(request))
    if request.method == "POST":
        values = node_forms.head_from(request.POST, found.tree)
        return _save(request, found, editing.HEAD, what="Sửa phần đầu", values=values)
    return _head(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
def general(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The general information and the shared figures."""
    found = access.draft_for(request.user, draft_pk, to=_step(request))
    if request.method == "POST":
        values = node_forms.general_from(request.POST)
        return _save(request, found, editing.GENERAL, what="Sửa Thông tin chung", values=values)
    return _general(request, found)


@require_POST
def preview(request: HttpRequest, draft_pk: int, row: str) -> HttpResponse:
    """The rule as typed: its fields, its words, and the points of the figures to try. Stores nothing."""
    found = access.draft_for(request.user, draft_pk)
    page = _page(request, found, row)
    shown = item_page(page, _component(found, row), typed=request.POST)
    part = request.GET.get("part", "")
    part = part if part in ("rule", "trial", "result") else "trial"
    context = {"page": page, "item": shown, "forms": FORMS, "is_part": True}
    return render(request, f"catalog/draft/preview_{part}.html", context)


@require_POST
def shape(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Adds, removes, moves, splits or renumbers; refused when somebody changed the draft in between."""
    found = access.draft_for(request.user, draft_pk, to="edit")
    version = found.version
    try:
        row = shape_forms.carry_out(found, data=request.POST, by=people.person(request.user))
    except Invalid as refusal:
        messages.error(request, str(refusal))
        row = request.POST.get("row", "")
    found.refresh_from_db()
    if found.version > version:
        messages.success(request, f"Đã xong: {queries.last_edits(found, count=1)[0].what}.")
    return _to(found, row or editing.HEAD, request)


@require_POST
def undo(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Takes the newest edit back and shows where it was."""
    found = access.draft_for(request.user, draft_pk, to="edit")
    version = shape_forms.version_in(request.POST)
    undone = actions.undo(found, by=people.person(request.user), seen_version=version)
    messages.success(request, f"Đã hoàn tác: {undone.what}.")
    found.refresh_from_db()
    return _to(found, undone.row or editing.HEAD, request)


@require_safe
def presence(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Whether somebody else edited the draft since `version`; asked for by the open page."""
    found = access.draft_for(request.user, draft_pk)
    other = other_editor(found, people.person(request.user))
    is_behind = found.version != shape_forms.version_in(request.GET) and other is not None
    context = {"other": other, "is_behind": is_behind}
    return render(request, "catalog/draft/presence.html", context)


# -- What the views above share -------------------------------------------------------------------


def _save(
    request: HttpRequest, found: Draft, row: str, *, what: str, values: dict[str, object]
) -> HttpResponse:
    person = people.person(request.user)
    seen = request.POST.get("seen", "")
    try:
        current = actions.edit(
            found,
            what=what,
            change=lambda tree: editing.put(tree, row, values),
            by=person,
            row=row,
            seen=seen,
        )
    except actions.Conflict as conflict:
        return _conflicting(request, found, row, conflict)
    if request.POST.get("then") == "accept":
        return _accept(request, current, row)
    messages.success(request, "Đã lưu.")
    return _to(current, row, request)


def _accept(request: HttpRequest, found: Draft, row: str) -> HttpResponse:
    """Takes the node as it was just saved, and goes on to the next one; stays where it is not sound."""
    person = people.person(request.user)
    wrong = unsound(found, row)
    if wrong:
        messages.error(request, f"Đã lưu, chưa nhận được: {wrong}")
        return _to(found, row, request)
    current = actions.accept(found, row=row, seen=editing.digest_of(found.tree, row), by=person)
    following = _page(request, current, row).next_row
    if following is None:
        messages.success(request, "Đã nhận hết các mục.")
        return redirect("catalog:publish-draft", found.pk)
    return _to(current, following.row, request)


def _conflicting(request: HttpRequest, found: Draft, row: str, conflict: actions.Conflict) -> HttpResponse:
    """One's own changes on top of the other version, which stands beside them; nothing is stored yet."""
    found.refresh_from_db()
    merged = reconcile(found, row, request.POST)
    context: dict[str, object] = {"conflict": conflict, "conflict_pairs": merged.both}
    if row == editing.HEAD:
        return _head(request, found, context, merged.values)
    if row == editing.GENERAL:
        return _general(request, found, context, merged.values)
    node = editing.find(found.tree, row)
    if node is None:
        messages.error(request, "Mục này vừa bị người khác bỏ khỏi bản nháp.")
        return _to(found, editing.HEAD)
    return _item(request, found, node, context, merged.values)


Context = dict[str, object]


def _item(
    request: HttpRequest,
    found: Draft,
    node: Node,
    context: Context | None = None,
    changed: Tree | None = None,
) -> HttpResponse:
    page = _page(request, found, node.row)
    shown = {"page": page, "item": item_page(page, node, changed=changed), "forms": FORMS, **(context or {})}
    return render(request, "catalog/draft/item.html", shown, status=CONFLICT if context else 200)


def _head(
    request: HttpRequest, found: Draft, context: Context | None = None, changed: Tree | None = None
) -> HttpResponse:
    page = _page(request, found, editing.HEAD)
    shown = {"page": page, "head": head_page(page, changed), **(context or {})}
    return render(request, "catalog/draft/head.html", shown, status=CONFLICT if context else 200)


def _general(
    request: HttpRequest, found: Draft, context: Context | None = None, changed: Tree | None = None
) -> HttpResponse:
    page = _page(request, found, editing.GENERAL)
    shown = {"page": page, "general": general_page(page, changed), **(context or {})}
    return render(request, "catalog/draft/general.html", shown, status=CONFLICT if context else 200)


def _page(request: HttpRequest, found: Draft, row: str) -> DraftPage:
    person = people.person(request.user)
    show = request.GET.get("show", "")
    return draft_page(found, person, can_edit=access.can_edit(person, found), current=row, show=show)


def _component(found: Draft, row: str) -> Node:
    node = editing.find(found.tree, row)
    if node is None or node.kind != "component":
        raise Http404("Không có mục này trong bản nháp")
    return node


def _step(request: HttpRequest) -> str:
    return "edit" if request.method == "POST" else "view"


def _to(found: Draft, row: str, request: HttpRequest | None = None) -> HttpResponse:
    """To the page of the node, keeping the filter of the tree."""
    if row in (editing.HEAD, editing.GENERAL):
        response = redirect(f"catalog:draft-{row}", found.pk)
    else:
        node = editing.find(found.tree, row)
        is_component = node is not None and node.kind == "component"
        response = (
            redirect("catalog:draft-item", found.pk, row)
            if is_component
            else redirect("catalog:draft-head", found.pk)
        )
    show = request.GET.get("show", "") if request else ""
    response["Location"] += f"?show={show}" if show in ("todo", "doubt") else ""
    return response
