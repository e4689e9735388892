"""Whatever a document says, what is read loads as a set or a frame, or the document is refused."""

import contextlib
import random

import pytest

from opendti.decision_files import opening, reading, reporting
from opendti.decision_files.document import DecisionFileError
from opendti.scoring import frames, loading
from tests.decision_files import seeds

NAMES = ("2405", "297", "ha-nam", "ha-noi", "ninh-thuan")


def spoiled(text: str, chance: random.Random) -> str:
    """The text with lines lost, doubled, swapped and put where they do not belong."""
    lines = text.split("\n")
    for _ in range(chance.randint(5, 60)):
        place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[place]
            case 1:
                lines[place] = lines[other]
            case 2:
                lines.insert(place, lines[other])
            case _:
                lines[place], lines[other] = lines[other], lines[place]
    return "\n".join(lines)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", range(6))
def test_a_spoiled_document_still_gives_what_loads_or_is_refused(name, number):
    text = (seeds.SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    content = spoiled(text, random.Random(f"{name} {number}")).encode()
    read = None
    with contextlib.suppress(DecisionFileError):
        read = reading.read_document(opening.open_document(content, name=name))
    if read is None:
        return

    reporting.report(read)
    for each in read.sets:
        build = frames.build if frames.is_frame(each.tree) else loading.build
        build(each.tree, name=name)
