"""Index-set files into definitions. Every complaint names the file, the line and the remedy.

All scalars are read as text: a YAML reader would turn code 1.10 into the float 1.1 and `no` into
False. Duplicate keys, which YAML readers accept silently, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .definition import Component, IndexSet

Lines = dict[tuple[str | int, ...], int]

MAX_BYTES = 4 * 1024 * 1024


class IndexSetError(ValueError):
    """The file is no index set; each of `problems` says where and what, in Vietnamese."""

    def __init__(self, name: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{name}: {problem}" for problem in problems))


def load(path: Path) -> IndexSet:
    """The index set in a file; raises IndexSetError, or OSError when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise IndexSetError(str(path), ["Tệp lớn quá 4 MB, không phải bộ chỉ số"])
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise IndexSetError(str(path), ["Tệp không phải văn bản UTF-8"]) from None
    return read(text, name=str(path))


def read(text: str, *, name: str) -> IndexSet:
    """The index set in a text; `name` stands for the file in messages. Raises IndexSetError."""
    lines: Lines = {}
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        plain = _plain(root, (), lines) if root else None
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark
        where = f"dòng {mark.line + 1}, cột {mark.column + 1}: " if mark else ""
        raise IndexSetError(name, [f"{where}{wrong.problem or 'YAML viết sai'}"]) from None
    except RecursionError:
        raise IndexSetError(name, ["Tệp lồng nhau quá sâu"]) from None
    except yaml.YAMLError as wrong:
        raise IndexSetError(name, [f"YAML viết sai: {wrong}"]) from None
    if not isinstance(plain, dict):
        raise IndexSetError(name, ["Tệp trống hoặc không phải bộ chỉ số"])
    try:
        index_set = _adapter().validate_python(plain)
    except ValidationError as wrong:
        raise IndexSetError(name, _problems(wrong, lines)) from None
    contradictions = list(_contradictions(index_set))
    if contradictions:
        raise IndexSetError(name, contradictions)
    return index_set


def json_schema() -> dict[str, object]:
    """The format as JSON Schema, for editors."""
    return _adapter().json_schema()


_cached: list[TypeAdapter[IndexSet]] = []


def _adapter() -> TypeAdapter[IndexSet]:
    """Built on first use: it takes longer to build than a set takes to read."""
    if not _cached:
        _cached.append(TypeAdapter(IndexSet))
    return _cached[0]


def _plain(node: yaml.Node, path: tuple[str | int, ...], lines: Lines) -> object:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), lines) for number, item in enumerate(node.value)]
    values: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in values:
            said = getattr(key, "value", "?")
            raise yaml.MarkedYAMLError(problem=f"khoá “{said}” viết hai lần", problem_mark=key.start_mark)
        values[key.value] = _plain(value, (*path, key.value), lines)
    return values


_WORDS = {
    "missing": "thiếu khoá “{key}”",
    "extra_forbidden": "khoá “{key}” không có trong định dạng",
    "unexpected_keyword_argument": "khoá “{key}” không có trong định dạng",
    "literal_error": "“{input}” không phải giá trị được phép: {expected}",
    "union_tag_invalid": "cách tính “{tag}” không có. Các cách: {expected_tags}",
    "union_tag_not_found": "cách tính thiếu khoá “form”",
    "string_pattern_mismatch": "“{input}” viết sai mẫu {pattern}",
    "string_too_short": "“{key}” để trống",
    "too_short": "danh sách “{key}” cần ít nhất {min_length} mục",
    "string_type": "“{key}” phải là chữ",
    "tuple_type": "“{key}” phải là danh sách",
    "dict_type": "“{key}” phải là bảng khoá và giá trị",
    "dataclass_type": "“{key}” phải là bảng khoá và giá trị",
    "value_error": "{error}",
}


def _problems(wrong: ValidationError, lines: Lines) -> list[str]:
    """The complaints without those that only follow from another: a list short of its bad items."""
    errors = wrong.errors(include_url=False)
    places = [error["loc"] for error in errors]
    causes = [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(len(p) > len(error["loc"]) and p[: len(error["loc"])] == error["loc"] for p in places)
    ]
    return [_problem(error, lines) for error in causes]


def _problem(error: ErrorDetails, lines: Lines) -> str:
    location = error["loc"]
    words = _WORDS.get(error["type"], error["msg"])
    context = {**error.get("ctx", {}), "key": location[-1] if location else "", "input": error["input"]}
    message = words.format_map(context)
    return f"dòng {_line(location, lines)}: {message} (ở {_trail(location)})"


def _line(location: tuple[str | int, ...], lines: Lines) -> int:
    """The line of the nearest thing that has one: the union's tag is in the path but not in the file."""
    path: tuple[str | int, ...] = ()
    for step in location:
        if (*path, step) in lines:
            path = (*path, step)
    return lines.get(path, 1)


def _trail(location: tuple[str | int, ...]) -> str:
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in location]
    return "".join(steps).lstrip(".")


def _contradictions(index_set: IndexSet) -> Iterator[str]:
    """What would make scoring senseless; what is merely doubtful is the linter's."""
    seen: set[str] = set()
    for component in index_set.components:
        for each in _with_parts(component):
            if each.code in seen:
                yield f"chỉ số thành phần {each.code} có hai lần"
            seen.add(each.code)
            if bool(each.parts) != (each.rule.form == "sum"):
                yield f"{each.code}: cách tính sum đi cùng parts, không có cái này thì không có cái kia"
    known = {item.code for item in index_set.general_items if item.is_number}
    for leaf in index_set.leaves:
        for figure in leaf.figures:
            named = ({figure.source} if figure.source else set()) | (
                set(figure.default.names) if figure.default else set()
            )
            for code in sorted(named - known):
                yield f"{leaf.code} {figure.id}: không có mục số liệu chung {code}"


def _with_parts(component: Component) -> Iterator[Component]:
    yield component
    for part in component.parts:
        yield from _with_parts(part)
