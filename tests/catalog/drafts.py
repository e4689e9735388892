"""Drafts for the tests, and the forms of their pages as a browser would send them."""

from collections.abc import Iterator
from typing import Any

import lxml.html
from django.apps import apps

from opendti.audit.models import Entry
from opendti.catalog import actions, editing
from opendti.catalog.models import Draft
from opendti.people.models import User
from opendti.scoring import trees
from tests import small_set
from tests.cast import Cast
from tests.plain import plain

Fields = dict[str, list[str]]

ANSWERS = {
    "silent-denominator": "Quyết định không nói; phần mềm cho 0 điểm và gắn cờ.",
    "evidence-missing": "Quyết định để trống.",
    "appraiser-missing": "Cơ quan chủ trì đợt chấm.",
}
"""What the small set leaves open, answered for the whole set."""


def draft_of(cast: Cast, text: str = small_set.TEXT) -> Draft:
    """A draft of Sở TT&TT with the tree of this text; nothing in it is accepted."""
    tree = trees.parse(text, name="thu")
    return actions.start_from_tree(tree, owner=cast.organisations["so-tttt"], by=cast.quang)


def row_of(draft: Draft, code: str) -> str:
    """The row of the component, main index or group with this code, as the draft stands now."""
    draft.refresh_from_db()
    return next(node.row for node in editing.nodes(draft.tree) if node.code == code)


def value_of(draft: Draft, code: str) -> trees.Tree:
    """What stands under this code now."""
    row = row_of(draft, code)
    node = editing.find(draft.tree, row)
    assert node is not None
    return node.value


def change(draft: Draft, code: str, by: User, **values: object) -> Draft:
    """An edit of one node, without a page."""
    row = row_of(draft, code)
    return actions.edit(
        draft,
        what=f"Sửa {code}",
        change=lambda tree: editing.put(tree, row, values),
        by=by,
        row=row,
        seen=editing.digest_of(draft.tree, row),
    )


def accept(draft: Draft, row: str, by: User) -> None:
    draft.refresh_from_db()
    actions.accept(draft, row=row, seen=editing.digest_of(draft.tree, row), by=by)


def settle(draft: Draft, by: User) -> Draft:
    """The doubts of the small set are answered in its head."""
    actions.edit(
        draft,
        what="Trả lời",
        change=lambda tree: editing.put(tree, editing.HEAD, {"notes": ANSWERS}),
        by=by,
        row=editing.HEAD,
    )
    draft.refresh_from_db()
    return draft


def accept_all(draft: Draft, by: User) -> Draft:
    """Every node accepted as it stands."""
    draft.refresh_from_db()
    rows = [editing.HEAD, editing.GENERAL, *(node.row for node in editing.nodes(draft.tree, "component"))]
    for row in rows:
        accept(draft, row, by)
    draft.refresh_from_db()
    return draft


def ready(cast: Cast, text: str | None = None) -> Draft:
    """A draft of a set of its own with nothing left to do, accepted by Quang."""
    own = text or small_set.TEXT.replace("thu-nghiem/nho", "thu-nghiem/moi")
    return accept_all(settle(draft_of(cast, own), cast.quang), cast.quang)


def everything_stored() -> dict[str, int]:
    """The number of rows of every table of the catalog, and of the trail."""
    models = plain(apps.get_app_config("catalog").get_models())
    counts = {model.__name__: model.objects.count() for model in models}
    return counts | {"Entry": Entry.objects.count()}


# -- Pages ----------------------------------------------------------------------------------------


def form_on(html: str, form: str = "muc") -> Fields:
    """What a browser would send of the form with this id: its fields, wherever on the page they stand."""
    page = lxml.html.document_fromstring(html)
    found: dict[Any, list[str]] = {}
    for field in page.iter("input", "select", "textarea"):
        if _form_of(field) == form and not _is_left_out(field):
            for value in _values(field):
                found.setdefault(field.get("name"), []).append(value)
    return found


def _form_of(field: Any) -> Any:
    if field.get("form"):
        return field.get("form")
    return next((each.get("id") for each in field.iterancestors("form")), None)


def _is_left_out(field) -> bool:
    unticked = field.get("type") in ("checkbox", "radio") and field.get("checked") is None
    disabled = any(each.get("disabled") is not None for each in (field, *field.iterancestors("fieldset")))
    return not field.get("name") or unticked or disabled or field.get("type") == "submit"


def _values(field) -> Iterator[str]:
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [each for each in options if each.get("selected") is not None] or options[:1]
        yield from (each.get("value", each.text_content()) for each in chosen)
    elif field.tag == "textarea":
        text = field.text or ""
        yield text.removeprefix("\n").replace("\n", "\r\n")
    else:
        yield field.get("value", "on" if field.get("type") in ("checkbox", "radio") else "")
