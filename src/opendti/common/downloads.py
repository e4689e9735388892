"""Files to take away."""

from __future__ import annotations

from django.http import HttpResponse

from . import workbooks


def workbook_named(name: str, content: bytes) -> HttpResponse:
    """An Excel file under a name of plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=workbooks.CONTENT_TYPE, headers=headers)
