"""The worked cases beside an index set: read, and run through the engine."""

from pathlib import Path

import yaml

from opendti.scoring import engine, entries

LIBRARY = Path(__file__).resolve().parents[2] / "indexsets"


def cases_of(code):
    """The worked cases as text: the reader of YAML must not make numbers or truth values of them."""
    folder, name = code.split("/")
    text = (LIBRARY / folder / "cases" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506


def scored(index_set, case):
    """The score of the unit the case is about, beside its peers where it has any."""
    sheets = {"own": _sheet(index_set, case, case["given"], case.get("general", {}))}
    for number, given in enumerate(case.get("peers", [])):
        sheets[f"peer {number}"] = _sheet(index_set, case, given, {})
    return engine.score_group(index_set, sheets, year=int(case.get("year", index_set.year)))["own"]


def _sheet(index_set, case, given, general):
    rows = [*_rows(case["component"], given, general)]
    return entries.assemble(index_set, [entries.parse(index_set, *row) for row in rows])


def _rows(component, given, general):
    """As rows of an answer file: item, field, value. A part is named in its own row."""
    yield from ((item, "value", value) for item, value in general.items())
    for cell in given:
        yield cell if len(cell) == 3 else (component, *cell)
