"""The audit trail: searched, taken along as a file, and checked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from opendti.audit import actions as audit
from opendti.audit import exports
from opendti.common import workbooks
from opendti.common.refusals import Refused
from opendti.people import access
from opendti.people.presenting import trail as presenting
from opendti.people.trail_filter import trail_filter

INVALID = 400


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The entries of one's organisations, or all of them, fifty a page."""
    reader, scope = access.auditor_of(request.user)
    chosen = trail_filter(request.GET)
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    page = presenting.trail_page(reader, scope, chosen, before=before, after=after)
    status = INVALID if chosen.errors else 200
    return render(request, "people/trail.html", {"page": page}, status=status)


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same entries, all of them, oldest first; that they were taken along is recorded."""
    reader, scope = access.auditor_of(request.user)
    chosen = trail_filter(request.GET)
    entries = chosen.entries(None if access.is_over_all(scope) else scope).order_by("number")
    count = entries.count()
    if form == "xlsx" and count > exports.MOST_IN_WORKBOOK:
        raise Refused(
            f"Có {count} dòng, một tệp Excel chứa tối đa {exports.MOST_IN_WORKBOOK}. "
            "Chọn khoảng ngày ngắn hơn, hoặc tải CSV."
        )
    last = audit.tell_of_export(by=reader, form=form, count=count, chosen=chosen.typed).number
    rows = entries.filter(number__lt=last).iterator(chunk_size=2_000)
    response: HttpResponseBase
    if form == "xlsx":
        response = HttpResponse(exports.workbook(rows), content_type=workbooks.CONTENT_TYPE)
    else:
        response = StreamingHttpResponse(exports.csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky.{form}"'
    return response


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Looks at the whole chain now."""
    keeper = access.auditor_of_all(request.user)
    report = audit.check(by=keeper)
    if report.is_whole:
        messages.success(request, "Đã kiểm tra cả chuỗi nhật ký: liền mạch.")
    else:
        messages.error(request, "Chuỗi nhật ký không liền mạch. Xem các chỗ sai dưới đây.")
    return redirect("people:trail")
