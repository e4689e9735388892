"""Nothing in the scoring path is a float, and nothing is rounded before it is shown."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.source import PACKAGE, modules, place, tree

INEXACT_CALLS = {"float", "complex", "round"}
INEXACT_MODULES = {"math", "cmath", "numpy", "random", "statistics"}

# What the core may import; everything else it would drag along belongs in front of it.
OUTSIDE_LIBRARIES = {"annotated_types", "lark", "pydantic", "pydantic_core", "typing_extensions", "yaml"}


def inexact(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Constant(value=float() | complex()):
                yield node, f"the float {node.value!r}"
            case ast.Call(func=ast.Name(id=name)) if name in INEXACT_CALLS:
                yield node, f"a call of {name}()"
            case ast.Attribute(attr="__float__" | "__round__" as name):
                yield node, f"a call of {name}()"
            case ast.Call(func=ast.Name(id="Fraction"), args=[ast.Constant(value=float())]):
                yield node, "a Fraction made of a float"
            case ast.BinOp(left=ast.Constant(value=int()), op=ast.Div(), right=ast.Constant(value=int())):
                yield node, "a division of whole numbers, which gives a float"
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])) if (
                spec[-1:] in "eEfFgG%" and spec
            ):
                yield node, f"the rounding format {spec!r}"


def stand_ins(path: Path) -> Iterator[ast.AST]:
    """Where -1 stands for something that is no number, such as a missing answer."""
    for node in ast.walk(tree(path)):
        values: list[ast.expr | None] = []
        match node:
            case ast.Compare():
                values = [node.left, *node.comparators]
            case ast.Return() | ast.Assign() | ast.AnnAssign() | ast.keyword():
                values = [node.value]
        for value in values:
            match value:
                case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
                    yield node


def imported(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import():
                yield from ((node, alias.name) for alias in node.names)
            case ast.ImportFrom(module=str(name), level=0):
                yield node, name


@pytest.mark.parametrize("path", modules(PACKAGE / "scoring"), ids=lambda path: path.name)
class TestScoringModule:
    def test_computes_exactly(self, path):
        assert [f"{place(path, node)}: {what}" for node, what in inexact(path)] == []

    def test_has_no_minus_one_for_something_else(self, path):
        assert [place(path, node) for node in stand_ins(path)] == []

    def test_imports_nothing_inexact(self, path):
        found = [place(path, node) for node, name in imported(path) if name.split(".")[0] in INEXACT_MODULES]

        assert found == []

    def test_imports_only_itself_and_a_few_libraries(self, path, standard_library):
        allowed = standard_library | OUTSIDE_LIBRARIES
        found = [
            f"{place(path, node)}: {name}"
            for node, name in imported(path)
            if name.split(".")[0] not in allowed and not name.startswith("opendti.scoring")
        ]

        assert found == []


@pytest.mark.parametrize(
    "source",
    ["x = 0.5", "float(x)", "round(x)", "1 / 3", "f'{x:.2f}'", "x.__round__(2)", "Fraction(0.1)"],
)
def test_what_is_inexact_is_seen(source, tmp_path):
    (path := tmp_path / "module.py").write_text(source)

    assert list(inexact(path))


@pytest.mark.parametrize("source", ["x / y", "Fraction(1, 3)", "f'{x:>8}'", "isinstance(x, float)"])
def test_what_is_exact_is_left_alone(source, tmp_path):
    (path := tmp_path / "module.py").write_text(source)

    assert list(inexact(path)) == []


@pytest.mark.parametrize("source", ["return_ = -1", "x == -1", "f(rank=-1)"])
def test_a_minus_one_that_stands_for_something_is_seen(source, tmp_path):
    (path := tmp_path / "module.py").write_text(source)

    assert list(stand_ins(path))
