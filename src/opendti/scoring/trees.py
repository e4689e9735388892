"""Index-set files as trees of plain text, and trees written out again as a person would write them.

A tree is what the editor changes and the importer makes: every scalar is text, as in the file, so
that a draft may be incomplete or wrong and still lose nothing. `loading.build` says whether it is an
index set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

import yaml

from . import loading

Tree = loading.Tree

_FOLD_FROM = 100
"""A note longer than this many characters is folded over several lines."""

_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]")
"""Signs that a YAML reader takes for a line end or leaves out, unless they are written as escapes."""

_FLOW_UP_TO = 90
"""A list or table of short texts up to this length stands on one line."""

_ORDER = (
    "format", "status", "code", "title", "short", "level", "year", "max", "weight", "effect", "declared",
    "decision", "sources", "applies_to", "rounding", "aggregation", "classes", "agencies",
    "default_appraisers", "kind", "unit", "appraisers", "appraisers_printed", "suppliers", "supplier", "text",
    "evidence", "explanation", "figures", "expects", "rule", "said", "clause", "answers", "note",
    "exclusion_clause", "notes", "review", "general", "shared", "groups", "main_indexes",
    "components", "parts",
)  # fmt: skip

_LISTS = ("groups", "main_indexes", "components", "parts", "general", "shared")
"""What is written item by item, with an empty line between components."""


def parse(text: str, *, name: str) -> Tree:
    """The tree in a file's text; raises loading.IndexSetError where it is no YAML of ours."""
    return loading.parse(text, name=name)[0]


def write(tree: Tree, *, head: str = "") -> str:
    """The tree as the text of a file; `parse` gives the same tree back. `head` are its first comments."""
    comments = [f"# {line}".rstrip() for line in head.splitlines()]
    return "\n".join([*comments, *([""] if comments else []), *_lines(tree, ()), ""])


def components(tree: Mapping[str, object]) -> Iterator[Tree]:
    """Yield every component and its parts, each before its own parts; wrong shapes are passed over."""
    for group in items(tree, "groups"):
        for main in items(group, "main_indexes"):
            for component in items(main, "components"):
                yield from _with_parts(component)


def items(tree: Mapping[str, object], key: str) -> list[Tree]:
    """The tables listed under a key; none where there is no such list."""
    value = tree.get(key)
    return [cast("Tree", each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _with_parts(component: Tree) -> Iterator[Tree]:
    yield component
    for part in items(component, "parts"):
        yield from _with_parts(part)


# -- Writing --------------------------------------------------------------------------------------


def _lines(tree: Tree, path: tuple[str, ...]) -> Iterator[str]:
    for key in sorted(tree, key=_rank):
        value = tree[key]
        is_table = isinstance(value, (dict, list)) and bool(value)
        if not path and is_table:
            yield ""
        if key in _LISTS and isinstance(value, list) and value and all(isinstance(e, dict) for e in value):
            yield f"{key}:"
            yield from _item_lines(cast("list[Tree]", value), (*path, key))
        else:
            yield from _dumped({key: value}).rstrip("\n").split("\n")


def _rank(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _item_lines(values: list[Tree], path: tuple[str, ...]) -> Iterator[str]:
    for number, value in enumerate(values):
        if number and path[-1] in ("groups", "main_indexes", "components"):
            yield ""
        for place, line in enumerate(_lines(value, path) if value else ["{}"]):
            yield f"{'    ' if place else '  - '}{line}" if line else ""


def _dumped(value: Tree) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_FOLD_FROM)
    return text


class _Dumper(yaml.SafeDumper):
    """PyYAML's, for files in which every scalar is text: nothing is quoted to look like text."""

    yaml_implicit_resolvers: dict[str, list[object]] = {}
    is_first = True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Items of a list stand deeper than its key."""
        super().increase_indent(flow, False)  # noqa: FBT003

    def write_plain(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        """A text stays on its line, however long, so that it reads as printed."""
        super().write_plain(text, split=False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        super().write_double_quoted(text, split=False)

    def write_single_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        super().write_single_quoted(text, split=False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ODD.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > _FOLD_FROM and "  " not in text and text.endswith((".", "”", "…")):
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: _Dumper, values: list[object]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=_is_short(values))


def _table(dumper: _Dumper, values: dict[str, object]) -> yaml.MappingNode:
    flow = bool(values) and not dumper.is_first and _is_short(list(values.values())) and _is_dull(values)
    dumper.is_first = False
    return dumper.represent_mapping("tag:yaml.org,2002:map", values, flow_style=flow)


def _is_short(values: list[object]) -> bool:
    """Whether the values are few short texts, which read best on one line."""
    texts = [value for value in values if isinstance(value, str) and "\n" not in value]
    return len(texts) == len(values) and sum(len(text) + 2 for text in texts) <= _FLOW_UP_TO


def _is_dull(values: dict[str, object]) -> bool:
    """Whether a table is one of numbers: a band, a step, a declared sum."""
    return set(values) <= {"at_least", "above", "worth", "points", "components", "main_indexes", "label"}


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _table)
