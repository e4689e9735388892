"""Small index sets for tests, read through `loading` as files are."""

import json
from fractions import Fraction
from functools import lru_cache

from opendti.scoring import engine, loading
from opendti.scoring.answers import Given, Sheet

DECISION = {
    "number": "1/QĐ-UBND",
    "issued_on": "2024-09-13",
    "authority": "Chủ tịch UBND tỉnh",
    "place": "Hải Dương",
    "title": "Bộ chỉ số thử",
    "annex": "Phụ lục 1",
}


def component(code, rule, worth="10", figures="", **others):
    """A component as it stands in a file; each letter of `figures` is a count."""
    counts = [{"id": letter, "label": f"Số {letter}", "unit": "cái"} for letter in figures]
    return {
        "code": code,
        "title": f"Thành phần {code}",
        "max": worth,
        "figures": counts,
        "rule": rule,
        **others,
    }


def document(mains, weights=(), **others):
    """A whole file as plain values: one group, one main index per list of components."""
    indexes = [
        {"code": str(number), "title": f"Chỉ số {number}", "max": "0", "components": components}
        for number, components in enumerate(mains, start=1)
    ]
    for index, weight in zip(indexes, weights, strict=False):
        index["weight"] = weight
    group = {"code": "I", "title": "Nhóm I", "max": "0", "main_indexes": indexes}
    whole = {"format": "1", "code": "thu/so", "title": "Bộ thử", "level": "sở", "year": "2024", "max": "0"}
    return {**whole, "decision": DECISION, "groups": [group], **others}


def read(plain):
    return _read(json.dumps(plain, ensure_ascii=False))


@lru_cache(maxsize=256)
def _read(text):
    return loading.read(text, name="thu.yaml")


def index_set(*mains, **others):
    return read(document(mains, **others))


def one(rule, worth="10", figures="abcdn", **others):
    """A set of a single component, 1.1."""
    return index_set([component("1.1", rule, worth, figures, **others)])


def numbers(values):
    return {name: Fraction(value) for name, value in values.items()}


def given(level=None, checks=(), date=None, points=None, **figures):
    exact = None if points is None else Fraction(points)
    return Given(numbers(figures), level, frozenset(checks), date, exact)


def score_one(rule, answer=None, worth="10", **figures):
    """The scored component 1.1 of a set that has no other."""
    sheet = Sheet(answers={"1.1": answer or given(**figures)})
    return engine.score(one(rule, worth), sheet).find("1.1")


def score_units(rule, units, worth="10"):
    """The scored component 1.1 of each unit of a ranking group; None for one that answered nothing."""
    sheets = {
        unit: Sheet(answers={} if answer is None else {"1.1": answer}) for unit, answer in units.items()
    }
    scored = engine.score_group(one(rule, worth), sheets)
    return {unit: node.find("1.1") for unit, node in scored.items()}


def flags(node):
    return [flag.code.value for flag in node.flags]
