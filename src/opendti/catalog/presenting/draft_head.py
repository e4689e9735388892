"""The head of a draft (identity, decision, structure, notes) and its general information, as fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opendti.catalog import editing, node_forms, problem_words, queries
from opendti.catalog.editing import Node
from opendti.catalog.models import DraftEdit
from opendti.catalog.queries import Obstacle
from opendti.catalog.typed_numbers import day_shown, shown
from opendti.scoring import linting
from opendti.scoring.trees import Tree, items

from .draft_item import KINDS
from .draft_page import DraftPage
from .publishing import gathered

Texts = dict[str, str]
_TOLD = 6
"""So many doubts of one kind are told one by one, before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A group or a main index: what the structure table declares, and what is listed."""

    node: Node
    declared: str
    listed: str
    points: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Doubts of one kind and the note that settles them for the whole set; `places` counts them all."""

    code: str
    words: str
    messages: tuple[str, ...]
    places: int
    note: str
    meanwhile: str

    @property
    def more(self) -> int:
        return self.places - len(self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPage:
    """The identity of the set as texts by field name, its structure and its doubts."""

    texts: Texts
    classes: tuple[Texts, ...]
    answers: tuple[Answer, ...]
    structure: tuple[Structure, ...]
    errors: tuple[str, ...]
    problems: tuple[Obstacle, ...]
    review: tuple[str, ...]
    digest: str
    edits: tuple[DraftEdit, ...]
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralPage:
    """The general information, one row of texts for each item and an empty one."""

    rows: tuple[Texts, ...]
    review: tuple[str, ...]
    digest: str
    edits: tuple[DraftEdit, ...]
    is_accepted: bool
    kinds: tuple[tuple[str, str], ...] = KINDS


def head_page(page: DraftPage, changed: Tree | None = None) -> HeadPage:
    """The head as it stands, or as it would stand once this is saved."""
    tree: Tree = page.draft.tree
    if changed is not None:
        tree = editing.put(tree, editing.HEAD, changed)
    return HeadPage(
        texts=_texts(tree),
        classes=(*_rows(tree, "classes", ("label", "above", "at_least")), {}),
        answers=tuple(_answers(page, tree)),
        structure=tuple(_structure(page.draft.tree)),
        errors=tuple(each.message for each in _findings(page, "error") if each.at not in _components(page)),
        problems=tuple(each for each in gathered(page.obstacles) if each.kind == "incomplete"),
        review=tuple(_list(tree, "review")),
        digest=editing.digest_of(page.draft.tree, editing.HEAD),
        edits=tuple(queries.last_edits(page.draft, editing.HEAD, count=6)),
        is_accepted=editing.HEAD in page.accepted_by,
    )


def general_page(page: DraftPage, changed: Tree | None = None) -> GeneralPage:
    """The general information as it stands, or as it would stand once this is saved."""
    tree: Tree = page.draft.tree
    if changed is not None:
        tree = editing.put(tree, editing.GENERAL, changed)
    holders = [*items(tree, "general"), *items(tree, "shared")]
    rows = [{key: _joined(each.get(key), "; ") for key in node_forms.ITEM_KEYS} for each in holders]
    review = [f"{each.get('code', '')}: {reason}" for each in holders for reason in _list(each, "review")]
    return GeneralPage(
        rows=(*rows, dict.fromkeys(node_forms.ITEM_KEYS, "")),
        review=tuple(review),
        digest=editing.digest_of(page.draft.tree, editing.GENERAL),
        edits=tuple(queries.last_edits(page.draft, editing.GENERAL, count=6)),
        is_accepted=editing.GENERAL in page.accepted_by,
    )


def _findings(page: DraftPage, severity: str) -> list[linting.Finding]:
    found = page.judgement.findings
    return [each for each in found if each.severity == severity and each.code != "needs-review"]


def _components(page: DraftPage) -> set[str]:
    return {node.code for node in editing.nodes(page.draft.tree, "component")}


def _answers(page: DraftPage, tree: Tree) -> Iterator[Answer]:
    """Yield what the set answers, then what it has to: doubts without a page of their own, or of many."""
    given = tree.get("notes")
    notes = given if isinstance(given, dict) else {}
    found, own = _findings(page, "doubt"), _components(page)
    waiting = {each.code for each in found if not each.answer and each.at not in own}
    waiting |= queries.shared_doubts(page.obstacles)
    for code in sorted({*notes, *waiting}, key=lambda code: (bool(notes.get(code)), code)):
        same = [each for each in found if each.code == code]
        yield Answer(
            code=code,
            words=problem_words.DOUBTS.get(code, "Nghi vấn khác của quyết định"),
            messages=tuple(each.message for each in same[: _TOLD if same and same[0].at not in own else 1]),
            places=len(same),
            note=str(notes.get(code, "")),
            meanwhile=problem_words.MEANWHILE.get(code, ""),
        )


def _texts(tree: Tree) -> Texts:
    texts = {key: str(tree.get(key, "")) for key in ("code", "title", "level", "year")}
    texts["max"] = shown(str(tree.get("max", "")))
    texts |= {key: str(tree.get(key, "")) for key in ("exclusion_clause", "note")}
    texts["applies_to"] = _joined(tree.get("applies_to"), "\n")
    texts["agencies"] = "\n".join(_agency(each) for each in items(tree, "agencies"))
    for prefix in ("decision", "rounding"):
        value = tree.get(prefix)
        for key, each in value.items() if isinstance(value, dict) else ():
            texts[f"{prefix}_{key}"] = _joined(each, "\n")
    texts["decision_issued_on"] = day_shown(texts.get("decision_issued_on", ""))
    return texts


def _agency(agency: Tree) -> str:
    printed = agency.get("printed")
    others = "; ".join(str(each) for each in printed) if isinstance(printed, list) else ""
    return f"{agency.get('name', '')} = {others}" if others else str(agency.get("name", ""))


def _rows(tree: Tree, key: str, columns: tuple[str, ...]) -> list[Texts]:
    return [{column: shown(str(each.get(column, ""))) for column in columns} for each in items(tree, key)]


def _list(tree: Tree, key: str) -> list[str]:
    value = tree.get(key)
    return [str(each) for each in value] if isinstance(value, list) else []


def _joined(value: object, sign: str) -> str:
    if isinstance(value, list):
        return sign.join(str(each) for each in value)
    return "" if value is None else str(value)


def _structure(tree: Tree) -> list[Structure]:
    found: list[Structure] = []
    for node in editing.nodes(tree):
        if node.kind == "component":
            continue
        mains = items(node.value, "main_indexes") if node.kind == "group" else [node.value]
        listed = str(sum(len(items(main, "components")) for main in mains))
        declared = node.value.get("declared")
        said = str(declared.get("components", "")) if isinstance(declared, dict) else ""
        points = str(node.value.get("max", "")).replace(".", ",")
        found.append(Structure(node, said, listed, points, bool(said) and said != listed))
    return found
