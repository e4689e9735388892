"""The tiny formula language, over exact fractions.

    a / b        (c + d) / (a + b)        a / c + b / c * 1/2        if b = 0 then 1 else a / b

Names are the decision's letters (`a` … `z`), general items (`I.8`, `S.1`) and `max_points`. There are
`+ - * /`, `min(…)`, `max(…)`, comparisons, `and`, `or`, `not` and `if … then … else …`. Numbers may be
decimal and may carry `%`. Only the branch taken is evaluated. A formula has an end: MAX_LENGTH and
MAX_DEPTH keep one from a foreign file from exhausting the stack.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import cast

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput

Figures = Mapping[str, Fraction]
Run = Callable[[Figures], Fraction]
Test = Callable[[Figures], bool]
Render = Callable[[str], str]

MAX_LENGTH = 2_000
MAX_DEPTH = 100

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

NUMBER: /[0-9]+(\.[0-9]+)?\s*%?/
FUNCTION: /(min|max)(?=\s*\()/
NAME: /max_points|[A-Z]\.[0-9]+|[a-z](?![a-z0-9_])/
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
    """A part of a formula: how to compute it, how to write it, what it reads and divides by.

    `is_loose` are sums and choices, which need brackets beside a × or ÷.
    """

    run: Run
    write: Callable[[Render], str]
    names: frozenset[str] = frozenset()
    divisors: tuple[Run, ...] = ()
    depth: int = 1
    is_loose: bool = False


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
        """Whether something is divided by that may be 0; dividing by a constant does not count."""
        return bool(self.node.divisors)

    @property
    def is_ratio(self) -> bool:
        """Whether anything is divided at all; such a value is shown in percent."""
        return "/" in self.source

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

    def as_factor(self, render: Render = lambda name: name) -> str:
        """The formula as it stands before a × or ÷: a sum in brackets, anything else as `written`."""
        written = self.node.write(render)
        return f"({written})" if self.node.is_loose else written


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
        text = "".join(str(token).split())
        value = Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        shown = text.replace(".", ",").replace("%", "\u00a0%")
        return Node(lambda _: value, lambda _: shown)

    def name(self, token: Token) -> Node:
        name = str(token)
        return Node(operator.itemgetter(name), lambda render: render(name), frozenset({name}))

    def add(self, left: Node, right: Node) -> Node:
        node = _binary(left, right, lambda f: left.run(f) + right.run(f), " + ")
        return replace(node, is_loose=True)

    def subtract(self, left: Node, right: Node) -> Node:
        node = _binary(left, right, lambda f: left.run(f) - right.run(f), " \u2212 ")
        return replace(node, is_loose=True)

    def multiply(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) * right.run(f), " × ")

    def divide(self, left: Node, right: Node) -> Node:
        over, under = left.run, right.run
        node = _binary(left, right, lambda f: over(f) / under(f), " ÷ ")
        return replace(node, divisors=(*node.divisors, under)) if right.names else node

    def negate(self, part: Node) -> Node:
        return _node(lambda f: -part.run(f), lambda r: "\u2212" + part.write(r), part)

    def bracket(self, part: Node) -> Node:
        return _node(part.run, lambda r: f"({part.write(r)})", part)

    def call(self, function: Token, *parts: Node) -> Node:
        pick = min if function == "min" else max
        word = "nhỏ nhất" if function == "min" else "lớn nhất"
        return _node(
            lambda f: pick(part.run(f) for part in parts),
            lambda r: f"{word}({'; '.join(part.write(r) for part in parts)})",
            *parts,
        )

    def choice(self, condition: Node, yes: Node, no: Node) -> Node:
        node = _node(
            lambda f: yes.run(f) if condition.run(f) else no.run(f),
            lambda r: f"nếu {condition.write(r)} thì {yes.write(r)}, không thì {no.write(r)}",
            condition,
            yes,
            no,
        )
        return replace(node, is_loose=True)

    def compare(self, left: Node, sign: Token, right: Node) -> Node:
        decide, shown = _COMPARISONS[str(sign)]
        return _binary(left, right, _truth(lambda f: decide(left.run(f), right.run(f))), f" {shown} ")

    def both(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) and right.run(f), " và ")

    def either(self, left: Node, right: Node) -> Node:
        return _binary(left, right, lambda f: left.run(f) or right.run(f), " hoặc ")

    def opposite(self, part: Node) -> Node:
        return _node(_truth(lambda f: not part.run(f)), lambda r: f"không phải {part.write(r)}", part)

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


def _node(run: Run, write: Callable[[Render], str], *parts: Node) -> Node:
    names = frozenset().union(*(part.names for part in parts))
    divisors = tuple(divisor for part in parts for divisor in part.divisors)
    return Node(run, write, names, divisors, 1 + max(part.depth for part in parts))


def _binary(left: Node, right: Node, run: Run, sign: str) -> Node:
    return _node(run, lambda render: left.write(render) + sign + right.write(render), left, right)


@cache
def _reader(start: str) -> Lark:
    return Lark(_GRAMMAR, start=start, parser="lalr", transformer=_Builder())


def _parsed(text: str, start: str) -> Formula:
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"Công thức dài quá {MAX_LENGTH} ký tự", 1, MAX_LENGTH + 1)
    try:
        node = cast("Node", _reader(start).parse(text))
    except UnexpectedInput as wrong:
        raise _complaint(text, wrong) from None
    if node.depth > MAX_DEPTH:
        raise FormulaError(f"Công thức “{text[:40]}…” lồng nhau quá {MAX_DEPTH} bậc", 1, 1)
    return Formula(text, node)


def _complaint(text: str, wrong: UnexpectedInput) -> FormulaError:
    if isinstance(wrong, UnexpectedCharacters):
        return FormulaError(f"Công thức “{text}” có ký tự lạ “{wrong.char}”", wrong.line, wrong.column)
    token = getattr(wrong, "token", None)
    if token is None or token.type == "$END":
        lines = text.splitlines() or [""]
        return FormulaError(f"Công thức “{text}” chưa viết hết", len(lines), len(lines[-1]) + 1)
    return FormulaError(f"Công thức “{text}” không hiểu được từ “{token}”", wrong.line, wrong.column)
