import pytest

from tests.cli.small import ANSWERS


@pytest.fixture
def explained(run, file):
    def explained(item, unit="Sở Y tế", *words):
        return run("explain", "tinh-thu/so", file(ANSWERS), "--unit", unit, "--item", item, *words)

    return explained


def test_a_component_is_written_out(explained):
    out = explained("5.1").out

    assert out.startswith("Sở Y tế\n5.1 Hệ thống được duyệt\n2,86/10 điểm.")
    assert "Giá trị đúng: 20/7" in out
    assert "1/QĐ-UBND, Phụ lục 1, mục 5.1" in out


def test_min_max_is_told_against_the_whole_group(explained):
    assert "5,00/10" in explained("5.2").out


def test_json_says_the_same(explained):
    told = explained("5.1", "Sở Y tế", "--format", "json").json

    assert (told["unit"], told["code"], told["exact"]) == ("Sở Y tế", "5.1", "20/7")


def test_a_main_index_and_a_group_are_sums(explained):
    assert "4.1 Cộng hai phần: 7,50/20" in explained("4").out
    group = explained("I", "Sở Y tế", "--format", "json").json
    assert (group["exact"], group["max"], group["percent_exact"]) == ("425/14", "60", "2125/42")


@pytest.mark.parametrize("item", ["tổng", "Tổng", "tong", "to\u0302\u0309ng"])
def test_the_whole_is_a_sum_with_its_percentage(explained, item):
    out = explained(item, "Sở Nội vụ").out

    assert "10,00/90 điểm" in out
    assert "100 × 10 ÷ 90 = 100/9 ≈ 11,11 %" in out


def test_a_part_of_an_excluded_component_is_told(run, file):
    answers = file(f"{ANSWERS}Sở C,4.1,excluded,yes\n")

    out = run("explain", "tinh-thu/so", answers, "--unit", "Sở C", "--item", "4.1.1").out

    assert "Không đánh giá" in out


@pytest.mark.parametrize(
    ("item", "unit", "says"),
    [
        ("5.9", "Sở Y tế", "Không có mục “5.9”"),
        ("I.8", "Sở Y tế", "thông tin chung"),
        ("5.1", "Sở Y Tế", "Có phải: Sở Y tế"),
    ],
)
def test_what_there_is_not_is_told(explained, item, unit, says):
    ran = explained(item, unit)

    assert ran.status == 2
    assert says in ran.err
