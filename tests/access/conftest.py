"""The world of two provinces (tests/provinces.py), by phase."""

import pytest

from tests.provinces import PHASES, World, build


@pytest.fixture
def filling(db) -> World:
    return build(PHASES[0])


@pytest.fixture
def appraising(db) -> World:
    return build(PHASES[1])


@pytest.fixture
def published(db) -> World:
    return build(PHASES[2])
