"""Dropping a decision in: upload, what was read, and starting a draft from a file or a frame."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opendti.catalog import access, starting_forms
from opendti.catalog.presenting.documents import document_page
from opendti.catalog.queries import document_content
from opendti.common.refusals import Invalid

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Takes a decision, or a file of an index set, and makes drafts of it; a bad file leaves nothing."""
    person, owner = access.editor_of(request.user)
    if request.method != "POST":
        return render(request, "catalog/draft/upload.html", {"owner": owner})
    try:
        made = starting_forms.start(request.FILES.get("file"), owner=owner, by=person)
    except Invalid as refusal:
        context = {"owner": owner, "refusal": str(refusal)}
        return render(request, "catalog/draft/upload.html", context, status=REFUSED)
    if made.document is None:
        return redirect("catalog:draft", made.drafts[0].pk)
    if made.is_known:
        messages.warning(request, "Tệp này đã được nhập trước đây; đây là kết quả lần đó.")
    return redirect("catalog:document", made.document.pk)


@require_safe
def document(request: HttpRequest, document_pk: int) -> HttpResponse:
    """What was read from an uploaded decision: its sets, its doubts, its deadlines and assignments."""
    found = access.document_for(request.user, document_pk)
    return render(request, "catalog/draft/document.html", {"page": document_page(found)})


@require_safe
def document_file(request: HttpRequest, document_pk: int) -> HttpResponse:
    """The uploaded file, exactly as it came."""
    found = access.document_for(request.user, document_pk)
    response = HttpResponse(document_content(found), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = starting_forms.attachment(found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def start_from_frame(request: HttpRequest) -> HttpResponse:
    """A draft of a frame of the library, to be completed in the editor."""
    person, owner = access.editor_of(request.user)
    draft = starting_forms.start_from_frame(request.POST.get("code", ""), owner=owner, by=person)
    messages.success(request, "Đã tạo bản nháp từ bộ khung. Bổ sung những chỗ còn thiếu rồi ban hành.")
    return redirect("catalog:draft", draft.pk)
