"""Decision 2405/QĐ-UBND itself, scored from a CSV file; every fraction computed by hand."""

from pathlib import Path

import pytest

INDEX_SETS = Path(__file__).resolve().parents[2] / "indexsets"

# Points by component, of the maximum in the decision:
#  1.1 deputy: 1/2 of 20 = 10              4.3 16/(40 + 24) of 10 = 5/2
#  1.2 (2/6 + 3/6 × 1/2) of 10 = 35/6      5.1 3/7 of 10 = 30/7
#  1.3 7/10 of 10 = 7                      5.2 2/3 of 10 = 20/3
#  1.4 one of two: 5                       5.3 no server: 10
#  2.1 10, 2.2 before 15/01: 20            5.4 45/60 of 10 = 15/2
#  3.1 60/(40 + 24) of 10 = 75/8           5.5 half: 5, 5.6 full: 10
#  3.2 60/60 of 10 = 10                    5.7 b = 0 and 7 of 7: 10
#  4.1 yes: 5, 4.2 no: 0
#  6.1 900/1200 of 20 = 15                 6.3 500/1000 of 20 = 10
#  6.2 20/30 of 20 = 40/3                  6.4 86.5 % of 20 = 173/10      6.5 excluded
#
# Main indexes: 167/6, 30, 155/8, 15/2, 2245/42; group I 7737/56; group II 1669/30 of 80.
# In all 162787/840 of 280, which is 100 × 162787/840 ÷ 280 = 162787/2352 percent.
DEPARTMENT = """\
unit,item,field,value
Sở Y tế,I.1,value,Sở Y tế
Sở Y tế,I.4,value,40
Sở Y tế,I.5,value,24
Sở Y tế,I.6,value,0
Sở Y tế,I.7,value,60
Sở Y tế,I.8,value,7
Sở Y tế,1.1,level,deputy
Sở Y tế,1.2,a,2
Sở Y tế,1.2,b,3
Sở Y tế,1.2,c,6
Sở Y tế,1.3,n,7
Sở Y tế,1.4,check,sections
Sở Y tế,2.1,level,yes
Sở Y tế,2.2,date,10/01/2024
Sở Y tế,3.1,a,60
Sở Y tế,3.2,a,60
Sở Y tế,4.1,level,yes
Sở Y tế,4.2,level,no
Sở Y tế,4.3,a,16
Sở Y tế,5.1,a,3
Sở Y tế,5.2,a,2
Sở Y tế,5.2,b,3
Sở Y tế,5.4,a,45
Sở Y tế,5.5,level,partial
Sở Y tế,5.6,level,full
Sở Y tế,5.7,b,0
Sở Y tế,5.7,c,7
Sở Y tế,6.1,a,900
Sở Y tế,6.1,b,1.200
Sở Y tế,6.2,a,10
Sở Y tế,6.2,b,20
Sở Y tế,6.2,c,5
Sở Y tế,6.2,d,15
Sở Y tế,6.3,a,1000
Sở Y tế,6.3,b,200
Sở Y tế,6.3,c,300
Sở Y tế,6.4,n,"86,5"
Sở Y tế,6.5,excluded,yes
Sở Nội vụ,1.1,level,head
"""

# 3.6 = 3.6.1 + 3.6.2: 10/30 of 2.5 = 5/6; 3.6.2 missing. 1.1 the head: its maximum.
DISTRICT = """\
unit,item,field,value
Chí Linh,3.6.1,a,10
Chí Linh,3.6.1,b,30
"""


@pytest.fixture(autouse=True)
def real_library(monkeypatch, library):
    monkeypatch.setenv("OPENDTI_INDEXSETS", str(INDEX_SETS))


def test_a_department_gets_its_fractions(run, file):
    answers = file(DEPARTMENT)

    ran = run("score", "hai-duong-2405-2024/so", answers, "--decimal", "comma", "--format", "json")

    first, second = ran.json["units"]
    points = {code: node["points"]["exact"] for code, node in first["components"].items()}
    assert points == {
        "1.1": "10", "1.2": "35/6", "1.3": "7", "1.4": "5", "2.1": "10", "2.2": "20", "3.1": "75/8",
        "3.2": "10", "4.1": "5", "4.2": "0", "4.3": "5/2", "5.1": "30/7", "5.2": "20/3", "5.3": "10",
        "5.4": "15/2", "5.5": "5", "5.6": "10", "5.7": "10", "6.1": "15", "6.2": "40/3", "6.3": "10",
        "6.4": "173/10", "6.5": "0",
    }  # fmt: skip
    assert {code: node["points"]["exact"] for code, node in first["main_indexes"].items()} == {
        "1": "167/6", "2": "30", "3": "155/8", "4": "15/2", "5": "2245/42", "6": "1669/30",
    }  # fmt: skip
    assert first["groups"]["I"]["points"]["exact"] == "7737/56"
    assert first["groups"]["II"]["max"] == "80"
    assert first["points"] == {"exact": "162787/840", "shown": "193,79"}
    assert (first["max"], first["percent"]) == ("280", {"exact": "162787/2352", "shown": "69,21"})
    assert (first["rank"], first["class"], second["rank"]) == (1, None, 2)
    assert (second["points"]["exact"], second["percent"]["exact"]) == ("20", "20/3")


def test_a_district_adds_up_parts(run, file):
    ran = run("score", "hai-duong-2405-2024/huyen", file(DISTRICT), "--format", "json")

    components = ran.json["units"][0]["components"]
    assert components["3.6.1"]["points"]["exact"] == components["3.6"]["points"]["exact"] == "5/6"
    assert components["3.6.2"]["state"] == "missing"
    assert ran.json["units"][0]["max"] == "600"


@pytest.mark.parametrize(("level", "count", "points"), [("so", 23, 300), ("huyen", 61, 600)])
def test_show_lists_every_component(run, level, count, points):
    shown = run("indexset", "show", f"hai-duong-2405-2024/{level}", "--format", "json").json

    tops = [each for each in shown["components"] if each["parent"] is None]
    assert (len(tops), shown["max"]) == (count, str(points))


def test_every_component_can_be_explained(run, file):
    path = file(DEPARTMENT)
    shown = run("indexset", "show", "hai-duong-2405-2024/so", "--format", "json").json

    for code in [each["code"] for each in shown["components"]] + ["5", "I", "tổng"]:
        words = ("--decimal", "comma", "--unit", "Sở Y tế", "--item", code)
        ran = run("explain", "hai-duong-2405-2024/so", path, *words)
        assert (ran.status, ran.err) == (0, "")
        assert "2405/QĐ-UBND, Phụ lục 1" in ran.out


@pytest.mark.parametrize("level", ["so", "huyen"])
def test_every_doubt_about_the_decision_is_answered(run, level):
    assert run("indexset", "lint", f"hai-duong-2405-2024/{level}").status == 0
