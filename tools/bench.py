"""How fast sheets are scored, beside the same arithmetic in plain floats as the floor.

`make bench` prints it. Exact and floor run in turn in one process, so their ratio means something even
on a noisy machine; the best of a few runs counts. How
long a decision takes to be read is printed below.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

from opendti.decision_files import reading
from opendti.scoring import engine, forms, loading
from opendti.scoring.answers import Answer, Given, Sheet
from opendti.scoring.definition import Component, IndexSet

SET = Path(__file__).resolve().parents[1] / "indexsets/hai-duong-2405-2024/huyen.yaml"
DECISION = Path(__file__).resolve().parents[1] / "tests/seeds/2405.txt"
SIZES = (30, 200, 3_321)
MOST_SECONDS = 3.0
MOST_MILLISECONDS = 5.0


def sheet(index_set: IndexSet, chance: random.Random) -> Sheet:
    """A sheet that answers everything, with figures as they come: primes, not round numbers."""
    general = {
        item.code: Fraction(chance.randint(50, 900)) for item in index_set.general_items if item.is_number
    }
    answers: dict[str, Answer] = {leaf.code: answer(leaf, chance) for leaf in index_set.leaves}
    return Sheet(general, answers)


def answer(leaf: Component, chance: random.Random) -> Given:
    rule = leaf.rule
    letters = [figure.id for figure in leaf.figures]
    figures = {letter: Fraction(chance.randint(1, 900)) for letter in letters}
    if len(letters) > 1:
        figures[min(letters)] = Fraction(chance.randint(0, 400))
    match rule:
        case forms.Levels(levels=levels):
            return Given(figures, level=chance.choice(levels).id)
        case forms.Checklist(conditions=conditions):
            return Given(figures, checks=frozenset({chance.choice(conditions).id}))
        case forms.Deadline():
            return Given(figures, date=date(2024, 1, chance.randint(1, 31)))
        case forms.Expert():
            return Given(figures, points=leaf.max * chance.randint(0, 4) / 4)
    return Given(figures)


def floor(index_set: IndexSet, sheets: list[Sheet]) -> Callable[[], float]:
    """The least a program could do for these sheets: one division and one product per cell, summed up."""
    maxima = [float(leaf.max) for leaf in index_set.leaves]
    cells = [[_pair(given) for given in each.answers.values()] for each in sheets]

    def run() -> float:
        whole = 0.0
        for row in cells:
            points = [min(a / b, 1.0) * most for (a, b), most in zip(row, maxima, strict=True)]
            whole += sum(points)
        return whole

    return run


def _pair(given: Answer) -> tuple[float, float]:
    figures = [float(value) for value in given.figures.values()] if isinstance(given, Given) else []
    return (figures[0], max(figures[-1], 1.0)) if figures else (1.0, 2.0)


def best(run: Callable[[], object], times: int) -> float:
    """The seconds of the fastest of `times` runs."""
    seconds = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> int:
    index_set = loading.load(SET)
    width = sum(1 for _ in index_set.components)
    chance = random.Random(2405)  # noqa: S311 - the same sheets every time, nothing secret
    sheets = [sheet(index_set, chance) for _ in range(max(SIZES))]
    single = best(lambda: engine.score(index_set, sheets[0]), 50) * 1_000

    print(f"{index_set.code}: {width} components, exact fractions against plain floats")
    print("  units     cells   exact s     cells/s  floats s      cells/s   ratio")
    slowest = 0.0
    for size in SIZES:
        chosen = sheets[:size]
        units = dict(enumerate(chosen))
        times = 3 if size > 1_000 else 10
        exact = best(lambda units=units: engine.score_group(index_set, units), times)  # type: ignore[misc]
        plain = best(floor(index_set, chosen), times)
        cells, slowest = size * width, max(slowest, exact)
        print(
            f"{size:>7} {cells:>9,} {exact:>9.3f} {cells / exact:>11,.0f} "
            f"{plain:>9.4f} {cells / plain:>12,.0f} {exact / plain:>6.1f}×"
        )
    print(f"one sheet: {single:.2f} ms (at most {MOST_MILLISECONDS:g})")
    print(f"{max(SIZES):,} sheets: {slowest:.2f} s (at most {MOST_SECONDS:g})")
    content = DECISION.read_bytes()
    imported = best(lambda: reading.read(content, name=DECISION.name), 3)
    print(f"import of a decision with 84 components: {imported:.2f} s (at most {MOST_SECONDS:g})")
    return int(max(slowest, imported) > MOST_SECONDS or single > MOST_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
