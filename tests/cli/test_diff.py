"""`opendti indexset diff` on the small set and the same with other points."""

import pytest

from tests.cli.small import SMALL


@pytest.fixture
def other(file):
    assert SMALL.count("code: 5.1") == 1
    return file(SMALL.replace("code: 5.1", "code: 5.7"), "khac.yaml")


def test_tells_in_words(run, other):
    ran = run("indexset", "diff", "tinh-thu/so", other)

    assert ran.status == 0
    assert "Chỉ số 5.1 (tinh-thu/so) nay là 5.7." in ran.out


def test_tells_as_json(run, other):
    (change,) = run("indexset", "diff", "tinh-thu/so", other, "--format", "json").json["changes"]

    assert (change["kind"], change["before_code"], change["after_code"]) == ("moved", "5.1", "5.7")


def test_nothing_differs_from_itself(run):
    assert run("indexset", "diff", "tinh-thu/so", "tinh-thu/so", "--format", "json").json["changes"] == []


def test_an_unknown_set_is_told(run):
    ran = run("indexset", "diff", "tinh-thu/so", "tinh-thu/khong-co")

    assert (ran.status, ran.out) == (2, "")
    assert "Không có bộ chỉ số “tinh-thu/khong-co”" in ran.err
