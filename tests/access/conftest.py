"""The world of two provinces (tests/provinces.py), by phase."""

import pytest

from tests.kept import kept
from tests.provinces import PHASES, World, build


@pytest.fixture
def filling(db) -> World:
    return kept(PHASES[0], lambda: build(PHASES[0]))


@pytest.fixture
def appraising(db) -> World:
    return kept(PHASES[1], lambda: build(PHASES[1]))


@pytest.fixture
def published(db) -> World:
    return kept(PHASES[2], lambda: build(PHASES[2]))
