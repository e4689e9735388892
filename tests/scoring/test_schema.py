"""The format for editors: it lets through what the library holds, as an editor's YAML reader sees it."""

import json
import re
from typing import Any

import pytest
import yaml

from opendti.scoring import schema
from tests.scoring.worked import LIBRARY

SCHEMA: dict[str, Any] = schema.json_schema()
FILES = sorted(LIBRARY.glob("*/*.yaml"))
KINDS: dict[str, Any] = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
}


def wrong(value, rule, at=""):
    """What a JSON Schema reader complains about; it knows the few words our schema uses, and no others."""
    unknown = set(rule) - {
        "$schema", "title", "definitions", "if", "then", "else", "$ref", "anyOf", "oneOf", "enum", "const",
        "type", "pattern", "minLength", "minItems", "items", "properties", "required", "additionalProperties",
    }  # fmt: skip
    assert unknown == set()
    if "if" in rule:
        taken = "else" if wrong(value, rule["if"]) else "then"
        return wrong(value, rule[taken], at)
    if "$ref" in rule:
        return wrong(value, SCHEMA["definitions"][rule["$ref"].removeprefix("#/definitions/")], at)
    choices = rule.get("anyOf", rule.get("oneOf"))
    if choices:
        tried = [wrong(value, each, at) for each in choices]
        return [] if [] in tried else min(tried, key=len)
    return [*_simple(value, rule, at), *_inside(value, rule, at)]


def _simple(value, rule, at):
    kinds = rule.get("type", list(KINDS))
    if not isinstance(value, tuple(KINDS[each] for each in ([kinds] if isinstance(kinds, str) else kinds))):
        yield f"{at}: {value!r} is no {kinds}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value!r} is none of {rule['enum']}"
    if "const" in rule and value != rule["const"]:
        yield f"{at}: {value!r} is not {rule['const']}"
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        yield f"{at}: {value!r} is not like {rule['pattern']}"
    if isinstance(value, (str, list)) and len(value) < rule.get("minLength", rule.get("minItems", 0)):
        yield f"{at}: too short"


def _inside(value, rule, at):
    if isinstance(value, list) and "items" in rule:
        for number, each in enumerate(value):
            yield from wrong(each, rule["items"], f"{at}[{number}]")
    if isinstance(value, dict):
        yield from (f"{at}: no {key}" for key in rule.get("required", []) if key not in value)
        for key, each in value.items():
            if key in rule.get("properties", {}):
                yield from wrong(each, rule["properties"][key], f"{at}.{key}")
            elif rule.get("additionalProperties") is False:
                yield f"{at}: unknown {key}"
            elif isinstance(rule.get("additionalProperties"), dict):
                yield from wrong(each, rule["additionalProperties"], f"{at}.{key}")


def seen(text):
    """The file as an editor's YAML reader sees it: numbers and truth values, but days as texts."""

    class Editor(yaml.SafeLoader):
        yaml_implicit_resolvers = {
            first: [each for each in kinds if each[0] != "tag:yaml.org,2002:timestamp"]
            for first, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(text, Editor)  # noqa: S506


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_editor_accepts_the_library(path):
    assert wrong(seen(path.read_text(encoding="utf-8")), SCHEMA) == []


SO = (LIBRARY / "hai-duong-2405-2024" / "so.yaml").read_text(encoding="utf-8")
KHUNG = (LIBRARY / "ha-noi-920-2024" / "huyen.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "written", "instead", "says"),
    [
        (SO, "format: 1\n", "format: 2\n", "none of ['1', 1]"),
        (SO, "level: sở\n", "lever: sở\n", "unknown lever"),
        (SO, "level: sở\n", "", "no level"),
        (SO, "max: 300\n", "max: ba trăm\n", "is not like"),
        (SO, "title: Nhận thức số", "title: [Nhận thức số]", "is no"),
        (SO, "level: sở\n", "level: sở\ndefault_appraisers: [A]\n", "unknown default_appraisers"),
        (KHUNG, "sources:\n", "nguon:\n", "no sources"),
        (KHUNG, "status: frame\n", "status: khung\n", "none of ['complete']"),
        (KHUNG, "status: frame\n", "", "no max"),
    ],
)
def test_an_editor_shows_what_is_wrong(text, written, instead, says):
    assert written in text

    assert any(says in each for each in wrong(seen(text.replace(written, instead, 1)), SCHEMA))


def test_the_schema_beside_the_library_is_the_one_the_command_writes():
    committed = (LIBRARY / "index-set.schema.json").read_text(encoding="utf-8")

    assert committed == json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n", (
        "write it anew: opendti indexset schema > indexsets/index-set.schema.json"
    )


def test_no_english_word_of_ours_is_shown():
    definitions = SCHEMA["definitions"]

    assert not any("description" in each or "title" in each for each in definitions.values())
    assert "title" in definitions["Component"]["properties"], "a key of the format, not the schema's own word"
