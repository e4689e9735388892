"""The format as JSON Schema, by which an editor completes and checks an index-set file while it is written.

An editor reads YAML as YAML: `max: 20` is a number to it, `id: yes` may be a truth value. We read every
scalar as the text that stands there, so wherever a text is wanted the schema allows those too.
"""

from __future__ import annotations

from pydantic import TypeAdapter

from . import frames
from .definition import IndexSet

Schema = dict[str, object]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect the YAML editors know best."""

SCALARS = ["string", "number", "boolean"]

LEFT_OUT = ("title", "description", "default", "discriminator")
"""What says nothing to an editor, or says it in English."""


def json_schema() -> Schema:
    """The schema of an index-set file: of a frame where it says `status: frame`, else of a whole set."""
    adapters = [("set", "validation", TypeAdapter(IndexSet)), ("frame", "validation", frames.adapter())]
    _, whole = TypeAdapter.json_schemas(adapters, ref_template="#/definitions/{model}")  # type: ignore[arg-type]
    found = {name: _as_an_editor_sees(each) for name, each in whole["$defs"].items()}
    return {
        "$schema": DIALECT,
        "title": "Bộ chỉ số OpenDTI",
        "if": {"required": ["status"], "properties": {"status": {"const": frames.STATUS}}},
        "then": {"$ref": "#/definitions/Frame"},
        "else": {"$ref": "#/definitions/IndexSet"},
        "definitions": found,
    }


def _as_an_editor_sees(schema: object) -> object:
    """The same without English words and without null, and with every text as any scalar."""
    if isinstance(schema, list):
        return [_as_an_editor_sees(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if each != {"type": "null"}]
        return _as_an_editor_sees(kinds[0]) if len(kinds) == 1 else {"anyOf": _as_an_editor_sees(kinds)}
    kept = {key: value for key, value in schema.items() if key not in LEFT_OUT}
    seen = {
        key: {name: _as_an_editor_sees(each) for name, each in value.items()}
        if key == "properties" and isinstance(value, dict)
        else _as_an_editor_sees(value)
        for key, value in kept.items()
    }
    return _scalar(seen) if seen.get("type") == "string" else seen


def _scalar(text: Schema) -> Schema:
    """What allows a text, as what allows any scalar written the same; a fixed “1” may be the number 1."""
    fixed = text.get("enum", [text["const"]] if "const" in text else None)
    if isinstance(fixed, list):
        return {"enum": [*fixed, *(int(each) for each in fixed if str(each).isdigit())]}
    return {**text, "type": SCALARS}
