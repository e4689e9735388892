"""What contradicts itself in a frame. What it lacks is no finding: that is told by `frames.gaps`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from . import rounding
from .definition import GeneralItem
from .doubts import Complaint, agencies_miscounted, natural_order
from .frame_definition import Frame, FrameComponent, FrameGroup, FrameMainIndex
from .linting import Finding, Severity

Amount = int | Fraction | None
"""A count or points, None where it is not known."""

Place = tuple[str, str]
"""A code ("" for the set) and the name by which a message calls it."""


def lint(frame: Frame) -> list[Finding]:
    """All that cannot be right together: errors of the file first, then doubts about the document."""
    notes = dict(_answers(frame))
    found: list[tuple[Severity, Complaint]] = [("error", each) for each in _errors(frame)]
    found += [("doubt", each) for each in _doubts(frame)]
    return [
        Finding(code, severity, at, message, notes.get((at, code)) or frame.notes.get(code))
        for severity, (code, at, message) in found
    ]


def _answers(frame: Frame) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield place and finding code with the note that answers it."""
    places: list[FrameGroup | FrameMainIndex | FrameComponent] = [*frame.groups, *frame.main_indexes]
    for each in (*places, *frame.all_components):
        if each.note and each.code:
            yield from (((each.code, code), each.note) for code in each.answers)


def _errors(frame: Frame) -> Iterator[Complaint]:
    families = [(main.code, main.components) for main in frame.main_indexes]
    families += [(component.code, component.parts) for component in frame.all_components]
    for parent, children in families:
        for child in children:
            if parent and not child.code.startswith(f"{parent}."):
                message = f"Chỉ số {child.code} nằm trong {parent}, nhưng mã không bắt đầu bằng {parent}."
                yield Complaint("code-outside-parent", child.code, message)
    yield from _unknown_agencies(frame)


def _unknown_agencies(frame: Frame) -> Iterator[Complaint]:
    known = {name for agency in frame.agencies for name in (agency.name, *agency.printed)}
    named = [("", agency) for agency in frame.default_appraisers]
    items: list[GeneralItem | FrameComponent] = [*frame.general, *frame.shared, *frame.all_components]
    named += [(item.code, agency) for item in items for agency in item.appraisers]
    for at, agency in dict.fromkeys(named):
        if agency not in known:
            where = f"Mục {at}" if at else "default_appraisers"
            message = f"{where} nói đến “{agency}”, không có trong agencies, nên không giao việc được."
            yield Complaint("unknown-agency", at, message)


def _doubts(frame: Frame) -> Iterator[Complaint]:
    yield from _duplicates(frame)
    yield from _out_of_order(frame)
    yield from _counts(frame)
    yield from _points(frame)
    appraisers = [
        [name for each in component.walk() for name in each.appraisers] for component in frame.components
    ]
    yield from agencies_miscounted(frame.agencies, appraisers)


def _duplicates(frame: Frame) -> Iterator[Complaint]:
    kinds: list[tuple[str, list[str]]] = [
        ("Mục thông tin chung", [item.code for item in (*frame.general, *frame.shared)]),
        ("Nhóm", [group.code for group in frame.groups if group.code]),
        ("Chỉ số chính", [main.code for main in frame.main_indexes if main.code]),
        ("Chỉ số", [component.code for component in frame.all_components]),
    ]
    for kind, codes in kinds:
        for code, times in Counter(codes).items():
            if times > 1:
                yield Complaint("duplicate-code", code, f"{kind} {code} có {times} lần, phải có một lần.")


def _out_of_order(frame: Frame) -> Iterator[Complaint]:
    lists = [[item.code for item in frame.general], [main.code for main in frame.main_indexes if main.code]]
    lists += [[each.code for each in main.components] for main in frame.main_indexes]
    lists += [[part.code for part in each.parts] for each in frame.all_components]
    for codes in lists:
        for before, code in pairwise(codes):
            if natural_order(code) < natural_order(before):
                message = f"Mã {code} đứng sau {before}, trái thứ tự; quyết định có thể đánh số nhầm."
                yield Complaint("code-order", code, message)


# -- What is declared -----------------------------------------------------------------------------


def _counts(frame: Frame) -> Iterator[Complaint]:
    declared = frame.declared
    if declared.main_indexes is not None and len(frame.main_indexes) > declared.main_indexes:
        message = (
            f"Văn bản ghi {declared.main_indexes} chỉ số chính, ở đây liệt kê {len(frame.main_indexes)}."
        )
        yield Complaint("count-mismatch", "", message)
    wholes = [
        (("", "cả bộ"), declared.components, frame.main_indexes),
        *((_named(each), each.declared.components, each.main_indexes) for each in frame.groups),
    ]
    for place, stated, mains in wholes:
        parts = [main.declared.components for main in mains]
        yield from _adding_up("count-mismatch", place, stated, parts, "chỉ số thành phần")
        yield from _too_many(place, stated, sum(len(main.components) for main in mains))
    for place, main in _placed(frame):
        yield from _too_many(place, main.declared.components, len(main.components))


def _too_many(place: Place, stated: int | None, listed: int) -> Iterator[Complaint]:
    if stated is not None and listed > stated:
        message = f"Văn bản ghi {place[1]} có {stated} chỉ số thành phần, ở đây liệt kê {listed}."
        yield Complaint("count-mismatch", place[0], message)


def _points(frame: Frame) -> Iterator[Complaint]:
    wholes = [
        (("", "cả bộ"), frame.max, frame.declared.points, frame.main_indexes),
        *((_named(each), each.max, each.declared.points, each.main_indexes) for each in frame.groups),
    ]
    for place, maximum, stated, mains in wholes:
        parts = [main.declared.points if main.max is None else main.max for main in mains]
        yield from _adding_up("points-mismatch", place, maximum, [stated], "điểm")
        whole = maximum if stated is None else stated
        yield from _adding_up("points-mismatch", place, whole, parts, "điểm")
    for place, main in _placed(frame):
        yield from _adding_up("points-mismatch", place, main.max, [main.declared.points], "điểm")
        if len(main.components) == main.declared.components:
            maxima = [each.max for each in main.components if each.effect == "score"]
            yield from _adding_up("points-mismatch", place, main.max, maxima, "điểm")


def _adding_up(
    code: str, place: Place, whole: Amount, parts: Sequence[Amount], unit: str
) -> Iterator[Complaint]:
    """Yield a whole that its parts do not add up to; nothing while one of the numbers is unknown."""
    known = [part for part in parts if part is not None]
    if whole is None or not known or len(known) < len(parts):
        return
    total = sum(map(Fraction, known), Fraction(0))
    if total != whole:
        said, found = rounding.figure(Fraction(whole)), rounding.figure(total)
        message = f"Văn bản ghi {place[1]} có {said} {unit}, còn cộng từng mục được {found}."
        yield Complaint(code, place[0], message)


def _named(group: FrameGroup) -> Place:
    return (group.code or "", f"nhóm {group.code or group.title or 'không tên'}")


def _placed(frame: Frame) -> Iterator[tuple[Place, FrameMainIndex]]:
    for number, main in enumerate(frame.main_indexes, start=1):
        yield (main.code or "", f"chỉ số chính {main.code or main.title or f'thứ {number}'}"), main
