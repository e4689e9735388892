"""A decision's file into index-set trees, each component beside the document's own words.

Nothing is invented and nothing dropped: what is not understood stands in a component's `review`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from opendti.scoring import trees

from . import (
    annexes,
    assembling,
    assignments,
    contradictions,
    frame_trees,
    identity,
    lines,
    loadable,
    opening,
    proposals,
    rows,
    set_sources,
)
from .annexes import Annex
from .assembling import SetReading
from .assignments import Assignment
from .components import ComponentReading
from .document import DecisionFileError, Document, Kind, Paragraph, Table
from .doubt import Doubt
from .frame_trees import Told
from .identity import Identity
from .proposals import Proposal

__all__ = [
    "Assignment",
    "ComponentReading",
    "Doubt",
    "Proposal",
    "Reading",
    "SetReading",
    "read",
    "read_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a document gives: who issued it, its sets, what it says of rounds, who appraises what."""

    name: str
    kind: Kind
    identity: dict[str, object]
    sets: tuple[SetReading, ...]
    proposals: tuple[Proposal, ...]
    assignments: tuple[Assignment, ...]
    doubts: tuple[Doubt, ...] = ()


def read(content: bytes, *, name: str) -> Reading:
    """What is in a file; raises DecisionFileError when it cannot be read or holds no index set."""
    return read_document(opening.open_document(content, name=name))


def read_document(document: Document) -> Reading:
    """What is in a document; raises DecisionFileError when there is no table of an index set in it."""
    whole, unsure = lines.rebuilt(document)
    parts = annexes.annexes(whole)
    body = parts[0].paragraphs if parts and not parts[0].name else ()
    own = identity.read(body, [f"{part.remark}\n{part.title}" for part in parts])
    sets, given = _sets(parts, own, body, unsure)
    if not sets and not given:
        raise _nothing_found(whole)
    found = tuple(proposals.proposals(body))
    return Reading(
        name=document.name,
        kind=document.kind,
        identity=own.tree(""),
        sets=tuple(_distinct(_with_contradictions(sets, body))),
        proposals=found,
        assignments=tuple(given),
        doubts=tuple(unsure),
    )


def _sets(
    parts: Sequence[Annex], own: Identity, body: Sequence[str], unsure: Sequence[Doubt]
) -> tuple[list[SetReading], list[Assignment]]:
    sets: list[SetReading] = []
    given: list[Assignment] = []
    cited = [text for part in parts for text in (part.remark, part.title)]
    told = Told(identity=frame_trees.set_identity(own, [*cited, *body]), source=_source(own), body=body)
    for source in set_sources.sources(parts):
        if source.is_scored:
            sets.append(assembling.assembled(source, identity=own, body=body))
        elif source.listing:
            place = source.annex.name or "Văn bản"
            frame, listed = frame_trees.of_items(source, told, place=place)
            sets.append(frame)
            given += listed
        else:
            sets.append(frame_trees.of_structure(source, replace(told, identity=own)))
    shares = [
        each
        for part in parts
        for table in part.tables
        if table.kind == "shares"
        for each in assignments.of_shares(table, place=part.name or "Văn bản", level=_level_of(part))
    ]
    if not sets:
        sets = [
            frame_trees.of_shares(level, shares, told, unsure)
            for level in dict.fromkeys(each.level for each in shares)
        ]
    return sets, [*given, *shares]


def _level_of(part: Annex) -> str:
    level = annexes.level(part.title)
    return level.word if level else ""


def _source(own: Identity) -> str:
    """The document as the source of what a frame knows."""
    number = f"văn bản số {own.full_number}" if own.full_number else "văn bản"
    issued = f" ngày {'/'.join(reversed(own.issued_on.split('-')))}" if own.issued_on else ""
    return (
        f"{own.title or 'Văn bản không có trích yếu'} "
        f"({number}{issued}{f', {own.place}' if own.place else ''})"
    )


def _with_contradictions(sets: Sequence[SetReading], body: Sequence[str]) -> list[SetReading]:
    twins = list(contradictions.zero_told_once(sets))
    return [
        replace(
            _loadable(each),
            doubts=(
                *each.doubts,
                *contradictions.listed_elsewhere(each, body),
                *(doubt for place, doubt in twins if place == number),
            ),
        )
        for number, each in enumerate(sets)
    ]


def _loadable(each: SetReading) -> SetReading:
    """The set so that it loads; a component that had to be left to a person says so in its reading too."""
    tree = loadable.made(each.tree)
    if tree is each.tree:
        return each
    items = {str(item["code"]): item for item in trees.components(tree)}
    components = []
    for component in each.components:
        item = items[component.code]
        review = item.get("review")
        reasons = tuple(review) if isinstance(review, list) else ()
        is_changed = reasons != component.reasons
        certainty = "unknown" if is_changed else component.certainty
        components.append(replace(component, item=item, reasons=reasons, certainty=certainty))
    return replace(each, tree=tree, components=tuple(components))


def _distinct(sets: Sequence[SetReading]) -> list[SetReading]:
    """The sets with codes of their own: a second one of the same level is numbered."""
    done: list[SetReading] = []
    for each in sets:
        code, number = str(each.tree["code"]), 2
        while any(code == other.tree["code"] for other in done):
            code, number = f"{each.tree['code']}-{number}", number + 1
        done.append(replace(each, tree=each.tree | {"code": code}))
    return done


def _nothing_found(document: Document) -> DecisionFileError:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    paragraphs = sum(isinstance(block, Paragraph) for block in document.blocks)
    named = [f"“{' | '.join(rows.headings_of(table))[:150]}”" for table in tables[:3]]
    listed = f" (tiêu đề: {'; '.join(named)}{'; …' if len(tables) > 3 else ''})" if named else ""
    return DecisionFileError(
        document.name or "tệp",
        f"không thấy bảng chỉ số nào. Đã đọc {paragraphs} đoạn và {len(tables)} bảng{listed}, không bảng "
        "nào có các cột "
        "của bảng điểm (STT, chỉ số, điểm tối đa, cách tính điểm) hay bảng phân công (chỉ số, đơn vị thẩm "
        "định). "
        "Nhập cả tệp quyết định có phụ lục; nếu phụ lục là tệp riêng thì nhập tệp đó",
    )
