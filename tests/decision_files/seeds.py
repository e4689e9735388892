"""The official documents that tests read, each read once."""

from functools import cache
from pathlib import Path

from opendti.decision_files import reading
from opendti.decision_files.reading import Reading, SetReading

SEEDS = Path(__file__).parents[1] / "seeds"


@cache
def read(name: str) -> Reading:
    """The reading of a seed, such as `2405`."""
    path = SEEDS / f"{name}.txt"
    return reading.read(path.read_bytes(), name=path.name)


def the_set(name: str, slug: str) -> SetReading:
    """The set of a seed whose code ends in a slug, such as `so`."""
    return next(each for each in read(name).sets if str(each.tree["code"]).endswith(f"/{slug}"))
