"""A cell as a whole: its statements, the letters it declares, and what “tỷ lệ” stands for in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .expressions import RATIO, Binary, Expr, Name, Number, same, substitute
from .statements import Kind, Statement

Tree = dict[str, object]

OURS = "Quyết định không đặt chữ cho số này; chữ {letter} và lời gọi tên là do phần mềm đặt."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is known about one cell “Cách tính điểm” and its neighbours in the row."""

    statements: tuple[Statement, ...]
    title: str = ""
    max_points: Fraction | None = None
    evidence: str = ""

    def of(self, *kinds: Kind) -> list[Statement]:
        return [each for each in self.statements if each.kind in kinds]

    @property
    def letters(self) -> dict[str, str]:
        """The letters the cell declares, with their words."""
        return {each.letter: each.label for each in reversed(self.of("figure"))}

    @property
    def known(self) -> dict[str, Expr]:
        """What the named ratios and derived letters of the cell stand for."""
        found: dict[str, Expr] = {}
        for each in self.of("derived", "ratio"):
            if each.expr is not None:
                name = f"{RATIO}{each.letter}" if each.kind == "ratio" else each.letter
                found.setdefault(name, substitute(each.expr, found))
        return found

    @property
    def ratio(self) -> Expr | None:
        """What “tỷ lệ” stands for, freed of “× 100”; None where the cell does not say."""
        stated = self.known.get(RATIO)
        return unpercented(stated)[0] if stated is not None else None

    @property
    def is_ratio_in_percent(self) -> bool:
        stated = self.known.get(RATIO)
        return stated is not None and unpercented(stated)[1]

    @property
    def contradictions(self) -> list[str]:
        """Statements that give one name two meanings."""
        found = []
        for name, meaning in self.known.items():
            others = [
                each for each in self.of("derived", "ratio") if _name(each) == name and each.expr is not None
            ]
            if any(not same(substitute(each.expr, self.known), meaning) for each in others if each.expr):
                found.append("Có hai công thức khác nhau cho cùng một tỷ lệ.")
        letters = [each.letter for each in self.of("figure", "derived")]
        found += [
            f"Chữ {letter} được khai hai lần."
            for letter in sorted({x for x in letters if letters.count(x) > 1})
        ]
        return found

    def resolve(self, expr: Expr) -> Expr:
        """The expression in letters only, as far as the cell says what its names stand for."""
        known: Mapping[str, Expr] = {**self.known, **({RATIO: self.ratio} if self.ratio is not None else {})}
        return substitute(expr, known)

    def free_letter(self, wanted: str = "n", *taken: str) -> str:
        """A letter the cell has not given away, "" when it has given away all."""
        used = {*self.letters, *taken}
        letters: tuple[str, ...] = (wanted, *"nmpqcdefghijkrstuvwxyz")
        return next((each for each in letters if each not in used), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A rule read from a cell: the statements it used, new figures it needs, and its doubts."""

    rule: Tree
    used: Sequence[Statement]
    doubts: tuple[str, ...] = ()
    figures: tuple[Tree, ...] = field(default=())
    is_stated: bool = True


def refused(used: Sequence[Statement], *doubts: str) -> Draft:
    """A draft that builds nothing: the cell is understood well enough to say why it has no rule."""
    return Draft(rule={"form": "expert"}, used=used, doubts=doubts, is_stated=False)


def unpercented(expr: Expr) -> tuple[Expr, bool]:
    """The expression without “× 100 %” (which is 1) or “× 100”, and whether it had the latter."""
    match expr:
        case Binary("*", left, Number(value, percent)) | Binary("*", Number(value, percent), left):
            if value == 1:
                return unpercented(left)
            if value == 100 and not percent:
                return unpercented(left)[0], True
    return expr, False


def our_figure(letter: str, label: str, unit: str, *, percent: bool = False) -> Tree:
    """A figure for which the decision has no letter."""
    tree: Tree = {"id": letter, "label": label, "unit": unit}
    if percent:
        tree["kind"] = "percent"
    tree["note"] = OURS.format(letter=letter)
    return tree


def percent_of(letter: str) -> Expr:
    """`n / 100`: a percentage as a share."""
    return Binary("/", Name(letter), Number(Fraction(100)))


def _name(each: Statement) -> str:
    return f"{RATIO}{each.letter}" if each.kind == "ratio" else each.letter
