"""Trees of text: written out as a person would write them, and read back the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendti.scoring import linting, loading, trees
from tests import small_set
from tests.plain import plain

LIBRARY = sorted((Path(__file__).parents[2] / "indexsets").glob("*/*.yaml"))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=120)
scalars = st.one_of(
    texts, st.sampled_from(["1.10", "no", "70%", "a: b", "- x", "a\nb", "  a", "a ", "#", "'", '"'])
)
tables = st.recursive(
    st.dictionaries(st.sampled_from(["code", "title", "note", "text", "rule", "label"]), scalars, min_size=1),
    lambda inner: st.dictionaries(
        st.sampled_from(["groups", "main_indexes", "components", "parts", "figures", "decision", "rule"]),
        st.one_of(scalars, inner, st.lists(inner, max_size=3), st.lists(scalars, max_size=3)),
        min_size=1,
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_of_the_library_is_written_and_read_back_the_same(path):
    tree = trees.parse(path.read_text(encoding="utf-8"), name=path.name)

    written = trees.write(tree, head="Một dòng đầu")

    assert trees.parse(written, name="written") == tree
    assert written.startswith("# Một dòng đầu\n\nformat: 1\n")


@given(tables)
def test_any_tree_of_text_comes_back_the_same(tree):
    assert trees.parse(trees.write(tree), name="written") == tree


def test_it_reads_like_a_file_written_by_hand():
    tree = {
        "note": "Câu này dài hơn một trăm chữ nên được ngắt thành nhiều dòng để người đọc tệp trên màn hình "
        "hẹp cũng đọc được mà không phải kéo ngang.",
        "code": "a/b",
        "groups": [
            {"code": "I", "main_indexes": [{"code": "1", "components": [COMPONENT, {"code": "1.2"}]}]}
        ],
    }

    assert trees.write(plain(tree)) == WRITTEN


COMPONENT = {
    "code": "1.1",
    "appraisers": ["Sở Nội vụ", "Sở LĐ, TBXH"],
    "text": "a: Số buổi họp\nb = 0: Điểm = 0",
    "rule": {"form": "bands", "of": "a", "bands": [{"at_least": "0.7%", "worth": "1"}]},
}
WRITTEN = """\
code: a/b
note: >-
  Câu này dài hơn một trăm chữ nên được ngắt thành nhiều dòng để người đọc tệp trên màn hình hẹp cũng
  đọc được mà không phải kéo ngang.

groups:
  - code: I
    main_indexes:
      - code: 1
        components:
          - code: 1.1
            appraisers: [Sở Nội vụ, 'Sở LĐ, TBXH']
            text: |-
              a: Số buổi họp
              b = 0: Điểm = 0
            rule:
              form: bands
              of: a
              bands:
                - {at_least: 0.7%, worth: 1}

          - code: 1.2
"""


def test_a_tree_that_was_never_a_text_is_complained_of_without_lines():
    tree = trees.parse(small_set.TEXT, name="nho.yaml")
    component = next(trees.components(tree))
    del component["max"]

    with pytest.raises(loading.IndexSetError) as refused:
        loading.build(tree, name="nháp")

    assert refused.value.problems == ["thiếu khoá “max” (ở groups[1].main_indexes[1].components[1].max)"]


def test_what_waits_for_a_person_is_an_error_until_the_reason_is_gone():
    tree = trees.parse(small_set.TEXT, name="nho.yaml")
    component = next(trees.components(tree))
    component |= {"review": ["không đọc được công thức"], "said": "Điểm = a/b"}

    found = [each for each in linting.lint(loading.build(tree, name="nháp")) if each.code == "needs-review"]

    assert [(each.severity, each.at, each.message) for each in found] == [
        ("error", component["code"], f"Chỉ số {component['code']} cần người xem: không đọc được công thức")
    ]
