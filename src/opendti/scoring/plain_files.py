"""A YAML file as plain values of text, and what is wrong in it, said in Vietnamese with its line.

All scalars are read as text: a YAML reader would turn code 1.10 into the float 1.1 and `no` into
False. Duplicate keys, which YAML readers accept silently, are refused.
"""

from __future__ import annotations

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

LONGEST = 2_000_000
"""Characters; the longest set we know has a tenth, and more would keep others waiting."""

Lines = dict[tuple[str | int, ...], int]
"""The line on which each value stands; empty for a tree that was never a text."""

Tree = dict[str, object]
"""An index-set file as plain values: dicts, lists and text."""


class IndexSetError(ValueError):
    """The file is no index set; each of `problems` says where and what, in Vietnamese."""

    def __init__(self, name: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{name}: {problem}" for problem in problems))


def parse(text: str, *, name: str) -> tuple[Tree, Lines]:
    """The text as plain values, every scalar as it is written, and the line each stands on."""
    if len(text) > LONGEST:
        problem = f"Tệp dài {len(text)} ký tự, tối đa {LONGEST}. Tệp này không phải một bộ chỉ số"
        raise IndexSetError(name, [problem])
    lines: Lines = {}
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        plain = _plain(root, (), lines, set()) if root else None
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark
        where = f"dòng {mark.line + 1}, cột {mark.column + 1}: " if mark else ""
        raise IndexSetError(name, [f"{where}{_yaml_complaint(wrong)}"]) from None
    except RecursionError:
        raise IndexSetError(name, ["Tệp lồng nhau quá sâu"]) from None
    except yaml.YAMLError:
        raise IndexSetError(name, ["YAML viết sai: có ký tự không được phép trong tệp"]) from None
    if not isinstance(plain, dict):
        raise IndexSetError(name, ["Tệp trống hoặc không phải bộ chỉ số"])
    return plain, lines


class _OurComplaint(yaml.MarkedYAMLError):
    """What YAML allows and an index set does not, already in Vietnamese."""


_YAML_WORDS = {
    "mapping values are not allowed": "có dấu hai chấm trong chữ; đặt cả chữ trong ngoặc kép",
    "could not find expected ':'": "thiếu dấu hai chấm sau khoá",
    "expected <block end>": "thụt dòng lệch với các dòng trên",
    "found unexpected end of stream": "ngoặc kép mở mà không đóng",
    "expected ',' or": "ngoặc [ ] hoặc { } mở mà không đóng, hoặc thiếu dấu phẩy",
    "did not find expected": "thụt dòng hoặc dấu ngoặc không khớp",
    "found character": "có ký tự không được đứng đầu chữ; đặt cả chữ trong ngoặc kép",
    "found undefined alias": "không dùng & và * để chép lại; chữ bắt đầu bằng * thì đặt trong ngoặc kép",
    "expected alphabetic or numeric": "chữ bắt đầu bằng & hoặc * phải đặt trong ngoặc kép",
    "found unknown escape": "ký tự \\ trong ngoặc kép viết sai; viết hai lần",
    "but found another document": "tệp có hai phần ngăn bằng ---, chỉ được một",
}


def _yaml_complaint(wrong: yaml.MarkedYAMLError) -> str:
    problem = wrong.problem or ""
    if isinstance(wrong, _OurComplaint):
        return problem
    if "'\\t'" in problem:
        return "dùng dấu cách để thụt dòng, không dùng phím Tab"
    words = next((said for english, said in _YAML_WORDS.items() if english in problem), None)
    return f"YAML viết sai: {words or problem}"


def _plain(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, seen: set[int]) -> object:
    """The node as plain values; `seen` are the nodes met so far.

    A node met twice is an alias. They are refused: a reviewer could not read a component in one
    place, and a few lines of them can unfold into more than any memory holds.
    """
    if id(node) in seen:
        raise _OurComplaint(problem="không dùng & và * để chép lại", problem_mark=node.start_mark)
    seen.add(id(node))
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return _kept(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), lines, seen) for number, item in enumerate(node.value)]
    values: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _OurComplaint(problem="khoá phải là chữ", problem_mark=key.start_mark)
        if _kept(key) in values:
            raise _OurComplaint(problem=f"khoá “{key.value}” viết hai lần", problem_mark=key.start_mark)
        values[key.value] = _plain(value, (*path, key.value), lines, seen)
    return values


def _kept(node: yaml.ScalarNode) -> str:
    """The text, without what no database keeps: NUL and half a pair can be written as escapes."""
    value: str = node.value
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value):
        raise _OurComplaint(problem="có ký tự không lưu được (\\0, \\ud800)", problem_mark=node.start_mark)
    return value


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
    "model_attributes_type": "“{key}” phải là bảng khoá và giá trị",
    "value_error": "{error}",
}


def problems(wrong: ValidationError, lines: Lines) -> list[str]:
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
    context = {**error.get("ctx", {}), "key": location[-1] if location else "", "input": error["input"]}
    if not isinstance(error["input"], str):
        context["input"] = context["key"]
    words = _WORDS.get(error["type"])
    message = words.format_map(context) if words else error["msg"]
    return f"{_at(_line(location, lines), lines)}{message} (ở {_trail(location)})"


def _at(line: int, lines: Lines) -> str:
    return f"dòng {line}: " if lines else ""


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
