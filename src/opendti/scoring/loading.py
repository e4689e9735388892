"""Index-set files into definitions. Every complaint names the file, the line and the remedy.

A frame is refused here, with what it lacks: it is read by `frames` and scores nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from . import frames
from .definition import Component, IndexSet
from .plain_files import IndexSetError, Lines, Tree, parse, problems

__all__ = ["MAX_BYTES", "IndexSetError", "Lines", "Tree", "build", "load", "parse", "read", "text_of"]

MAX_BYTES = 4 * 1024 * 1024


def load(path: Path) -> IndexSet:
    """The index set in a file; raises IndexSetError, or OSError when it cannot be read."""
    return read(text_of(path), name=str(path))


def text_of(path: Path) -> str:
    """What stands in a file; raises IndexSetError when it is no text, OSError when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise IndexSetError(str(path), ["Tệp lớn quá 4 MB, không phải bộ chỉ số"])
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise IndexSetError(str(path), ["Tệp không phải văn bản UTF-8"]) from None


def read(text: str, *, name: str) -> IndexSet:
    """The index set in a text; `name` stands for the file in messages. Raises IndexSetError."""
    plain, lines = parse(text, name=name)
    return _built(plain, lines, name)


def build(tree: Tree, *, name: str) -> IndexSet:
    """The index set in a tree, which need not have been a text; raises IndexSetError."""
    return _built(tree, {}, name)


def _built(tree: Tree, lines: Lines, name: str) -> IndexSet:
    if frames.is_frame(tree):
        raise IndexSetError(name, [frames.refusal(frames.checked(tree, lines, name=name))])
    try:
        index_set = _adapter().validate_python(tree)
    except ValidationError as wrong:
        raise IndexSetError(name, problems(wrong, lines)) from None
    contradictions = list(_contradictions(index_set, _lines_of_codes(tree, lines)))
    if contradictions:
        raise IndexSetError(name, contradictions)
    return index_set


_cached: list[TypeAdapter[IndexSet]] = []


def _adapter() -> TypeAdapter[IndexSet]:
    """Built on first use: it takes longer to build than a set takes to read."""
    if not _cached:
        _cached.append(TypeAdapter(IndexSet))
    return _cached[0]


def _lines_of_codes(plain: object, lines: Lines, path: tuple[str | int, ...] = ()) -> dict[str, int]:
    """The line on which each component's code stands; the last one where a code stands twice."""
    found: dict[str, int] = {}
    if isinstance(plain, dict):
        if "rule" in plain:
            found[str(plain["code"])] = lines.get((*path, "code"), 0)
        for key, value in plain.items():
            found |= _lines_of_codes(value, lines, (*path, key))
    if isinstance(plain, list):
        for number, value in enumerate(plain):
            found |= _lines_of_codes(value, lines, (*path, number))
    return found


def _contradictions(index_set: IndexSet, lines: dict[str, int]) -> Iterator[str]:
    """What would make scoring senseless; what is merely doubtful is the linter's."""
    at = {code: f"dòng {line}: " if line else "" for code, line in lines.items()}
    for each in index_set.all_components:
        yield from (f"{at[each.code]}{problem}" for problem in _of_component(each))
    codes = [each.code for each in index_set.all_components]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{at[code]}chỉ số thành phần {code} có hai lần"
    known = {item.code for item in index_set.general_items if item.is_number}
    for leaf in index_set.leaves:
        for figure in leaf.figures:
            named = {figure.source} if figure.source else set(figure.default.names if figure.default else ())
            for code in sorted(named - known):
                yield f"{at[leaf.code]}{leaf.code} {figure.id}: không có mục số liệu chung {code}"


def _of_component(each: Component) -> Iterator[str]:
    if bool(each.parts) != (each.rule.form == "sum"):
        yield f"{each.code}: cách tính sum đi cùng parts, không có cái này thì không có cái kia"
    if each.parts and each.effect != "score":
        yield f"{each.code}: effect {each.effect} ghi ở từng mục con, không ghi ở mục được cộng"
    if each.rule.form == "unscored" and each.max:
        yield f"{each.code}: không tính điểm (unscored) thì max phải là 0"
