import pytest

from opendti.results.models import Publication

ADDRESSES = [
    "/",
    "/results/2025/so/",
    "/results/2025/so/so-y-te/",
    "/results/2025/so/so-y-te/why/total/",
    "/method/2025/",
    "/data/2025/",
    "/data/2025/ranking.csv",
    "/data/2025/scores.json",
    "/data/2025/ranking.xlsx",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_is_kept_by_shared_caches_and_asked_for_by_digest(client, published, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert not first.cookies


def test_a_change_gives_a_new_digest(client, published):
    before = client.get("/")["ETag"]
    Publication.objects.filter(pk=published.pk).update(decision_number="513/QĐ-UBND")

    assert client.get("/", headers={"If-None-Match": before}).status_code == 200


def test_the_empty_page_gives_way_to_the_first_publication(client, db):
    empty = client.get("/")

    assert "Chưa có kết quả" in empty.content.decode()
    assert empty["Cache-Control"] == "public, max-age=300"


def test_looks_the_same_to_everybody(client, cast, published):
    page = client.get("/").content
    client.force_login(cast.quang)

    assert client.get("/").content == page
