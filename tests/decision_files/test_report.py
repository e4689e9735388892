"""The report: per component what was read, how surely, from which sentence; every inconsistency."""

import json

import pytest

from opendti.decision_files import reporting
from tests.decision_files import seeds
from tests.plain import plain


@pytest.mark.parametrize("name", ["2405", "297", "ha-nam", "ha-noi", "ninh-thuan"])
def test_the_report_is_plain_json(name):
    made = reporting.report(seeds.read(name))

    assert json.loads(json.dumps(made, ensure_ascii=False)) == json.loads(json.dumps(made))
    assert made["document"] == f"{name}.txt"


def test_every_component_is_reported_with_its_cells_rule_sentence_and_certainty():
    so = plain(reporting.report(seeds.read("2405")))["sets"][0]
    found = next(each for each in so["components"] if each["code"] == "4.3")

    assert so["counts"] == {"components": 23, "rows": 23, "sure": 19, "to_review": 4}
    assert found["rule"] == {"form": "ratio", "of": "a / (b + c)"}
    assert found["certainty"] == "sure"
    assert "Tỷ lệ = a/(b+c)" in found["said"]
    assert ["Điểm tối đa", "10"] in found["printed"]
    assert found["reasons"] == []


def test_what_is_unsure_says_why():
    so = plain(reporting.report(seeds.read("2405")))["sets"][0]

    unsure = [each for each in so["components"] if each["certainty"] != "sure"]
    assert unsure
    assert all(each["reasons"] for each in unsure)


def test_inconsistencies_of_one_kind_are_told_once_with_their_places():
    told = reporting.inconsistencies(seeds.the_set("2405", "huyen"))

    assert sum(line.startswith("[foreign-evidence]") for line in told) == 1
    assert any(line.startswith("[foreign-evidence]") and "(2 chỗ: 8.8, 8.9)" in line for line in told)
    assert not any("needs-review" in line for line in told)


def test_components_and_their_parts_are_counted_apart():
    huyen = plain(reporting.report(seeds.read("2405")))["sets"][1]

    assert (huyen["counts"]["components"], huyen["counts"]["rows"]) == (61, 63)
