import pytest

from tests.results.pages import league


@pytest.fixture
def computed(cast):
    return league.compute(cast)


@pytest.fixture
def published(cast, computed):
    return league.publish(computed, cast)
