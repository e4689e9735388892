"""A page of the editor that is saved as it was opened changes nothing, whatever the set holds."""

from pathlib import Path

import pytest
from lxml import html

from opendti.catalog import actions, editing
from opendti.catalog.models import DraftEdit
from opendti.scoring import trees

LIBRARY = Path(__file__).parents[2] / "indexsets"
SETS = ("hai-duong-2405-2024/huyen", "ninh-thuan-vpub-2023/tinh", "ha-noi-920-2024/huyen")


def as_sent(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form #muc: its own fields and those that name it."""
    tree = html.fromstring(page)
    fields: dict[str, list[str]] = {}
    owned = "//form[@id='muc']//*[@name] | //*[@name and @form='muc']"
    for field in tree.xpath(owned):
        if field.get("name").startswith("try-") or (field.tag == "button"):
            continue
        if field.tag == "select":
            chosen = field.xpath(".//option[@selected]") or field.xpath(".//option")
            value = chosen[0].get("value")
        elif field.tag == "textarea":
            value = (field.text or "").removeprefix("\n")
        elif field.get("type") in ("checkbox", "radio") and field.get("checked") is None:
            continue
        else:
            value = field.get("value") or ""
        fields.setdefault(field.get("name"), []).append(value)
    return fields


@pytest.mark.parametrize("code", SETS)
def test_every_page_saved_as_opened_leaves_the_draft_as_it_was(cast, client, code):
    tree = trees.parse((LIBRARY / f"{code}.yaml").read_text(encoding="utf-8"), name=code)
    draft = actions.start_from_tree(tree, owner=cast.organisations["so-tttt"], by=cast.quang)
    before = draft.tree
    client.force_login(cast.quang)
    base = f"/index-sets/drafts/{draft.pk}/"
    rows = [node.row for node in editing.nodes(draft.tree, "component")]

    for page in ["head/", "general/", *(f"items/{row}/" for row in rows)]:
        opened = client.get(base + page)
        saved = client.post(base + page, as_sent(opened.content.decode()))
        assert (opened.status_code, saved.status_code) == (200, 302), page

    draft.refresh_from_db()
    assert {key: value for key, value in draft.tree.items() if before.get(key) != value} == {}
    assert [edit.what for edit in DraftEdit.objects.filter(draft=draft)] == []
    assert draft.tree == before
