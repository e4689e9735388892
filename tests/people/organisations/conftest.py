import pytest

from tests.people.organisations.places import Province


@pytest.fixture
def province(db) -> Province:
    return Province()
