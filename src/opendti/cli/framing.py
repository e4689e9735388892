"""A frame as text and as JSON: what is known, where it comes from, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from fractions import Fraction

from opendti.scoring import frames, rounding
from opendti.scoring.definition import Declared, GeneralItem
from opendti.scoring.frames import Frame, FrameComponent, FrameGroup, FrameMainIndex, Gap

from .definitions import Plain, as_json_values

STATUS = "khung"
UNKNOWN = "–"


def row(frame: Frame) -> list[str]:
    """The frame in the list of sets; the count is that of the document where it states one."""
    count = frames.declared_components(frame)
    known = len(frame.components)
    return [
        frame.code,
        UNKNOWN if frame.year is None else str(frame.year),
        frame.level,
        str(known if count is None else count) if known or count else UNKNOWN,
        UNKNOWN if frame.max is None else rounding.figure(frame.max),
        STATUS,
        frame.title,
    ]


def summary(frame: Frame) -> Plain:
    """What a list of sets says about the frame."""
    return {
        "index_set": frame.code,
        "status": frame.status,
        "title": frame.title,
        "level": frame.level,
        "year": frame.year,
        "max": None if frame.max is None else str(frame.max),
    }


def as_plain(frame: Frame) -> Plain:
    """All that is known of the frame, and its gaps."""
    known = {each.name: as_json_values(getattr(frame, each.name)) for each in fields(frame)}
    gaps = [gap._asdict() for gap in frames.gaps(frame)]
    return {**known, **summary(frame), "notes": dict(frame.notes), "gaps": gaps}


def gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """Yield each gap on a line, then how many there are."""
    yield from (f"THIẾU [{gap.code}] {gap.message}" for gap in gaps)
    if gaps:
        yield f"Bộ khung: còn thiếu {len(gaps)} điều, chưa dùng để chấm điểm được"


def lines(frame: Frame) -> Iterator[str]:
    """Yield the frame from its sources to what it lacks."""
    yield from _head(frame)
    if frame.general:
        yield from ("", "THÔNG TIN CHUNG", *(f"  {_general(item)}" for item in frame.general))
    for number, group in enumerate(frame.groups, start=1):
        yield from _group(group, number)
    for code, note in frame.notes.items():
        yield f"[{code}] {_folded(note)}"
    yield from ("", "CÒN THIẾU", *(f"  - {gap.message}" for gap in frames.gaps(frame)))


def _head(frame: Frame) -> Iterator[str]:
    yield f"{frame.code}: {frame.title} (bộ khung)"
    decision = frame.decision
    day = f"{decision.issued_on:%d/%m/%Y}" if decision.issued_on else None
    for heading, value in (
        ("Văn bản", decision.number),
        ("Ngày ký", day),
        ("Cơ quan ban hành", decision.authority),
        ("Tên văn bản", decision.title),
    ):
        yield f"{heading}: {value or 'chưa biết'}"
    if decision.replaces:
        yield f"Thay thế: {decision.replaces}"
    yield f"Cấp {frame.level}, {_declared(frame.declared) or 'chưa biết cấu trúc'}"
    yield from ("Nguồn:", *(f"  - {source}" for source in frame.sources))
    if frame.default_appraisers:
        yield f"Các chỉ số còn lại: {', '.join(frame.default_appraisers)} thẩm định"
    if frame.note:
        yield f"Ghi chú: {_folded(frame.note)}"


def _declared(declared: Declared) -> str:
    counts = (
        (declared.main_indexes, "chỉ số chính"),
        (declared.components, "chỉ số thành phần"),
        (declared.points, "điểm"),
    )
    return ", ".join(
        f"{rounding.figure(Fraction(value))} {unit}" for value, unit in counts if value is not None
    )


def _general(item: GeneralItem) -> str:
    return f"{item.code} {item.title}{_appraised(item.appraisers)}{_noted(item.note)}"


def _group(group: FrameGroup, number: int) -> Iterator[str]:
    name = " ".join(filter(None, (group.code, group.title))) or f"thứ {number}, chưa biết tên"
    yield from ("", f"NHÓM {name}{_noted(group.note)}")
    for place, main in enumerate(group.main_indexes, start=1):
        yield f"  {_main(main, place)}"
        for component in main.components:
            yield from (f"    {line}" for line in _component(component))


def _main(main: FrameMainIndex, number: int) -> str:
    name = f"{main.code or f'thứ {number}'} {main.title or '(chưa biết tên)'}"
    declared = _declared(main.declared)
    return f"{name}{f': {declared}' if declared else ''}{_noted(main.note)}"


def _component(each: FrameComponent) -> Iterator[str]:
    points = "" if each.max is None else f" ({rounding.figure(each.max)} điểm)"
    title = each.title or "(chưa biết tên)"
    yield f"{each.code} {title}{points}{_appraised(each.appraisers)}{_noted(each.note)}"
    for part in each.parts:
        yield from (f"  {line}" for line in _component(part))


def _appraised(appraisers: Sequence[str]) -> str:
    return f" [{', '.join(appraisers)}]" if appraisers else ""


def _noted(note: str | None) -> str:
    return f". Ghi chú: {_folded(note)}" if note else ""


def _folded(note: str) -> str:
    return " ".join(note.split())
