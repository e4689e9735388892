"""Plain text: a paragraph per line. Tables with one cell per line are found by what their words say."""

from __future__ import annotations

from . import normalising
from .document import Block, Paragraph


def blocks(text: str) -> list[Block]:
    """A paragraph for each line that is not empty."""
    return [Paragraph(text=line) for line in normalising.lines(text)]
