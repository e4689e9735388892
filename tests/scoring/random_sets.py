"""Random index sets and answers for the property tests."""

from datetime import date

from hypothesis import strategies as st

from opendti.scoring.answers import Excluded, Given, NotApplicable, Sheet
from tests.scoring.sets import component, index_set

FIGURES = st.fractions(min_value=0, max_value=500, max_denominator=100)
FORMULAS = st.sampled_from(
    ["a / b", "(a + b) / (c + d)", "a / c + b / c * 1/2", "n", "n / 100", "(a - b) / c",
     "a - b", "b / (a - c)", "if b = 0 then c else a / b", "min(a, b)", "max(a, 1) / max(b, 2)"]
)  # fmt: skip
SHARES = st.sampled_from(["0", "1/3", "30%", "1/2", "70%", "1"])
MARKS = st.sampled_from(["0.25%", "1/3", "80%", "1", "10"])
ZERO = st.sampled_from([{}, {"when_zero": "full"}, {"when_zero": "none"}])
CHOICES = st.lists(SHARES, min_size=2, max_size=4).map(
    lambda worths: [{"id": f"l{n}", "label": f"Mức {n}", "worth": w} for n, w in enumerate(worths)]
)


def form(name, **fields):
    return st.fixed_dictionaries({"form": st.just(name), **fields})


def deciding_zero(rules):
    return st.builds(lambda rule, zero: {**rule, **zero}, rules, ZERO)


def rows(key, values):
    row = st.fixed_dictionaries({"at_least": MARKS, key: values})
    return st.lists(row, min_size=1, max_size=3)


CASE = st.fixed_dictionaries(
    {"label": st.just("x"), "when": st.sampled_from(["b = 0", "b > 0", "a >= c and b != 1"]), "of": FORMULAS}
)
RULES = st.one_of(
    form("levels", levels=CHOICES),
    form("checklist", conditions=CHOICES),
    deciding_zero(form("ratio", of=FORMULAS, full_at=MARKS)),
    deciding_zero(form("all_or_nothing", of=FORMULAS, at=MARKS)),
    deciding_zero(form("bands", of=FORMULAS, bands=rows("worth", SHARES))),
    form("steps", of=FORMULAS, steps=rows("points", st.sampled_from(["0", "2.5", "10", "60"]))),
    form("cases", cases=st.lists(CASE, min_size=1, max_size=3)),
    form("min_max", of=FORMULAS, scale=st.sampled_from(["min_max", "share_of_best"]),
         better=st.sampled_from(["higher", "lower"])),
    form("per_item", of=FORMULAS, points=st.sampled_from(["0.5", "2"])),
    form("best_of", of=st.lists(FORMULAS, min_size=2, max_size=3)),
    form("deadline", before=st.sampled_from(["15/01", "31/12"])),
    form("expert"),
    form("formula", points=FORMULAS),
)  # fmt: skip


@st.composite
def index_sets(draw, effects=("score",)):
    mains = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        leaves = []
        for position in range(1, draw(st.integers(1, 4)) + 1):
            maximum = draw(st.sampled_from(["0", "2.5", "10", "20"]))
            effect = draw(st.sampled_from(effects))
            leaves.append(component(f"{number}.{position}", draw(RULES), maximum, "abcdn", effect=effect))
        parts = [component(f"{number}.9.{p}", draw(RULES), "5", "abcdn") for p in (1, 2)]
        if draw(st.booleans()):
            leaves.append(component(f"{number}.9", {"form": "sum"}, "10") | {"parts": parts})
        mains.append(leaves)
    return index_set(*mains)


def given_answers():
    return st.builds(
        Given,
        figures=st.dictionaries(st.sampled_from("abcdn"), FIGURES),
        level=st.sampled_from([None, "l0", "l1", "none", "gì đó"]),
        checks=st.frozensets(st.sampled_from(["l0", "l1", "l2"])),
        date=st.none() | st.dates(date(2023, 1, 1), date(2025, 1, 1)),
        points=st.none() | FIGURES,
    )


ANSWERS = st.one_of(given_answers(), given_answers(), st.just(Excluded()), st.just(NotApplicable()))


@st.composite
def sheets(draw, index):
    codes = [leaf.code for leaf in index.leaves]
    return Sheet({}, draw(st.dictionaries(st.sampled_from(codes), ANSWERS)))


@st.composite
def groups(draw, effects=("score",), least=1):
    """An index set and the sheets of some units."""
    index = draw(index_sets(effects))
    units = draw(st.integers(least, 4))
    return index, {f"u{number}": draw(sheets(index)) for number in range(units)}
