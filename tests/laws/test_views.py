"""A view's first line is the gate, and a view never asks the database itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.source import Function, name_of, place, tree, view_modules

# A gate is a call of a function in one of these modules: `sheet = access.get_for(request.user, …)`.
GATES = {"access", "gate"}

# A decorator that is the gate itself. Those of a gate's module, such as @access.signed_in, count too.
GATE_DECORATORS = {"login_required", "public"}

# Views that are classes, with the reason; a class hides its first line, so there should be few.
CLASS_VIEWS: dict[str, str] = {}


def view_functions(path: Path) -> Iterator[Function]:
    """The functions of a module that take a request and are not private to it."""
    for node in tree(path).body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            if names[:1] == ["request"]:
                yield node


def is_gated(view: Function) -> bool:
    return any(map(_is_gate_decorator, view.decorator_list)) or _opens_with_gate(view)


def _is_gate_decorator(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(called, ast.Name):
        return called.id in GATE_DECORATORS
    return isinstance(called, ast.Attribute) and (called.attr in GATE_DECORATORS or _is_of_gate(called))


def _opens_with_gate(view: Function) -> bool:
    statements = [statement for statement in view.body if not _is_text(statement)]
    match statements[:1]:
        case [ast.Expr(value=value) | ast.Assign(value=value) | ast.AnnAssign(value=value)]:
            return isinstance(value, ast.Call) and _is_of_gate(value.func)
    return False


def _is_of_gate(called: ast.expr) -> bool:
    match called:
        case ast.Attribute(value=ast.Name(id=module)):
            return module in GATES
    return False


def _is_text(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def test_every_view_opens_with_its_gate():
    ungated = [
        f"{place(path, view)} {view.name}"
        for path in view_modules()
        for view in view_functions(path)
        if not is_gated(view)
    ]

    assert ungated == []


def test_views_are_functions():
    classes = {
        f"{name_of(path)}:{node.name}"
        for path in view_modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("View") for base in node.bases)
    }

    assert classes == set(CLASS_VIEWS)


def test_views_leave_the_database_to_queries_and_actions():
    found = [
        place(path, node)
        for path in view_modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "gated"),
    [
        ("def show(request, pk):\n    sheet = access.get_for(request.user, pk, to='see')", True),
        ("def show(request, pk):\n    'Shows.'\n    gate.demand(request.user)\n    return 1", True),
        ("@login_required\ndef show(request):\n    return 1", True),
        ("@public\ndef show(request):\n    return 1", True),
        ("@access.signed_in(to='see')\ndef show(request):\n    return 1", True),
        ("@require_POST\ndef show(request, pk):\n    return 1", False),
        ("def show(request, pk):\n    form = Form()\n    access.get_for(request.user, pk)", False),
        ("def show(request, pk):\n    sheet = queries.sheet(pk)", False),
    ],
)
def test_the_gate_is_told_from_other_lines(source, gated, tmp_path):
    (path := tmp_path / "views.py").write_text(source)

    assert [is_gated(view) for view in view_functions(path)] == [gated]
