"""Where the annexes of a document begin, and which set of index each table speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import recasing, rows
from .document import Document, Paragraph, Table
from .rows import FieldTable

_ANNEX = re.compile(r"(PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số))?\s*(\d{1,2}|[IVX]{1,5})?(?![\w])\s*[.:–-]?\s*(.*)")
_LONGEST_TITLE = 240
_ISSUED_WITH = re.compile(r"\(?\s*(ban hành\s+)?kèm theo", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that is assessed: its word, and its slug in a set's code."""

    word: str
    slug: str


SO = Level(word="sở", slug="so")
HUYEN = Level(word="huyện", slug="huyen")
XA = Level(word="xã", slug="xa")
TINH = Level(word="tỉnh", slug="tinh")
THANH_PHO = Level(word="thành phố", slug="thanh-pho")
BO = Level(word="bộ", slug="bo")

# “các sở, ban, ngành cấp tỉnh” is the level sở and “các huyện, thị xã, thành phố” the level huyện, so
# what names the units stands before what only names whose they are.
_LEVELS = (
    (SO, r"cấp sở|\bcác sở\b|sở, ban, ngành"),
    (HUYEN, r"cấp (quận|huyện)|các (quận|huyện)"),
    (XA, r"cấp xã|các xã|xã, phường"),
    (THANH_PHO, r"cấp thành phố"),
    (TINH, r"cấp tỉnh"),
    (BO, r"cấp bộ|các bộ\b"),
)

LEVELS = tuple(each for each, _ in _LEVELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex, or the document before its first one (`name` is ""): its titles, and our tables in it."""

    name: str
    title: str
    remark: str
    paragraphs: tuple[str, ...]
    tables: tuple[FieldTable, ...]


def level(text: str) -> Level | None:
    """The level a title or heading speaks of, None where it names none."""
    words = " ".join(text.split()).casefold()
    return next((each for each, pattern in _LEVELS if re.search(pattern, words)), None)


def annexes(document: Document) -> tuple[Annex, ...]:
    """The document's body and its annexes in order."""
    starts = [0]
    for place, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and place and _is_annex(block.text):
            starts.append(place)
    ends = [*starts[1:], len(document.blocks)]
    return tuple(
        _annex(document.blocks[begin:end], is_body=begin == 0)
        for begin, end in zip(starts, ends, strict=True)
        if end > begin
    )


def _is_annex(text: str) -> bool:
    found = _ANNEX.match(text)
    if not found or len(text) > _LONGEST_TITLE:
        return False
    return found[1].isupper() or (not found[3] and found[2] is not None)


def _annex(blocks: Sequence[Paragraph | Table], *, is_body: bool) -> Annex:
    texts = tuple(block.text for block in blocks if isinstance(block, Paragraph))
    tables = tuple(rows.tables(blocks))
    if is_body:
        return Annex(name="", title="", remark="", paragraphs=texts, tables=tables)
    found = _ANNEX.match(texts[0])
    number = f" {found[2]}" if found and found[2] else ""
    titles = [found[3]] if found and found[3] else []
    remarks: list[str] = []
    for block in blocks[1:]:
        if isinstance(block, Table) or len(remarks) > 1:
            break
        if _ISSUED_WITH.match(block.text):
            remarks.append(block.text)
            break
        if block.text.startswith("("):
            remarks.append(block.text)
        elif titles and not (block.text.isupper() and titles[0].isupper()):
            break
        else:
            titles.append(block.text)
    title = recasing.sentence(" ".join(titles))
    return Annex(
        name=f"Phụ lục{number}", title=title, remark="\n".join(remarks), paragraphs=texts, tables=tables
    )
