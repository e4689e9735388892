import pytest
from django.urls import reverse


class Office:
    """Where one person works on the round: a client logged in, and the addresses of its steps."""

    def __init__(self, client, cast, user):
        self.client, self.cast = client, cast
        client.force_login(user)

    def show(self, **query):
        return self.client.get(reverse("assessment:round", args=[self.cast.round.slug]), query)

    def step(self, name, **sent):
        return self.client.post(reverse(name, args=[self.cast.round.slug]), sent)

    def exclude(self, **sent):
        return self.step("assessment:exclude", **sent)

    def lift(self, row):
        address = reverse("assessment:lift-exclusion", args=[self.cast.round.slug, row.pk])
        return self.client.post(address)


@pytest.fixture
def office_of(client, cast):
    """The office of anyone in the cast."""
    return lambda user: Office(client, cast, user)


@pytest.fixture
def quang(cast, office_of):
    """Quang of Sở TT&TT, who manages the round."""
    return office_of(cast.quang)
