import pytest
from django.urls import reverse


@pytest.fixture
def appraising(cast):
    """Sở Y tế has submitted, Sở Tư pháp has not, and the appraisers may begin."""
    return cast.appraise()


class Desk:
    """Where one person works: a client logged in, and the addresses of appraisal."""

    def __init__(self, client, cast, user):
        self.client, self.cast = client, cast
        client.force_login(user)

    def queue(self, **query):
        return self.client.get(reverse("assessment:appraisal-queue"), query)

    def item(self, code, **query):
        return self.client.get(reverse("assessment:appraise", args=[self.cast.group.pk, code]), query)

    def panel(self, code, sheet, **query):
        return self.client.get(self.address("finding", code, sheet), query)

    def conclude(self, code, sheet, verdict, *, version=0, **fields):
        sent = {"verdict": verdict, "version": str(version), **fields}
        return self.client.post(self.address("finding", code, sheet), sent)

    def adjust(self, code, sheet, *, reason="Không có quyết định", version=0, **fields):
        return self.conclude(code, sheet, "adjusted", reason=reason, version=version, **fields)

    def preview(self, code, sheet, *, htmx=True, **fields):
        headers = {"HX-Request": "true"} if htmx else {}
        sent = {"verdict": "adjusted", **fields}
        return self.client.post(self.address("preview-finding", code, sheet), sent, headers=headers)

    def accept_all(self, code):
        return self.client.post(reverse("assessment:accept-all", args=[self.cast.group.pk, code]))

    def address(self, name, code, sheet):
        return reverse(f"assessment:{name}", args=[self.cast.group.pk, code, sheet.pk])


@pytest.fixture
def desk_of(client, cast):
    """The desk of anyone in the cast."""
    return lambda user: Desk(client, cast, user)


@pytest.fixture
def nga(appraising, desk_of):
    """Nga of Sở Nội vụ, who appraises I.1, 1.1 and 2.2."""
    return desk_of(appraising.nga)
