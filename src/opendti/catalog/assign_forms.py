"""An assignment annex, pasted or uploaded, on its way onto a draft."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from opendti.decision_files.document import DecisionFileError

from . import actions
from .actions.assigning import Plan
from .models import Draft
from .starting_forms import MAX_BYTES

_PASTED = "phụ lục dán vào"


class AssignForm:
    """The annex as text or file, what it would change, and whether that is wished."""

    def __init__(self, draft: Draft, request: HttpRequest) -> None:
        self.text = request.POST.get("text", "")
        self.is_wished = request.POST.get("confirm") == "yes"
        self.refusal = ""
        self.plan: Plan | None = None
        if request.method == "POST":
            self._read(draft, request.FILES.get("file"))

    def _read(self, draft: Draft, upload: UploadedFile | None) -> None:
        if upload is not None and (upload.size or 0) > MAX_BYTES:
            self.refusal = "Tệp quá 20 MB nên không nhận. Dán riêng bảng phân công vào ô bên dưới."
            return
        if upload is None and not self.text.strip():
            self.refusal = "Chưa có gì để đọc. Chọn tệp, hoặc dán bảng phân công."
            return
        content = upload.read() if upload else self.text.encode("utf-8")
        try:
            self.plan = actions.plan_assignment(draft, content, name=(upload and upload.name) or _PASTED)
        except DecisionFileError as wrong:
            self.refusal = f"{wrong}."
            return
        if upload and not self.text:
            self.text = _as_text(content)
        if not self.plan.changes and not self.plan.doubts:
            self.refusal = "Phụ lục không đổi gì: đơn vị thẩm định của các chỉ số đã đúng như vậy."

    @property
    def is_confirmed(self) -> bool:
        """Whether the plan can be carried out now: it was shown before, and the person said yes."""
        return self.is_wished and self.plan is not None and bool(self.plan.changes)


def _as_text(content: bytes) -> str:
    """The file's text, so that a second step needs no second upload; empty where it is no plain text."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
