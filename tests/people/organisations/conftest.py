import pytest

from tests.people.organisations.places import Province


@pytest.fixture
def province(db) -> Province:
    return Province()


@pytest.fixture
def at(client, province, settings):
    """The browser of one of the people, who owe no second factor here."""
    settings.OPENDTI_SECOND_FACTOR = ()

    def logged_in(name):
        client.force_login(province.people[name])
        return client

    return logged_in
