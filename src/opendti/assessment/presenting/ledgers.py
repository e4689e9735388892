"""The ledger of one number (Vì sao?): what went in, from where and from whom, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from opendti.assessment import queries
from opendti.assessment.models import Answer
from opendti.assessment.queries.pages import Contents
from opendti.assessment.workflow import SheetState
from opendti.audit.models import Entry
from opendti.scoring import engine, rounding
from opendti.scoring.definition import Figure
from opendti.scoring.explaining import Explanation, Input
from opendti.scoring.steps import LONGEST_FRACTION

from .boxes import Caution, cautions, explain
from .histories import Told, history_of
from .trees import Row, Tree


class LedgerInput(NamedTuple):
    """A figure that went in, with who gave it and when."""

    figure: Input
    source: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything there is to say about one number."""

    row: Row
    told: Explanation
    inputs: list[LedgerInput]
    cautions: list[Caution]
    changes: list[Told]

    @property
    def exact(self) -> str:
        """The exact points as a fraction, and as a whole number where they are one."""
        return self.told.exact

    @property
    def is_long(self) -> bool:
        """Whether the fraction is too long to read along with the rest."""
        return len(self.exact) > LONGEST_FRACTION

    @property
    def is_missing(self) -> bool:
        return self.row.mark.state in ("none", "waiting")


def ledger_of(contents: Contents, tree: Tree, code: str, entries: list[Entry]) -> Ledger:
    """The ledger of a leaf component; KeyError when there is none."""
    row = tree.row(code)
    told = explain(contents, row)
    figures = {figure.id: figure for figure in row.place.leaf.figures}
    inputs = [_input(contents, row, figures[each.letter], each) for each in told.inputs]
    if inputs and contents.sheet.state in (SheetState.APPRAISAL, SheetState.CLOSED):
        inputs = _beside_findings(contents, row, inputs)
    return Ledger(row, told, inputs, cautions(contents, row), history_of(contents, entries))


def _input(contents: Contents, row: Row, figure: Figure, told: Input) -> LedgerInput:
    typed = contents.rows.get((row.code, figure.id))
    if typed and not figure.source:
        return LedgerInput(told, f"Đơn vị nhập: {typed.updated_by}", typed.updated_at)
    names = [figure.source] if figure.source else sorted(figure.default.names) if figure.default else []
    given = [contents.rows.get((name, "value")) for name in names if name]
    found: list[Answer] = [each for each in given if each]
    source = f"{told.source}: {found[-1].updated_by}" if found else told.source
    return LedgerInput(told, source, max((each.updated_at for each in found), default=None))


def _beside_findings(contents: Contents, row: Row, inputs: list[LedgerInput]) -> list[LedgerInput]:
    """The unit's figures, each with what the appraisal counts in its place where that is another."""
    sheet, leaf = contents.sheet, row.place.leaf
    appraised = queries.answers_of([sheet], contents.index_set, appraised=True)[sheet.pk]
    own, counted = (engine.resolved_figures(leaf, each) for each in (contents.answers, appraised))

    def beside(each: LedgerInput) -> LedgerInput:
        value = counted.get(each.figure.letter)
        if value == own.get(each.figure.letter):
            return each
        words = "chưa có số" if value is None else rounding.figure(value)
        return each._replace(source=f"{each.source}; thẩm định điều chỉnh thành {words}")

    return [beside(each) for each in inputs]
