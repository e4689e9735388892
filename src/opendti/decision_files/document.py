"""What every kind of decision file becomes: paragraphs and tables, in the order they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "markdown", "tabbed", "html", "docx", "pdf"]


class DecisionFileError(ValueError):
    """The file cannot be taken: the message, in Vietnamese, says what, where, why and what to do."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of text, normalised and never empty."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, all equally wide; the lines of a cell are joined by a line break.

    The text of a merged cell stands in its first place, and the rest of its places are empty.
    """

    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0])


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A decision as read from a file; `kind` is what the file is, whatever its name says."""

    name: str
    kind: Kind
    blocks: tuple[Block, ...]

    @property
    def has_tables(self) -> bool:
        return any(isinstance(block, Table) for block in self.blocks)
