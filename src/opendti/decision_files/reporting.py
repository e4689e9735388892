"""The report of a reading: what was read of each component, how surely, and everything that does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from opendti.scoring import frame_linting, frames, linting, loading
from opendti.scoring.linting import Finding

from .reading import ComponentReading, Doubt, Reading, SetReading

Plain = dict[str, object]


def report(reading: Reading) -> Plain:
    """All of a reading as plain values for JSON."""
    return {
        "document": reading.name,
        "kind": reading.kind,
        "decision": reading.identity,
        "sets": [_set(each) for each in reading.sets],
        "proposals": [asdict(each) for each in reading.proposals],
        "assignments": [asdict(each) for each in reading.assignments],
        "doubts": [asdict(each) for each in reading.doubts],
    }


def _set(each: SetReading) -> Plain:
    return {
        "code": each.tree["code"],
        "title": each.tree["title"],
        "level": each.tree["level"],
        "status": each.tree.get("status", "complete"),
        "counts": counts(each),
        "components": [_component(component) for component in each.components],
        "doubts": [asdict(doubt) for doubt in each.doubts],
        "findings": [asdict(finding) for finding in findings(each)],
    }


def _component(each: ComponentReading) -> Plain:
    item = each.item
    return {
        "code": each.code,
        "title": item.get("title"),
        "max": item.get("max"),
        "appraisers": item.get("appraisers", []),
        "printed": [list(pair) for pair in each.printed],
        "figures": item.get("figures", []),
        "rule": item.get("rule"),
        "certainty": each.certainty,
        "said": each.said,
        "reasons": list(each.reasons),
    }


def counts(each: SetReading) -> dict[str, int]:
    """How many were read: `components` without parts, `rows` with them, `sure` and `to_review`."""
    tops = [component for component in each.components if component.code.count(".") == 1]
    unsure = sum(bool(component.reasons) for component in each.components)
    return {
        "components": len(tops), "rows": len(each.components), "sure": len(each.components) - unsure,
        "to_review": unsure,
    }  # fmt: skip


def findings(each: SetReading) -> list[Finding]:
    """What the linter says of the set as read."""
    name = str(each.tree.get("code"))
    if frames.is_frame(each.tree):
        return frame_linting.lint(frames.build(each.tree, name=name))
    return linting.lint(loading.build(each.tree, name=name))


def inconsistencies(each: SetReading) -> list[str]:
    """Everything that does not fit, one line for each kind: its first message and all its places.

    What waits for a person component by component is left out; `counts` has it.
    """
    found: list[tuple[str, str, str]] = [(doubt.code, doubt.at, doubt.message) for doubt in each.doubts]
    found += [(f.code, f.at, f.message) for f in findings(each) if f.code != "needs-review"]
    return _grouped(found)


def told(doubts: Sequence[Doubt]) -> list[str]:
    """Doubts of the whole document, one line for each kind."""
    return _grouped([(doubt.code, doubt.at, doubt.message) for doubt in doubts])


def _grouped(found: Iterable[tuple[str, str, str]]) -> list[str]:
    found = list(found)
    times = Counter(code for code, _, _ in found)
    lines = []
    for code in times:
        messages = [message for other, _, message in found if other == code]
        places = [at for other, at, _ in found if other == code and at]
        listed = f" ({times[code]} chỗ: {', '.join(places)})" if times[code] > 1 and places else ""
        more = f" (và {times[code] - 1} chỗ khác)" if times[code] > 1 and not places else ""
        lines.append(f"[{code}] {messages[0]}{listed}{more}")
    return lines
