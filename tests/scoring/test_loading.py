import json
import re
from fractions import Fraction

import pytest

from opendti.scoring import loading
from tests.scoring.sets import component, document, index_set

RATIO = component("1.1", {"form": "ratio", "of": "a / b"}, figures="ab")
LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


def problems(plain):
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, indent=1)
    with pytest.raises(loading.IndexSetError) as raised:
        loading.read(text, name="so.yaml")
    assert str(raised.value).startswith("so.yaml: ")
    return "\n".join(raised.value.problems)


def with_rule(**rule):
    return document([[component("1.1", rule, figures="ab")]])


def test_texts_stay_texts():
    main = [
        component("1.10", {"form": "expert"}, title="no"),
        component("1.1", {"form": "expert"}, title="2024-01-01"),
    ]
    read = index_set(main)

    assert [(each.code, each.title) for each in read.components] == [("1.10", "no"), ("1.1", "2024-01-01")]


def test_unquoted_scalars_are_texts_too():
    quoted = json.dumps(document([[component("1.10", {"form": "expert"}, title="no")]]), ensure_ascii=False)
    read = loading.read(quoted.replace('"1.10"', "1.10").replace('"no"', "no"), name="so.yaml")

    assert [(each.code, each.title) for each in read.components] == [("1.10", "no")]


def test_numbers_are_exact():
    read = index_set([component("1.1", {"form": "ratio", "of": "a / b", "full_at": "0.25%"}, "2.5", "ab")])
    leaf = next(read.leaves)

    assert (leaf.max, leaf.rule.full_at) == (Fraction(5, 2), Fraction(1, 400))


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ("", "Tệp trống hoặc không phải bộ chỉ số"),
        ("# chỉ có ghi chú\n", "Tệp trống"),
        ("xin chào", "Tệp trống hoặc không phải"),
        ("- a\n- b\n", "không phải bộ chỉ số"),
        ("a: [1, 2", "dòng 1, cột"),
        ("a: 1\nb:\n\t- c\n", "dòng 3, cột 1: dùng dấu cách để thụt dòng, không dùng phím Tab"),
        ("a: 1\nb: 2\na: 3\n", "dòng 3, cột 1: khoá “a” viết hai lần"),
        ('a: "x\\0"\n', "dòng 1, cột 4: có ký tự không lưu được"),
        ('"x\\ud800": 1\n', "dòng 1, cột 1: có ký tự không lưu được"),
        ("a: 1\n---\nb: 2\n", "tệp có hai phần ngăn bằng ---"),
        pytest.param("a: " + "x" * 2_000_000, "Tệp dài 2000003 ký tự", id="long"),
        ("a: {b: 1, b: 2}", "cột 11: khoá “b” viết hai lần"),
        ("? [a, b]\n: c\n", "khoá phải là chữ"),
        ("a: &x [1]\nb: *x\n", "không dùng & và *"),
        ("a: &x\n  b: *x\n", "không dùng & và *"),
        (LAUGHS, "không dùng & và *"),
        ("a: *nobody\n", "YAML viết sai"),
        ("a: 1\n---\nb: 2\n", "YAML viết sai"),
        ("a: \x00", "YAML viết sai"),
        ("[" * 5_000, "lồng nhau quá sâu"),
        ({}, "dòng 1: thiếu khoá “format”"),
        (document([[RATIO]], surprise="x"), "khoá “surprise” không có trong định dạng (ở surprise)"),
        (document([[RATIO]], format="2"), "“2” không phải giá trị được phép"),
        (document([[RATIO]], code="Sai Mã"), "“Sai Mã” viết sai mẫu"),
        (document([[RATIO]], title=""), "“title” để trống"),
        (document([[RATIO]], title=["x"]), "“title” phải là chữ"),
        (document([[RATIO]], groups="x"), "“groups” phải là danh sách"),
        (document([[RATIO]], groups=[]), "danh sách “groups” cần ít nhất 1 mục"),
        (document([[RATIO]], decision="x"), "“decision” phải là bảng khoá và giá trị"),
        (document([[RATIO]], max="ba trăm"), "“ba trăm” không phải số. Viết dạng 12, 2.5, 1/2 hoặc 70%"),
        (document([[RATIO]], max="-1"), "điểm không được âm"),
        (document([[RATIO]], max="1/0"), "chia cho 0"),
        (document([[RATIO]], max="1e999999999"), "không phải số"),
        (document([[RATIO]], year="24"), "không phải năm"),
        (document([[RATIO]], rounding={"places": "999999999"}), "nhiều nhất 12 chữ số thập phân"),
        (document([[RATIO]], rounding={"places": "hai"}), "không phải số nguyên"),
        (with_rule(form="magic"), "cách tính “magic” không có. Các cách: 'levels'"),
        (with_rule(of="a / b"), "cách tính thiếu khoá “form”"),
        (with_rule(form="ratio", of="a / / b"), "không hiểu được từ “/” (dòng 1, cột 5)"),
        (with_rule(form="ratio", of=["a"]), "công thức phải là chữ"),
        (with_rule(form="ratio"), "thiếu khoá “of”"),
        (with_rule(form="cases", cases=[{"label": "x", "when": ["b"]}]), "điều kiện phải là chữ"),
        (with_rule(form="ratio", of="a / b", when_zero="max"), "“max” không phải giá trị được phép"),
        (
            with_rule(form="bands", of="a / b", bands=[{"at_least": "1", "worth": "2"}]),
            "phần điểm phải từ 0 đến 1",
        ),
        (with_rule(form="deadline", before="15-01"), "viết sai mẫu"),
        (with_rule(form="unscored"), "không tính điểm (unscored) thì max phải là 0"),
        (with_rule(form="sum"), "cách tính sum đi cùng parts"),
        (document([[{**RATIO, "rule": "ratio"}]]), "“rule” phải là bảng khoá và giá trị"),
        (document([[{**RATIO, "parts": [RATIO]}]]), "cách tính sum đi cùng parts"),
        (document([[RATIO, RATIO]]), "chỉ số thành phần 1.1 có hai lần"),
        (
            document([[{**component("1.2", {"form": "sum"}, effect="bonus"), "parts": [RATIO]}]]),
            "effect bonus ghi ở từng mục con",
        ),
        (
            document([[{**RATIO, "figures": [{"id": "a", "label": "a", "unit": "cái", "source": "I.8"}]}]]),
            "1.1 a: không có mục số liệu chung I.8",
        ),
    ],
)
def test_what_is_no_index_set(plain, message):
    assert message in problems(plain)


def test_a_problem_names_its_line():
    text = json.dumps(
        document([[RATIO], [component("2.1", {"form": "magic"})]]), ensure_ascii=False, indent=1
    )
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if "magic" in each)

    assert re.search(rf"dòng ({line}|{line - 1}): cách tính “magic”", problems(text))


def test_a_contradiction_names_its_line():
    text = json.dumps(document([[RATIO], [RATIO]]), ensure_ascii=False, indent=1)
    last = [number for number, each in enumerate(text.splitlines(), start=1) if '"code": "1.1"' in each][-1]

    assert problems(text) == f"dòng {last}: chỉ số thành phần 1.1 có hai lần"


def test_all_problems_are_told_at_once():
    assert problems(document([[RATIO]], title="", year="x", max="y")).count("dòng ") == 3


class TestFiles:
    def test_a_file_is_read_with_its_byte_order_mark(self, tmp_path):
        (path := tmp_path / "so.yaml").write_text(
            "\ufeff" + json.dumps(document([[RATIO]])), encoding="utf-8"
        )

        assert loading.load(path).code == "thu/so"

    @pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
    def test_another_encoding_is_refused(self, encoding, tmp_path):
        (path := tmp_path / "so.yaml").write_bytes("tên: Thành phố".replace("ố", "ô").encode(encoding))

        with pytest.raises(loading.IndexSetError, match="không phải văn bản UTF-8"):
            loading.load(path)

    def test_a_file_too_large_is_not_even_read(self, tmp_path):
        (path := tmp_path / "so.yaml").write_bytes(b"#" * (loading.MAX_BYTES + 1))

        with pytest.raises(loading.IndexSetError, match="lớn quá 4 MB"):
            loading.load(path)
