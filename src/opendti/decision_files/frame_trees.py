"""Frames: what a document tells of a set whose components it does not list, or lists without their rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from opendti.scoring import trees

from . import (
    agency_names,
    annexes,
    applying,
    assignments,
    codes,
    components,
    general,
    outline,
    printed_values,
    recasing,
    structure,
)
from .annexes import LEVELS, Level
from .assembling import SetReading
from .assignments import Assignment
from .components import ComponentReading
from .doubt import Doubt
from .identity import Identity
from .outline import Outline
from .set_sources import SetSource

Tree = dict[str, object]

_CITED = re.compile(
    r"(?:Quyết định số|QUYẾT ĐỊNH SỐ|kèm theo)\s+(?P<n>\d+)(?P<s>/QĐ-UBND),?\s+(?:ngày"
    r"|NGÀY)\s+(?P<d>[\d/]+|\d+ tháng \d+ năm \d{4})(?P<rest>.*)",
)
_SET_WORDS = re.compile(r"bộ (chỉ số|tiêu chí)", re.IGNORECASE)
_OF = re.compile(r"của ((?:Chủ tịch )?(?:UBND|Ủy ban nhân dân) (?:tỉnh|[Tt]hành phố)(?: [A-ZĐ]\w+)*)")
_ON = re.compile(r"về việc (ban hành .*?)(?=[;”]|, (?:UBND|[ỦU][ỷy] ban)|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What all frames of a document share: the decision of the sets, their source, the articles."""

    identity: Identity
    source: str
    body: Sequence[str]


def set_identity(own: Identity, texts: Sequence[str]) -> Identity:
    """The decision that fixes the sets a plan speaks of: the one it cites for them, else the plan itself."""
    cited = [found for text in texts if (found := _CITED.search(text)) and _names_set(text, found.start())]
    if not cited:
        return own
    same = [found for found in cited if found["n"] == cited[0]["n"]]
    issued = next((day for found in same if (day := printed_values.date(found["d"]))), "")
    authority = next((said[1] for found in same if (said := _OF.search(found["rest"]))), "")
    title = next((_sentence(said[1]) for found in same if (said := _ON.search(found["rest"]))), "")
    return replace(
        own, number=same[0]["n"], symbol=same[0]["s"], issued_on=issued, year=issued[:4] or own.year,
        authority=authority, title=title, replaces="", legal_basis=(),
    )  # fmt: skip


def _names_set(text: str, place: int) -> bool:
    """Whether a text cites a decision as the one that fixes index sets, not as one among its own grounds."""
    return bool(_SET_WORDS.search(text)) and "Đề án" not in text[:place]


def _sentence(title: str) -> str:
    title = recasing.sentence(title).strip(" ,")
    return title[:1].upper() + title[1:]


def of_structure(source: SetSource, told: Told) -> SetReading:
    """The frame of a set of which only the structure table is known."""
    table = source.structure
    stated = structure.read(table) if table else structure.Structure()
    tree = _head(source.level, source.title, told)
    tree["declared"] = dict(stated.total)
    tree["max"] = stated.total.get("points")
    heads = stated.groups or [structure.Heading(code="", title="", declared={})]
    tree["groups"] = [
        _plain({"code": group.code, "title": group.title})
        | ({"max": group.declared["points"]} if "points" in group.declared else {})
        | ({"declared": dict(group.declared)} if group.declared else {})
        | {"main_indexes": [_declared_main(main) for main in stated.mains if main.group == group.code]}
        for group in heads
    ]
    return SetReading(tree=_plain(tree), components=(), doubts=())


def _declared_main(main: structure.Heading) -> Tree:
    found: Tree = {"code": main.code, "title": main.title}
    if "points" in main.declared:
        found["max"] = main.declared["points"]
    return found | ({"declared": dict(main.declared)} if main.declared else {})


def of_items(source: SetSource, told: Told, *, place: str) -> tuple[SetReading, list[Assignment]]:
    """The frame of a set whose components are listed with their appraisers only, and who is assigned what."""
    found = outline.outline(source.listing)
    level = source.level.word if source.level else ""
    given = assignments.of_items(found, level=level, place=place)
    items = [general.tree(node) for node in found.general]
    readings = {
        top.code: components.read(top, annex=place, numbers=general.numbers(items), is_frame=True)
        for main in found.mains
        for top in main.components
    }
    tree = _head(source.level, source.title, told)
    tree["agencies"] = agency_names.merged(
        [*dict.fromkeys(each.agency for each in given)], applying.official_names(told.body)
    )
    tree["default_appraisers"] = [each.agency for each in given if each.is_default]
    tree["general"] = items
    tree["groups"] = [{"main_indexes": _mains(found, readings)}]
    tree["review"] = [
        f"Có hàng không thuộc chỉ số nào: “{' | '.join(filter(None, (cell for _, cell in row.printed)))}”."
        for row in found.strays
    ]
    listed = tuple(each for top in readings.values() for each in top)
    return SetReading(tree=_plain(tree), components=listed, doubts=tuple(found.doubts)), given


def _mains(found: Outline, readings: dict[str, list[ComponentReading]]) -> list[Tree]:
    return [
        _plain({"code": main.code, "title": main.title})
        | {"components": [readings[top.code][0].item for top in main.components]}
        for main in found.mains
    ]


def of_shares(level: str, given: Sequence[Assignment], told: Told, unsure: Sequence[Doubt]) -> SetReading:
    """The frame of a set of which only codes and their appraisers are known.

    `unsure` are doubts about columns; those that name a column of this level wait for a person.
    """
    own = assignments.of_level(given, level)
    slug = next((each for each in LEVELS if each.word == level), None)
    tree = _head(slug, f"Bộ chỉ số chuyển đổi số cấp {level}" if level else "", told)
    tree["agencies"] = assignments.agencies(own, applying.official_names(told.body))
    mains = assignments.components(own)
    tree["groups"] = [{"main_indexes": mains}]
    own_doubts = [each for each in unsure if slug is None or annexes.level(each.message) == slug]
    tree["review"] = [each.message for each in own_doubts if each.code != "column-inferred"]
    for item in trees.components(tree):
        said = [each.message for each in own_doubts if item["code"] in codes.listed(each.message)]
        if said:
            item["review"] = said
    components_of = (item for main in mains for item in trees.items(main, "components"))
    readings = tuple(_assigned(item) for item in components_of)
    return SetReading(tree=_plain(tree), components=readings, doubts=tuple(assignments.doubts(own)))


def _assigned(item: Tree) -> ComponentReading:
    names, review = item["appraisers"], item.get("review")
    reasons = tuple(review) if isinstance(review, list) else ()
    return ComponentReading(
        code=str(item["code"]),
        printed=(("Đơn vị", ", ".join(names) if isinstance(names, list) else ""),),
        item=item,
        certainty="likely" if reasons else "sure",
        said="",
        reasons=reasons,
    )


def _head(level: Level | None, title: str, told: Told) -> Tree:
    return {
        "format": "1",
        "status": "frame",
        "code": f"{told.identity.slug}/{level.slug if level else 'bo-chi-so'}",
        "title": title or "Bộ chỉ số (văn bản không ghi tên)",
        "level": level.word if level else "chưa rõ",
        "year": told.identity.year,
        "decision": _decision(told.identity),
        "sources": [told.source],
        "applies_to": applying.applies_to(told.body, level),
    }


def _decision(identity: Identity) -> Tree:
    """What is known of the decision; a number of which only the symbol is printed is not known."""
    known = identity.tree("")
    return known if identity.number else {key: value for key, value in known.items() if key != "number"}


def _plain(tree: Tree) -> Tree:
    return {key: value for key, value in tree.items() if value not in ("", [], {}, None)}
