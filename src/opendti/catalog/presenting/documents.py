"""An uploaded decision: what was read from it, as its report says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opendti.catalog import queries
from opendti.catalog.models import Draft, SourceDocument
from opendti.catalog.typed_numbers import day_shown
from opendti.catalog.workflow import DraftState


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRead:
    """One set of the document and the draft it became. The counts are of components."""

    draft: Draft
    is_open: bool
    components: int
    sure: int
    likely: int
    unknown: int
    is_frame: bool
    doubts: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """The document, its sets, and what it says about the round."""

    document: SourceDocument
    identity: tuple[tuple[str, str], ...]
    sets: tuple[SetRead, ...]
    doubts: tuple[Mapping[str, str], ...]
    proposals: tuple[Mapping[str, str], ...]
    assignments: tuple[Mapping[str, object], ...]


_IDENTITY = (
    ("number", "Số"),
    ("issued_on", "Ngày ban hành"),
    ("authority", "Cơ quan ban hành"),
    ("place", "Nơi ban hành"),
    ("title", "Trích yếu"),
    ("replaces", "Thay thế"),
)
KINDS = {
    "deadline": "Hạn",
    "data_window": "Kỳ số liệu",
    "publication": "Công bố",
    "classification": "Xếp loại",
    "exclusion": "Không đánh giá",
    "other": "Khác",
}


def document_page(document: SourceDocument) -> DocumentPage:
    """The page of an uploaded decision, from the report kept with it."""
    report: dict[str, object] = document.report
    identity = _table(report, "decision")
    drafts = queries.drafts_of_document(document)
    sets = _list(report, "sets")
    return DocumentPage(
        document=document,
        identity=tuple(
            (words, day_shown(str(identity[key]))) for key, words in _IDENTITY if identity.get(key)
        ),
        sets=tuple(_set(draft, read) for draft, read in zip(drafts, sets, strict=False)),
        doubts=tuple(_texts(each) for each in _list(report, "doubts")),
        proposals=tuple(
            {
                **_texts(each),
                "date": day_shown(str(each.get("date") or "")),
                "kind_words": KINDS.get(str(each.get("kind")), "Khác"),
            }
            for each in _list(report, "proposals")
        ),
        assignments=tuple(_list(report, "assignments")),
    )


def _set(draft: Draft, read: Mapping[str, object]) -> SetRead:
    certainties = [str(each.get("certainty")) for each in _list(read, "components")]
    return SetRead(
        draft=draft,
        is_open=draft.state == DraftState.OPEN,
        components=len(certainties),
        sure=certainties.count("sure"),
        likely=certainties.count("likely"),
        unknown=certainties.count("unknown"),
        is_frame=read.get("status") == "frame",
        doubts=(*(_texts(each) for each in _list(read, "doubts")), *_found(read)),
    )


def _found(read: Mapping[str, object]) -> Iterator[Mapping[str, str]]:
    """Yield what the linter found in the set as read, each kind once with how often it stands there."""
    messages: dict[str, list[str]] = {}
    for each in map(_texts, _list(read, "findings")):
        if each.get("code") != "needs-review":
            messages.setdefault(each["code"], []).append(each["message"])
    for code, told in messages.items():
        more = f" Cũng vậy ở {len(told) - 1} chỗ khác." if len(told) > 1 else ""
        yield {"code": code, "message": f"{told[0]}{more}"}


def _table(report: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = report.get(key)
    return value if isinstance(value, dict) else {}


def _list(report: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = report.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in row.items() if value is not None}
