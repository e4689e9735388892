"""Frames (bộ khung): what is known of an index set whose texts nobody has yet. A frame scores nobody.

A frame becomes an index set by being filled in, and then only loses its `status: frame`. What is
still to be filled in is told by `gaps`, summarised so that a person can take it in; what contradicts
itself, by `frame_linting`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from .frame_definition import (
    Frame,
    FrameComponent,
    FrameDecision,
    FrameGroup,
    FrameMainIndex,
)
from .plain_files import IndexSetError, Lines, Tree, parse, problems

__all__ = [
    "Frame", "FrameComponent", "FrameDecision", "FrameGroup", "FrameMainIndex", "Gap", "adapter", "build",
    "checked", "completed", "gaps", "is_frame", "read", "refusal",
]  # fmt: skip

STATUS = "frame"

ORDINAL = "thứ "
"""What stands before the place of something that has no code yet."""


# -- Reading --------------------------------------------------------------------------------------


def is_frame(tree: Tree) -> bool:
    """Whether the file says that it is a frame."""
    return tree.get("status") == STATUS


def read(text: str, *, name: str) -> Frame:
    """The frame in a text; `name` stands for the file in messages. Raises IndexSetError."""
    tree, lines = parse(text, name=name)
    return checked(tree, lines, name=name)


def build(tree: Tree, *, name: str) -> Frame:
    """The frame in a tree, which need not have been a text; raises IndexSetError."""
    return checked(tree, {}, name=name)


def checked(tree: Tree, lines: Lines, *, name: str) -> Frame:
    """The frame in a tree whose values stand on these lines; raises IndexSetError."""
    try:
        return adapter().validate_python(tree)
    except ValidationError as wrong:
        raise IndexSetError(name, problems(wrong, lines)) from None


_cached: list[TypeAdapter[Frame]] = []


def adapter() -> TypeAdapter[Frame]:
    """What checks frames; built on first use, since that takes longer than reading one."""
    if not _cached:
        _cached.append(TypeAdapter(Frame))
    return _cached[0]


def completed(tree: Tree) -> Tree:
    """A frame's tree as that of an index set: no longer a frame, the default appraisers given their work.

    Whether nothing is missing is for `loading.build` to say.
    """
    done = deepcopy(
        {key: value for key, value in tree.items() if key not in ("status", "default_appraisers")}
    )
    default = tree.get("default_appraisers")
    for group in _tables(done, "groups"):
        for main in _tables(group, "main_indexes"):
            for component in _tables(main, "components"):
                if default and not component.get("appraisers"):
                    component["appraisers"] = deepcopy(default)
    return done


def _tables(tree: Tree, key: str) -> Iterator[Tree]:
    value = tree.get(key)
    yield from (each for each in (value if isinstance(value, list) else []) if isinstance(each, dict))


# -- What is missing ------------------------------------------------------------------------------


class Gap(NamedTuple):
    """Something a person must still fill in: a stable code, where it first lacks ("" for the set), words."""

    at: str
    code: str
    message: str


def gaps(frame: Frame) -> tuple[Gap, ...]:
    """What the frame lacks to be an index set; the same gap in many places is told once, with the places."""
    return (
        *_of_set(frame),
        *_of_structure(frame),
        *_of_counts(frame),
        *_of_components(frame),
        *_reviews(frame),
    )


def refusal(frame: Frame) -> str:
    """Why the frame cannot be used, in one sentence."""
    said = [gap.message.split(":")[0].removesuffix(".") for gap in gaps(frame)] or ["còn dòng status: frame"]
    lacks = "; ".join(f"{each[0].lower()}{each[1:]}" for each in said)
    return (
        f"“{frame.code}” là bộ khung, chưa dùng để chấm điểm được: {lacks}. Hoàn thiện trong trình soạn bộ "
        "chỉ số hoặc nhập từ văn bản bằng opendti indexset import, rồi bỏ dòng status: frame"
    )


_OF_DECISION = {
    "number": "số", "issued_on": "ngày ký", "authority": "cơ quan ban hành", "place": "nơi ban hành",
    "title": "trích yếu", "annex": "phụ lục",
}  # fmt: skip


def _of_set(frame: Frame) -> Iterator[Gap]:
    unknown = [words for key, words in _OF_DECISION.items() if getattr(frame.decision, key) is None]
    if unknown:
        yield Gap("", "decision-unknown", f"Quyết định chưa ghi {', '.join(unknown)}.")
    if frame.year is None:
        yield Gap("", "year-missing", "Chưa có năm.")
    if frame.max is None:
        yield Gap("", "max-missing", "Cả bộ chưa có điểm tối đa.")
    if not frame.general:
        yield Gap("", "general-missing", "Chưa có mục Thông tin chung nào.")


def _of_structure(frame: Frame) -> Iterator[Gap]:
    if frame.groups and not any(each.code or each.title for each in frame.groups):
        yield Gap("", "groups-unknown", "Chưa biết bộ chia thành những nhóm chỉ số nào.")
    named = [(place, each) for place, each in enumerate(frame.groups, 1) if each.code or each.title]
    groups = [(each, each.code or f"{ORDINAL}{place}") for place, each in named]
    yield from _lacking("nhóm", groups, "group", _HEADINGS)
    mains = [(each, each.code or f"{ORDINAL}{place}") for place, each in enumerate(frame.main_indexes, 1)]
    yield from _lacking("chỉ số chính", mains, "main-index", _HEADINGS)


def _of_counts(frame: Frame) -> Iterator[Gap]:
    """Yield how many main indexes and components the structure table has and the frame does not list."""
    listed = len(frame.main_indexes)
    if frame.declared.main_indexes is None:
        yield from [Gap("", "main-indexes-missing", "Chưa có chỉ số chính nào.")] if not listed else []
    elif listed < frame.declared.main_indexes:
        message = f"Mới liệt kê {listed} trong {frame.declared.main_indexes} chỉ số chính."
        yield Gap("", "main-indexes-missing", message)
    listed, declared = len(frame.components), declared_components(frame)
    if declared is None:
        message = f"Mới biết {listed} chỉ số thành phần; chưa biết cả bộ có bao nhiêu."
        yield Gap("", "components-unknown", message)
    elif listed < declared:
        message = f"Mới liệt kê {listed} trong {declared} chỉ số thành phần."
        yield Gap("", "components-missing", message)
    yield from _skipped(frame)


def declared_components(frame: Frame) -> int | None:
    """How many components the document says there are; None where it does not say."""
    if frame.declared.components is not None:
        return frame.declared.components
    stated = [main.declared.components for main in frame.main_indexes]
    return sum(filter(None, stated)) if stated and None not in stated else None


def _skipped(frame: Frame) -> Iterator[Gap]:
    """Yield the numbers left out before a known one: 6.1 where 6.2 is listed."""
    known_mains = {main.code for main in frame.main_indexes if main.code}
    last_main = max((int(code) for code in known_mains if code.isdigit()), default=0)
    left_out = [str(n) for n in range(1, last_main) if str(n) not in known_mains]
    for main in frame.main_indexes:
        for parent, children in [(main.code, main.components), *((e.code, e.parts) for e in main.components)]:
            known = {each.code for each in children}
            last = max((int(code.rsplit(".", 1)[-1]) for code in known if code[-1:].isdigit()), default=0)
            left_out += [f"{parent}.{n}" for n in range(1, last) if parent and f"{parent}.{n}" not in known]
    if left_out:
        message = f"{len(left_out)} mã bị bỏ cách, có thể là chỉ số chưa biết: {places(left_out)}."
        yield Gap(left_out[0], "numbers-skipped", message)


Need = tuple[str, str, Callable[[object], object]]
"""A gap's code, its words, and what gives the value that must be there."""


def _has(key: str) -> Callable[[object], object]:
    return lambda each: getattr(each, key)


_HEADINGS: tuple[Need, ...] = (
    ("code", "chưa có mã", _has("code")),
    ("title", "chưa có tên", _has("title")),
    ("max", "chưa có điểm tối đa", _has("max")),
)

_COMPONENT: tuple[Need, ...] = (
    ("title", "chưa có tên", _has("title")),
    ("max", "chưa có điểm tối đa", _has("max")),
    ("rule", "chưa có cách tính điểm", lambda each: _has("rule")(each) or _has("parts")(each)),
    ("evidence", "chưa có tài liệu kiểm chứng", lambda each: _has("evidence")(each) or _has("parts")(each)),
)


def _of_components(frame: Frame) -> Iterator[Gap]:
    yield from _lacking("chỉ số", [(each, each.code) for each in frame.all_components], "", _COMPONENT)
    if not frame.default_appraisers:
        need = ("appraiser", "chưa có đơn vị thẩm định", _appraised)
        yield from _lacking("chỉ số", [(each, each.code) for each in frame.components], "", (need,))


def _reviews(frame: Frame) -> Iterator[Gap]:
    """Yield what was read from a document and waits for a person."""
    at = [item.code for item in (*frame.general, *frame.shared) if item.review]
    at += [each.code for each in frame.all_components if each.review]
    if at:
        yield Gap(at[0], "needs-review", f"{len(at)} mục cần người xem: {places(at)}.")
    yield from (Gap("", "needs-review", f"Cần người xem: {reason}") for reason in frame.review)


def _appraised(each: object) -> bool:
    """Whether somebody appraises the component, or each of its parts."""
    if not isinstance(each, FrameComponent):
        return False
    return bool(each.appraisers) or (bool(each.parts) and all(map(_appraised, each.parts)))


def _lacking(
    kind: str, items: Sequence[tuple[object, str]], prefix: str, needs: Iterable[Need]
) -> Iterator[Gap]:
    for code, words, value in needs:
        at = [place for each, place in items if is_absent(value(each))]
        if at:
            full = f"{prefix}-{code}-missing".removeprefix("-")
            yield Gap(at[0], full, f"{len(at)} {kind} {words}: {places(at)}.")


def is_absent(value: object) -> bool:
    """Whether nothing is given; 0 points are given."""
    return value is None or value is False or value == ()


def places(codes: Sequence[str]) -> str:
    """The codes as a person writes them: `1.1–1.5, 2.1, 2.3`."""
    steps = [(code, *_split(code)) for code in codes]
    runs = groupby(enumerate(steps), key=lambda each: (each[1][1], each[1][2] - each[0]))
    shown = []
    for _, run in runs:
        names = [step[0] for _, step in run]
        shown += [f"{names[0]}–{names[-1].removeprefix(ORDINAL)}"] if len(names) > 2 else names
    return ", ".join(shown)


def _split(code: str) -> tuple[str, int]:
    """What stands before the last number, and that number; a code without one is a run of its own."""
    before, _, last = code.rpartition(" " if " " in code else ".")
    return (before, int(last)) if last.isdigit() else (code, 0)
