"""The same content as a page, a Word document and a PDF is the same set."""

import re
import time

import pytest

from opendti.decision_files import lines, opening, reading
from tests.decision_files import making, seeds


@pytest.fixture(scope="module")
def blocks():
    """Seed 001 with its tables as tables."""
    content = (seeds.SEEDS / "2405.txt").read_bytes()
    whole, _ = lines.rebuilt(opening.open_document(content, name="2405.txt"))
    return whole.blocks


def one_line(value: object) -> object:
    """A PDF does not tell a line that ends from one that is wrapped, so only the words are compared."""
    if isinstance(value, dict):
        return {key: one_line(each) for key, each in value.items()}
    if isinstance(value, list):
        return [one_line(each) for each in value]
    return re.sub(r"\s+", " ", value) if isinstance(value, str) else value


@pytest.mark.parametrize("make", [making.as_html, making.as_docx])
def test_a_page_and_a_word_document_give_the_same_trees(make, blocks):
    read = reading.read(make(blocks), name="quyet-dinh")

    for ours, theirs in zip(read.sets, seeds.read("2405").sets, strict=True):
        assert ours.tree == theirs.tree
        assert ours.doubts == theirs.doubts
    assert read.proposals == seeds.read("2405").proposals


def test_a_pdf_gives_the_same_trees_word_by_word(blocks):
    read = reading.read(making.as_pdf(blocks), name="quyet-dinh.pdf")

    for ours, theirs in zip(read.sets, seeds.read("2405").sets, strict=True):
        assert one_line(ours.tree) == one_line(theirs.tree)
        assert ours.doubts == theirs.doubts


@pytest.mark.parametrize("make", [making.as_html, making.as_docx, making.as_pdf])
def test_two_sets_with_84_components_are_read_within_three_seconds(make, blocks):
    content = make(blocks)
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        reading.read(content, name="quyet-dinh")
        seconds.append(time.perf_counter() - started)

    assert min(seconds) < 3
