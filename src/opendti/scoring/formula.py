"""The tiny formula language, over exact fractions.

    a / b        (c + d) / (a + b)        a / c + b / c * 1/2        if b = 0 then 1 else a / b

Names are the decision's letters (`a` … `z`), general items (`I.8`, `S.1`) and `max_points`. There are
`+ - * /`, `min(…)`, `max(…)`, comparisons, `and`, `or`, `not` and `if … then … else …`. Numbers may be
decimal and may carry `%`. Only the branch taken is evaluated.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import cast

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput

Figures = Mapping[str, Fraction]
Run = Callable[[Figures], Fraction]
Test = Callable[[Figures], bool]
Render = Callable[[str], str]

_GRAMMAR = r"""
?expression: "if" condition "then" expression "else" expression -> choice
    | sum
?sum: product
    | sum "+" product -> add
    | sum "-" product -> subtract
?product: factor
    | product "*" factor -> multiply
    | product "/" factor -> divide
?factor: "-" factor -> negate
    | atom
?atom: NUMBER -> number
    | NAME -> name
    | FUNCTION "(" expression ("," expression)+ ")" -> call
    | "(" expression ")" -> bracket

?condition: conjunction
    | condition "or" conjunction -> either
?conjunction: test
    | conjunction "and" test -> both
?test: "not" test -> opposite
    | expression COMPARE expression -> compare
    | "(" condition ")" -> condition_bracket

NUMBER: /\d+(\.\d+)?\s*%?/
FUNCTION: /(min|max)(?=\s*\()/
NAME: /max_points|[A-Z]\.\d+|[a-z](?![a-z0-9_])/
COMPARE: "<=" | ">=" | "!=" | "=" | "<" | ">"
%ignore /\s+/
"""


class FormulaError(ValueError):
    """The text is no formula; `line` and `column` (from 1) say where reading stopped."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"{message} (dòng {line}, cột {column})")
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula: how to compute it, how to write it, what it reads and divides by."""

    run: Run
    write: Callable[[Render], str]
    names: frozenset[str] = frozenset()
    divisors: tuple[Run, ...] = ()
    strength: int = 9


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula or condition; `source` is its text in the file."""

    source: str
    node: Node

    @property
    def names(self) -> frozenset[str]:
        """The letters and general items read, `max_points` included."""
        return self.node.names

    @property
    def has_division(self) -> bool:
        return bool(self.node.divisors)

    @property
    def run(self) -> Run:
        """Computes the value; KeyError for a missing name, ZeroDivisionError for a zero divisor."""
        return self.node.run

    @property
    def test(self) -> Test:
        """Decides the condition; raises as `run` does."""
        return cast("Test", self.node.run)

    def divides_by_zero(self, figures: Figures) -> bool:
        """Whether a divisor is known and 0, whatever else may still be missing."""
        return any(_is_zero(divisor, figures) for divisor in self.node.divisors)

    def written(self, render: Render = lambda name: name) -> str:
        """The formula as the screen shows it, `a ÷ b × 10`, each name put through `render`."""
        return self.node.write(render)


def parse(text: str) -> Formula:
    """The formula in `text`; raises FormulaError with line and column."""
    return _parsed(text, "expression")


def parse_condition(text: str) -> Formula:
    """The condition in `text`, like `b = 0 and c >= d`; raises FormulaError."""
    return _parsed(text, "condition")


def _is_zero(divisor: Run, figures: Figures) -> bool:
    try:
        return divisor(figures) == 0
    except (KeyError, ZeroDivisionError):
        return False


@v_args(inline=True)
class _Builder(Transformer[Token, Node]):
    """Turns the parse tree into nodes; one method per rule of the grammar."""

    def number(self, token: Token) -> Node:
        text = str(token).replace(" ", "")
        value = Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        shown = text.replace(".", ",").replace("%", "\u00a0%")
        return Node(lambda _: value, lambda _: shown)

    def name(self, token: Token) -> Node:
        name = str(token)
        return Node(operator.itemgetter(name), lambda render: render(name), frozenset({name}))

    def add(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) + right.run(f), " + ", 1)

    def subtract(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) - right.run(f), " \u2212 ", 1)

    def multiply(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) * right.run(f), " × ", 2)

    def divide(self, left: Node, right: Node) -> Node:
        over, under = left.run, right.run
        node = _binary(left, right, lambda f: over(f) / under(f), " ÷ ", 2)
        constant = not right.names
        divisors = node.divisors if constant else (*node.divisors, under)
        return Node(node.run, node.write, node.names, divisors, 2)

    def negate(self, part: Node) -> Node:
        return Node(lambda f: -part.run(f), lambda r: "\u2212" + part.write(r), part.names, part.divisors)

    def bracket(self, part: Node) -> Node:
        return Node(part.run, lambda r: f"({part.write(r)})", part.names, part.divisors)

    def call(self, function: Token, *parts: Node) -> Node:
        pick = min if function == "min" else max
        word = "nhỏ nhất" if function == "min" else "lớn nhất"
        return Node(
            lambda f: pick(part.run(f) for part in parts),
            lambda r: f"{word}({'; '.join(part.write(r) for part in parts)})",
            _names(*parts),
            _divisors(*parts),
        )

    def choice(self, condition: Node, yes: Node, no: Node) -> Node:
        return Node(
            lambda f: yes.run(f) if condition.run(f) else no.run(f),
            lambda r: f"nếu {condition.write(r)} thì {yes.write(r)}, không thì {no.write(r)}",
            _names(condition, yes, no),
            _divisors(condition, yes, no),
            0,
        )

    def compare(self, left: Node, sign: Token, right: Node) -> Node:
        decide, shown = _COMPARISONS[str(sign)]
        return _binary(left, right, _truth(lambda f: decide(left.run(f), right.run(f))), f" {shown} ", 0)

    def both(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) and right.run(f), " và ", 0)

    def either(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) or right.run(f), " hoặc ", 0)

    def opposite(self, part: Node) -> Node:
        return Node(
            _truth(lambda f: not part.run(f)),
            lambda r: f"không phải {part.write(r)}",
            part.names,
            part.divisors,
        )

    def condition_bracket(self, part: Node) -> Node:
        return self.bracket(part)


_COMPARISONS: dict[str, tuple[Callable[[Fraction, Fraction], bool], str]] = {
    "=": (operator.eq, "="),
    "!=": (operator.ne, "≠"),
    "<": (operator.lt, "<"),
    "<=": (operator.le, "≤"),
    ">": (operator.gt, ">"),
    ">=": (operator.ge, "≥"),
}


def _truth(test: Test) -> Run:
    """A test kept where a computation is expected; only conditions and `choice` ever run it."""
    return cast("Run", test)


def _names(*parts: Node) -> frozenset[str]:
    return frozenset().union(*(part.names for part in parts))


def _divisors(*parts: Node) -> tuple[Run, ...]:
    return tuple(divisor for part in parts for divisor in part.divisors)


def _binary(left: Node, right: Node, run: Run, sign: str, strength: int) -> Node:
    return Node(
        run,
        lambda render: left.write(render) + sign + right.write(render),
        _names(left, right),
        _divisors(left, right),
        strength,
    )


@cache
def _reader(start: str) -> Lark:
    return Lark(_GRAMMAR, start=start, parser="lalr", transformer=_Builder())


def _parsed(text: str, start: str) -> Formula:
    try:
        node = _reader(start).parse(text)
    except UnexpectedEOF:
        lines = text.splitlines() or [""]
        raise FormulaError(f"Công thức “{text}” chưa viết hết", len(lines), len(lines[-1]) + 1) from None
    except UnexpectedInput as wrong:
        raise FormulaError(_complaint(text, wrong), max(wrong.line, 1), max(wrong.column, 1)) from None
    return Formula(text, node)  # type: ignore[arg-type]  # the transformer makes Lark return a Node


def _complaint(text: str, wrong: UnexpectedInput) -> str:
    if isinstance(wrong, UnexpectedCharacters):
        return f"Công thức “{text}” có ký tự lạ “{wrong.char}”"
    token = getattr(wrong, "token", None)
    if token is None or token.type == "$END":
        return f"Công thức “{text}” chưa viết hết"
    return f"Công thức “{text}” không hiểu được từ “{token}”"
