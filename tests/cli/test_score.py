import csv
import io

import pytest

from tests.cli.small import ANSWERS


@pytest.fixture
def scored(run, file):
    def scored(content=ANSWERS, *words):
        ran = run("score", "tinh-thu/so", file(content), "--format", "json", *words)
        assert (ran.status, ran.err) == (0, "")
        return ran.json

    return scored


def test_a_group_is_scored_exactly(scored):
    found = scored()

    assert (found["index_set"], found["year"]) == ("tinh-thu/so", 2024)
    first, second = found["units"]
    assert first["unit"] == "Sở Y tế"
    assert first["points"] == {"exact": "1878/35", "shown": "53,66"}
    assert first["max"] == "100"
    assert first["percent"] == {"exact": "1878/35", "shown": "53,66"}
    assert (first["rank"], first["class"]) == (1, "Khởi động")
    assert second["points"] == {"exact": "10", "shown": "10,00"}
    assert second["max"] == "90"
    assert second["percent"] == {"exact": "100/9", "shown": "11,11"}
    assert second["rank"] == 2


def test_each_component_tells_its_points_state_and_flags(scored):
    first, second = (unit["components"] for unit in scored()["units"])

    assert list(first) == ["4.1", "4.1.1", "4.1.2", "5.1", "5.2", "5.3", "5.4", "6.1", "6.10"]
    assert first["5.1"] == {
        "points": {"exact": "20/7", "shown": "2,86"}, "max": "10", "state": "scored", "flags": [],
    }  # fmt: skip
    assert first["4.1"]["points"]["exact"] == "15/2"
    assert first["4.1.2"]["points"]["exact"] == "5/2"
    assert second["5.1"]["state"] == "excluded"
    assert second["5.1"]["max"] == "0"
    assert second["6.1"] == {
        "points": {"exact": "0", "shown": "0,00"}, "max": "20", "state": "missing", "flags": ["missing"],
    }  # fmt: skip


def test_main_indexes_and_groups_are_there_too(scored):
    first = scored()["units"][0]

    assert first["main_indexes"]["4"]["points"]["exact"] == "15/2"
    assert first["main_indexes"]["4"]["max"] == "20"
    # 20/7 + 5 + 5 + 10 + 15/2 = 425/14
    assert first["groups"]["I"]["points"]["exact"] == "425/14"
    assert first["groups"]["II"]["points"]["exact"] == "233/10"


def test_parts_of_an_excluded_component_are_excluded_with_it(scored):
    unit = scored(f"{ANSWERS}Sở C,4.1,excluded,yes\n")["units"][-1]

    assert {unit["components"][code]["state"] for code in ("4.1", "4.1.1", "4.1.2")} == {"excluded"}


def test_equal_units_share_a_rank_and_unranked_ones_come_last(scored):
    rows = "".join(f"{unit},6.10,n,{n}\n" for unit, n in (("A", 9), ("B", 5), ("C", 7), ("D", 7), ("E", 1)))

    units = scored(f"unit,item,field,value\n{rows}", "--unranked", "A")["units"]

    assert [(unit["unit"], unit["rank"]) for unit in units] == [
        ("C", 1), ("D", 1), ("B", 3), ("E", 4), ("A", None),
    ]  # fmt: skip


def test_values_that_differ_look_different(scored):
    # 20 × n/100 of 100 points: 0.0200, 0.0202 and 10 percent.
    units = scored("unit,item,field,value\nA,6.1,n,0.1\nB,6.1,n,0.101\nC,6.1,n,50\n")["units"]

    assert [unit["percent"]["shown"] for unit in units] == ["10,00", "0,0202", "0,0200"]


def test_a_unit_with_nothing_to_reach_has_neither_percent_nor_rank(scored):
    codes = ("5.1", "5.2", "5.3", "5.4", "4.1", "6.1", "6.10")
    rows = "".join(f"A,{code},excluded,có\n" for code in codes)

    unit = scored(f"unit,item,field,value\n{rows}B,6.10,n,1\n")["units"][-1]

    assert (unit["unit"], unit["percent"], unit["rank"], unit["class"]) == ("A", None, None, None)


def test_a_unit_with_only_general_information_is_a_unit(scored):
    unit = scored("unit,item,field,value\nA,I.8,value,7\n")["units"][0]

    assert (unit["points"]["exact"], unit["max"]) == ("0", "100")


def test_the_year_moves_the_deadline(scored):
    late = scored(ANSWERS, "--year", "2023")

    assert late["year"] == 2023
    assert late["units"][0]["components"]["5.4"]["points"]["exact"] == "0"


@pytest.mark.parametrize(("sign", "points"), [("comma", "10"), ("dot", "617/50000")])
def test_decimal_says_how_a_number_is_read(scored, sign, points):
    # The share of the best, of 10 points: 1234 is the best itself, 1,234 is 1.234/1000 × 10 = 617/50000.
    content = "unit,item,field,value\nA,5.2,n,1.234\nB,5.2,n,1000\n"

    found = {unit["unit"]: unit for unit in scored(content, "--decimal", sign)["units"]}

    assert found["A"]["components"]["5.2"]["points"]["exact"] == points


def test_the_table_ranks_and_warns_in_vietnamese(run, file):
    out = run("score", "tinh-thu/so", file(ANSWERS)).out

    lines = out.splitlines()
    assert lines[0].split()[:3] == ["Hạng", "Đơn", "vị"]
    assert "  ".join(lines[2].split()) == "1  Sở  Y  tế  53,66  100  53,66  Khởi  động  7,50  22,86  23,30"
    assert "Sở Nội vụ: Không có số liệu n, tính 0 điểm (6.1, 6.10)" in lines


def test_the_csv_has_a_line_for_each_unit(run, file):
    rows = list(
        csv.DictReader(io.StringIO(run("score", "tinh-thu/so", file(ANSWERS), "--format", "csv").out))
    )

    assert [row["Đơn vị"] for row in rows] == ["Sở Y tế", "Sở Nội vụ"]
    assert (rows[0]["Hạng"], rows[0]["Điểm"], rows[0]["Điểm đúng"]) == ("1", "53,66", "1878/35")
    assert rows[1]["5.1 Hệ thống được duyệt"] == "Không đánh giá"


@pytest.mark.parametrize("unit", ["=1+1", "+A", "-A", "@A"])
def test_no_cell_of_a_csv_is_a_formula_and_the_table_shows_the_name_as_it_is(run, file, unit):
    answers = file(f"unit,item,field,value\n{unit},I.8,value,7\n")
    out = run("score", "tinh-thu/so", answers, "--format", "csv").out
    table = run("score", "tinh-thu/so", answers).out

    assert f"'{unit}" in out
    assert out.count(unit) == out.count(f"'{unit}")
    assert unit in table
    assert f"'{unit}" not in table


class TestOut:
    def test_writes_the_file_and_nothing_else(self, run, file, tmp_path):
        target = tmp_path / "kết quả.csv"

        ran = run("score", "tinh-thu/so", file(ANSWERS), "--format", "csv", "--out", target)

        assert (ran.status, ran.out) == (0, "")
        assert target.read_bytes().startswith(b"\xef\xbb\xbfH")
        assert not list(tmp_path.glob(".*"))

    def test_refuses_to_write_over_what_it_reads(self, run, file, library):
        answers, index_set = file(ANSWERS), library / "tinh-thu" / "so.yaml"

        for path in (answers, index_set):
            ran = run("score", "tinh-thu/so", answers, "--out", path)
            assert (ran.status, "không ghi đè" in ran.err) == (2, True)
        assert answers.read_text(encoding="utf-8") == ANSWERS

    def test_says_what_is_wrong_with_the_place(self, run, file, tmp_path):
        answers = file(ANSWERS)

        for path, problem in (
            (tmp_path / "no" / "x.json", "không có thư mục"),
            (tmp_path, "không phải tệp thường"),
        ):
            ran = run("score", "tinh-thu/so", answers, "--out", path)
            assert ran.status == 2
            assert problem in ran.err


def test_an_unknown_unit_to_leave_unranked_is_refused(run, file):
    ran = run("score", "tinh-thu/so", file(ANSWERS), "--unranked", "Sở Y Tê")

    assert ran.status == 2
    assert "Có phải: Sở Y tế" in ran.err


def test_a_path_will_do_for_a_code(run, file, library):
    ran = run("score", library / "tinh-thu" / "so.yaml", file(ANSWERS), "--format", "json")

    assert ran.json["index_set"] == "tinh-thu/so"
