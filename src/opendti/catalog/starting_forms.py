"""What a browser sends to start a draft: a decision, a file of an index set, or the code of a frame."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404

from opendti.common.refusals import Invalid
from opendti.decision_files.document import DecisionFileError
from opendti.people.models import Organisation, User
from opendti.scoring import loading, trees
from opendti.scoring.trees import Tree

from . import actions, library, queries
from .models import Draft, SourceDocument

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """What an upload led to: drafts, and the document they were read from if it was one."""

    drafts: tuple[Draft, ...]
    document: SourceDocument | None = None
    is_known: bool = False


def start(upload: UploadedFile | None, *, owner: Organisation, by: User) -> Made:
    """The drafts of an uploaded file; raises Invalid, saying what to do, and then stores nothing."""
    if upload is None:
        raise Invalid("Chưa chọn tệp. Chọn tệp quyết định (.docx, .pdf, .html, .txt, .md) rồi bấm Nhập.")
    name, size = upload.name or "tệp", upload.size or 0
    if size > MAX_BYTES:
        raise Invalid(
            f"Tệp {name} dài {size / 1_048_576:.0f} MB, quá 20 MB nên không nhận. "
            "Bỏ bớt phần không phải bảng chỉ số, hoặc gửi bản DOCX thay cho bản quét."
        )
    content = upload.read()
    tree = _set_file(content, name)
    if tree is not None:
        return Made((actions.start_from_tree(tree, owner=owner, by=by),))
    is_known = queries.is_known_document(content, owner)
    try:
        document = actions.start_from_document(content, name=name, owner=owner, by=by)
    except DecisionFileError as wrong:
        raise Invalid(f"{wrong}.") from None
    return Made(tuple(queries.drafts_of_document(document)), document, is_known)


def _set_file(content: bytes, name: str) -> Tree | None:
    """The tree of a file that already is an index set: YAML, or our workbook; None for anything else."""
    try:
        if name.lower().endswith((".yaml", ".yml")):
            return trees.parse(content.decode("utf-8"), name=name)
        if name.lower().endswith(".xlsx"):
            from . import set_workbooks  # noqa: PLC0415 - read only where a workbook came

            if set_workbooks.is_set_workbook(content):
                return set_workbooks.tree_from_workbook(content)
    except UnicodeDecodeError:
        raise Invalid(f"Tệp {name} không phải văn bản UTF-8. Lưu lại với bảng mã UTF-8 rồi nhập.") from None
    except loading.IndexSetError as wrong:
        raise Invalid(f"Tệp {name} chưa đọc được: {'; '.join(wrong.problems[:3])}") from None
    return None


def start_from_frame(code: str, *, owner: Organisation, by: User) -> Draft:
    """A draft of a file of the library; Http404 when the library has no such file."""
    tree = library.tree_called(code)
    if tree is None:
        raise Http404("Không có bộ khung này trong thư viện")
    return actions.start_from_tree(tree, owner=owner, by=by)


def attachment(name: str) -> str:
    """The header that gives a download its name, whatever letters it has."""
    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "") or "tep"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
