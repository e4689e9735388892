import pytest

from tests.results.pages import league


@pytest.fixture
def computed(cast):
    return league.compute(cast)


@pytest.fixture
def office(client, cast):
    """The browser of Quang, who manages the round."""
    client.force_login(cast.quang)
    return client
