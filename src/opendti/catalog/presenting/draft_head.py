"""The head of a draft (identity, decision, structure, notes) and its general information, as fields."""

from __future__ import annotations

from dataclasses import dataclass

from opendti.catalog import editing, node_forms, problem_words, queries
from opendti.catalog.editing import Node
from opendti.catalog.models import DraftEdit
from opendti.catalog.queries import Obstacle
from opendti.catalog.rule_forms import Posted
from opendti.scoring import linting
from opendti.scoring.trees import Tree, items

from .draft_item import KINDS
from .draft_page import DraftPage
from .publishing import gathered

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Structure:
    """A group or a main index: what the structure table declares, and what is listed."""

    node: Node
    declared: str
    listed: str
    points: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPage:
    """The identity of the set as texts by field name, its structure and its doubts."""

    texts: Texts
    classes: tuple[Texts, ...]
    answers: tuple[Texts, ...]
    structure: tuple[Structure, ...]
    set_doubts: tuple[linting.Finding, ...]
    shared_doubts: tuple[str, ...]
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


def head_page(page: DraftPage, typed: Posted | None = None) -> HeadPage:
    """The head as it stands, or as it was typed."""
    tree: Tree = page.draft.tree
    if typed is not None:
        tree = editing.put(tree, editing.HEAD, node_forms.head_from(typed, tree))
    notes = tree.get("notes")
    answers = (
        [{"code": code, "note": str(note)} for code, note in notes.items()] if isinstance(notes, dict) else []
    )
    open_codes = {
        each.code for each in page.judgement.findings if each.severity == "doubt" and not each.answer
    }
    answers += [
        {"code": code, "note": ""} for code in sorted(open_codes - {each["code"] for each in answers})
    ]
    shared = queries.shared_doubts(page.obstacles)
    return HeadPage(
        texts=_texts(tree),
        classes=(*_rows(tree, "classes", ("label", "above", "at_least")), {}),
        answers=tuple(
            {**each, "words": problem_words.DOUBTS.get(each["code"], each["code"])} for each in answers
        ),
        structure=tuple(_structure(page.draft.tree)),
        set_doubts=tuple(
            each for each in page.judgement.findings if not each.at and each.code != "needs-review"
        ),
        shared_doubts=tuple(each.message for each in gathered(page.obstacles) if each.code in shared),
        problems=tuple(each for each in gathered(page.obstacles) if each.kind == "incomplete"),
        review=tuple(_list(tree, "review")),
        digest=editing.digest_of(page.draft.tree, editing.HEAD),
        edits=tuple(queries.last_edits(page.draft, editing.HEAD, count=6)),
        is_accepted=editing.HEAD in page.accepted_by,
    )


def general_page(page: DraftPage, typed: Posted | None = None) -> GeneralPage:
    """The general information as it stands, or as it was typed."""
    tree: Tree = page.draft.tree
    if typed is not None:
        tree = editing.put(tree, editing.GENERAL, node_forms.general_from(typed))
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


def _texts(tree: Tree) -> Texts:
    texts = {key: str(tree.get(key, "")) for key in ("code", "title", "level", "year", "max")}
    texts |= {key: str(tree.get(key, "")) for key in ("exclusion_clause", "note")}
    texts["applies_to"] = _joined(tree.get("applies_to"), "\n")
    texts["agencies"] = "\n".join(_agency(each) for each in items(tree, "agencies"))
    for prefix in ("decision", "rounding"):
        value = tree.get(prefix)
        for key, each in value.items() if isinstance(value, dict) else ():
            texts[f"{prefix}_{key}"] = _joined(each, "\n")
    return texts


def _agency(agency: Tree) -> str:
    printed = agency.get("printed")
    others = "; ".join(str(each) for each in printed) if isinstance(printed, list) else ""
    return f"{agency.get('name', '')} = {others}" if others else str(agency.get("name", ""))


def _rows(tree: Tree, key: str, columns: tuple[str, ...]) -> list[Texts]:
    return [{column: str(each.get(column, "")) for column in columns} for each in items(tree, key)]


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
