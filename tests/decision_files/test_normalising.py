import unicodedata

import pytest

from opendti.decision_files import normalising


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("  Điểm\u00a0tối\u2003đa \t=\u3000a/b ", "Điểm tối đa = a/b"),
        (unicodedata.normalize("NFD", "Thể chế số – ỗ ậ ữ"), "Thể chế số – ỗ ậ ữ"),
        ("Đi\u00adểm t\u200bối\u2060 \ufeffđa", "Điểm tối đa"),
        ("Ðiểm tối ða", "Điểm tối đa"),
        ("ngƣời đƣợc phụ trách", "người được phụ trách"),
        ("Sở Ｎội vụ： ８０％", "Sở Nội vụ: 80%"),
        ("•Đã ban hành", "- Đã ban hành"),
        ("\uf0b7  Tỷ lệ \uf0b3 80%", "- Tỷ lệ ≥ 80%"),
        ("𝑎/𝑏 * Điểm", "a/b * Điểm"),
        # Cyrillic letters in Vietnamese words.
        ("Сhuyển đổi, Тài сhính", "Chuyển đổi, Tài chính"),
        ("ВỘ СНỈ ЅỐ", "BỘ CHỈ SỐ"),
        ("Điểm = а/с", "Điểm = a/c"),
        ("tỷ lệ х điểm", "tỷ lệ x điểm"),
    ],
)
def test_letters_that_look_alike_are_written_alike(given, line):
    assert normalising.line(given) == unicodedata.normalize("NFC", line)


@pytest.mark.parametrize(
    "text",
    [
        "“Điểm tự đánh giá” – 0,7 % ≥ ½ × m²",
        "Москва",
        "Σ (α + β)",
        "Chuyển đổi số - DTI",
        "Điểm = Ω",
        "a ≤ 0.25%",
    ],
)
def test_the_rest_stays_as_printed(text):
    assert normalising.line(text) == text


def test_normalising_twice_changes_nothing():
    text = "•  Ðiểm\u00a0tối ðа ＝ 𝑎"

    assert normalising.line(normalising.line(text)) == normalising.line(text)


def test_lines_part_at_every_kind_of_break():
    assert normalising.lines("a\r\nb\n\n c\vd\u2028e\x85 \n") == ["a", "b", "c", "d", "e"]
