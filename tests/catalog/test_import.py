import pytest

from opendti.audit.models import Entry
from opendti.catalog import queries
from opendti.catalog.actions import import_file, import_text
from opendti.catalog.models import IndexSet
from opendti.common.append_only import AppendOnlyError
from opendti.scoring.loading import IndexSetError
from tests import small_set

pytestmark = pytest.mark.django_db


def test_works(tmp_path):
    (path := tmp_path / "nho.yaml").write_text(small_set.TEXT, encoding="utf-8")

    row = import_file(path)

    assert (row.code, row.version, row.decision_number) == ("thu-nghiem/nho", 1, "01/QĐ-TN")
    assert row.source == small_set.TEXT
    assert Entry.objects.get(event="index_set.imported").subject_id == row.pk


def test_importing_twice_changes_nothing():
    assert import_text(small_set.TEXT, name="x") == import_text(small_set.TEXT, name="x")
    assert IndexSet.objects.count() == Entry.objects.count() == 1


def test_a_changed_text_is_a_new_version():
    first = import_text(small_set.TEXT, name="x")
    second = import_text(small_set.TEXT.replace("Nền tảng", "Nền tảng chung"), name="x")

    assert second.version == 2
    assert set(IndexSet.objects.all()) == {first, second}


def test_what_is_no_index_set_is_refused():
    with pytest.raises(IndexSetError, match=r"x\.yaml"):
        import_text("format: 1", name="x.yaml")
    assert IndexSet.objects.count() == 0


def test_an_imported_set_is_never_changed():
    row = import_text(small_set.TEXT, name="x")
    row.title = "Khác"

    with pytest.raises(AppendOnlyError):
        row.save()


def test_the_definition_is_one_object_per_digest():
    row = import_text(small_set.TEXT, name="x")
    again = IndexSet.objects.get(pk=row.pk)

    assert queries.definition_of(row) is queries.definition_of(again)


def test_a_frame_is_refused():
    frame = "format: 1\nstatus: frame\ncode: a/b\ntitle: A\nlevel: xã\nsources: [B]\n"

    with pytest.raises(IndexSetError, match="là bộ khung, chưa dùng để chấm điểm được"):
        import_text(frame, name="x.yaml")
    assert IndexSet.objects.count() == 0
