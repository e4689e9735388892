"""Rows are locked in a way that lets others point at them.

An entry names its actor, and most rows name another. PostgreSQL checks those names at the end of the
transaction, while the chain is held, and waits for a row that is locked FOR UPDATE by somebody who in
turn waits for the chain. A lock FOR NO KEY UPDATE shuts out other writers just as well.
"""

import ast

from tests.laws.source import modules, place, tree


def test_every_lock_lets_others_point_at_the_row():
    found = [
        place(path, node)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
        and not any(each.arg == "no_key" for each in node.keywords)
    ]

    assert found == []
