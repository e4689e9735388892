"""An uploaded workbook."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from opendti.common.refusals import Invalid
from opendti.people.organisation_files.reading import MAX_BYTES


def uploaded(upload: UploadedFile | None) -> tuple[bytes, str]:
    """The content and the name; raises Invalid when nothing was chosen or it is too large."""
    if upload is None:
        raise Invalid("Chưa chọn tệp. Chọn tệp .xlsx rồi bấm Xem trước.")
    name = upload.name or "tệp"
    if (upload.size or 0) > MAX_BYTES:
        raise Invalid(f"Tệp {name} quá 5 MB nên không nhận. Chỉ để lại trang danh sách cơ quan.")
    return upload.read(), name
