import csv
import io
import json
import re
import zipfile
from fractions import Fraction

import pytest

from opendti.people.models import Organisation
from opendti.results import exports
from opendti.results.exports import tables
from tests.results.pages import league


def csv_rows(client, name, year=2025):
    text = client.get(f"/data/{year}/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def json_rows(client, name):
    return json.loads(client.get(f"/data/2025/{name}.json").content)["dong"]


@pytest.mark.parametrize("read", [csv_rows, json_rows])
def test_ranking_again_by_the_exact_value_gives_the_same_ranks(client, published, read):
    rows = [row for row in read(client, "ranking") if row["hang"]]
    values = [Fraction(row["chi_so_dung"]) for row in rows]
    again = {row["don_vi"]: 1 + sum(each > Fraction(row["chi_so_dung"]) for each in values) for row in rows}

    assert again == {code: rank for code, rank in league.RANKS.items() if rank}
    assert again == {row["don_vi"]: int(row["hang"]) for row in rows}


def test_exact_and_shown_stand_side_by_side(client, published):
    row = next(row for row in csv_rows(client, "ranking") if row["don_vi"] == "don-vi-1")

    assert (row["chi_so_dung"], row["chi_so"]) == ("50001/4000", "12.5003")
    assert (row["diem_dung"], row["diem"], row["diem_toi_da"]) == ("50001/10000", "5.00", "40")


def test_states_are_told_apart(client, published):
    states = {(row["don_vi"], row["ma"]): row["tinh_trang"] for row in csv_rows(client, "scores")}

    assert states["so-tu-phap", "2.1"] == "khong_danh_gia"
    assert states["so-noi-vu", "1.1"] == "khong_so_lieu"
    assert states["so-y-te", "1.1"] == "co"


def test_figures_name_organisations_only(client, published):
    figures = csv_rows(client, "figures")

    assert {"don_vi": "so-y-te", "ma": "1.2", "ky_hieu": "b", "gia_tri": "40"}.items() <= figures[1].items()
    assert {row["nguon"] for row in figures} == {"Đơn vị nhập", "Thông tin chung I.1", "Chưa nhập"}


def test_a_figure_is_a_number_for_machines(client, published):
    given = {row["don_vi"]: row["gia_tri"] for row in json_rows(client, "figures") if row["ky_hieu"] == "a"}

    assert (given["don-vi-1"], given["so-y-te"], given["so-noi-vu"]) == ("50001", "20", None)
    with zipfile.ZipFile(io.BytesIO(client.get("/data/2025/figures.xlsx").content)) as book:
        assert "<v>50001</v>" in book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    ("shown", "entered"),
    [("239.586", "239586"), ("1.234,5", "1234.5"), ("−0,05", "-0.05"), ("2/3", "2/3"), ("0", "0")],
)
def test_a_figure_is_written_out_with_a_dot_and_no_separators(shown, entered):
    assert str(tables._entered(shown)) == entered  # noqa: SLF001 - every shape a figure can have
    assert tables._entered("–") is None  # noqa: SLF001


@pytest.mark.parametrize("name", exports.DATASETS)
def test_every_column_is_documented_and_filled_alike(client, published, name):
    page = client.get("/data/2025/").content.decode()
    columns = [column.name for column in exports.DATASETS[name].columns]

    assert all(f"<code>{column}</code>" in page for column in columns)
    assert list(csv_rows(client, name)[0]) == list(json_rows(client, name)[0]) == columns


def test_a_name_that_looks_like_a_formula_stays_text(client, cast):
    Organisation.objects.filter(code="so-y-te").update(name='=HYPERLINK("http://x")')
    league.publish(league.compute(cast), cast)

    assert csv_rows(client, "ranking")[0]["ten_don_vi"].startswith("'=")
    with zipfile.ZipFile(io.BytesIO(client.get("/data/2025/ranking.xlsx").content)) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_excel_holds_real_numbers_under_a_frozen_head(client, published):
    with zipfile.ZipFile(io.BytesIO(client.get("/data/2025/ranking.xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert 'state="frozen"' in sheet
    assert re.search(r'<c r="G2" s="\d+"><v>47.5</v>', sheet)


def test_an_unknown_file_is_404(client, published):
    for name in ("ranking.pdf", "people.csv", "ranking.html"):
        assert client.get(f"/data/2025/{name}").status_code == 404
