"""Lists from Excel: looked at row by row, taken over whole or not at all."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opendti.audit.models import Entry
from opendti.common.refusals import Invalid, StepNotOpen
from opendti.people import actions, organisation_files, queries
from opendti.people.models import Organisation, PendingImport
from tests.people.organisations.places import MERGER, coded, fresh, terms
from tests.people.organisations.sheets import MORE, workbook
from tests.people.organisations.sheets import province as big_province

UPLOAD = reverse("people:organisations-import")


def look(province, *rows, **options):
    return actions.look_at(workbook(*rows, **options), "ds.xlsx", province.van)


def kinds(preview) -> list[str]:
    return [row.kind for row in preview.rows]


def why(preview, number=0) -> str:
    return " ".join(preview.rows[number].listed.problems)


def doubt(preview, number=0) -> str:
    return " ".join(preview.rows[number].listed.doubts)


def take(province, content, **options):
    kept = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name="ds.xlsx", by=province.van)
    seen = actions.look_at(content, "ds.xlsx", province.van).digest()
    return actions.import_organisations(kept, seen=seen, by=province.van, **options)


def test_the_file_itself(province):
    with pytest.raises(Invalid, match="không có dòng tiêu đề"):
        look(province, ("a",), heads=("Tên", "Mã số"))
    with pytest.raises(Invalid, match="chỉ có dòng tiêu đề"):
        look(province)
    with pytest.raises(Invalid, match="hai cột “Mã”"):
        look(province, ("a", "A", "b"), heads=("Mã", "Tên chính thức", "Mã"))
    with pytest.raises(Invalid, match="không phải sổ Excel"):
        actions.look_at(b"ma,ten", "ds.xlsx", province.van)


def test_a_title_may_stand_above_the_header(province):
    preview = look(province, ("xa-tay", "Xã Tây", "", "", "huyen-an"), above=["Danh sách các xã"])

    assert kinds(preview) == ["new"]
    assert preview.rows[0].listed.number == 3


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("", "Xã Tây", "", "", "huyen-an"), "Mã: bỏ trống"),
        (("xa-tay", "", "", "", "huyen-an"), "Tên chính thức: bỏ trống"),
        (("xã tây", "Xã Tây", "", "", "huyen-an"), "không dùng được"),
        (("xa-tay", "X" * 201, "", "", "huyen-an"), "dài 201 ký tự"),
        (("xa-tay", "Xã Tây", "x" * 81, "", "huyen-an"), "dài 81 ký tự"),
        (("xa-tay", "Xã Tây", "", "", "khong-co"), "không có mã khong-co"),
        (("xa-tay", "Xã Tây", "", "", "xa-tay"), "là chính cơ quan này"),
        (("xa-tay", "Xã Tây", "", "", "huyen-an", "ba"), "chưa phải số"),
        (("xa-tay", "Xã Tây", "", "", "huyen-an", 0, "7/2025"), "chưa phải ngày đầy đủ"),
        (("xa-tay", "Xã Tây", "", "", "huyen-an", 0, "01/07/25"), "chưa phải ngày đầy đủ"),
        (("xa-tay", "Xã Tây", "", "", "huyen-an", 0, "31/02/2025"), "Không có ngày 31/02/2025"),
        (("xa-tay", "Xã Tây", "", "", "huyen-an", 0, 45839), "Từ ngày: ô là số 45839, không rõ ngày nào"),
        (("xa-tay", "Xã Tây", "", "", "huyen-an", 0, "02/07/2025", "01/07/2025"), "trước Từ ngày"),
        (("xa-tay", "Xã Nam", "", "", "huyen-an"), "đã có “Xã Nam” (mã xa-nam)"),
        (("xa-tay", True, "", "", "huyen-an"), "ô phải là chữ"),
    ],
)
def test_a_row_that_is_wrong_says_why(province, row, problem):
    preview = look(province, row)

    assert kinds(preview) == ["error"]
    assert problem in why(preview)
    assert not why(preview).endswith("."), "the page sets the full stop"


def test_twice_in_the_file(province):
    preview = look(
        province,
        ("xa-tay", "Xã Tây", "", "", "huyen-an"),
        ("XA-TAY", "Xã Tây Bắc", "", "", "huyen-an"),
        ("xa-mot", "Xã Một", "", "", "huyen-an"),
        ("xa-hai", "Xã Một", "", "", "huyen-an"),
    )

    assert kinds(preview) == ["error"] * 4
    assert "có cả ở dòng 3" in why(preview)
    assert "đã có “Xã Một”" in why(preview, 2)


def test_a_ring_in_the_file(province):
    preview = look(
        province,
        ("mot", "Một", "", "", "hai"),
        ("hai", "Hai", "", "", "ba"),
        ("ba", "Ba", "", "", "mot"),
    )

    assert kinds(preview) == ["error"] * 3
    assert "trực thuộc chính mình" in why(preview)


def test_what_hangs_under_a_wrong_row_is_wrong_too(province):
    preview = look(
        province,
        ("thon", "Thôn", "", "", "xa-tay"),
        ("xa-tay", "Xã Tây", "", "", "khong-co"),
        ("xom", "Xóm", "", "", "thon"),
    )

    assert kinds(preview) == ["error"] * 3
    assert "xa-tay đang có lỗi" in why(preview)
    assert "đang có lỗi" in why(preview, 2)


def test_days_that_do_not_fit_the_parent(province):
    preview = look(
        province,
        ("xa-tay", "Xã Tây", "", "", "huyen-an", 0, "", "31/12/2025"),
        ("thon", "Thôn", "", "", "xa-tay"),
        ("huyen-moi", "Huyện Mới", "", "", "tinh", 0, "01/01/2026"),
        ("xa-som", "Xã Sớm", "", "", "huyen-moi", 0, "01/01/2025"),
    )

    assert kinds(preview) == ["error", "error", "new", "error"]
    assert "còn cơ quan trực thuộc sau ngày 31/12/2025" in why(preview)
    assert "kết thúc ngày 31/12/2025" in why(preview, 1)
    assert "chỉ có từ 01/01/2026" in why(preview, 3)


def test_one_name_at_different_times_is_no_clash(province):
    preview = look(
        province,
        ("tay-cu", "Xã Tây", "", "", "huyen-an", 0, "", "30/06/2025"),
        ("tay-moi", "Xã Tây", "", "", "huyen-an", 0, "01/07/2025"),
    )

    assert kinds(preview) == ["new", "new"]


def test_what_is_to_be_looked_at(province):
    preview = look(
        province,
        ("xa-dong-2", "Xã Dông", "", "", "huyen-binh"),
        (1234, "Xã Số", "", "", "huyen-binh"),
        ("xa-tinh", '=CONCATENATE("Xã ","Tính")', "", "", "huyen-binh"),
    )

    assert "gần giống “Xã Đông”" in doubt(preview)
    assert "số 0 đứng đầu" in doubt(preview, 1)
    assert "công thức" in doubt(preview, 2)


def test_merged_cells(province):
    preview = look(
        province,
        ("xa-mot", "Xã Một", "", "Xã", "huyen-an"),
        ("xa-hai", "Xã Hai", "", "Xã", "huyen-an"),
        merged="D2:D3",
    )

    assert kinds(preview) == ["error", "error"]
    assert "ô gộp D2:D3" in why(preview, 1)


def test_what_is_there_already(province):
    preview = look(
        province,
        ("xa-bac", "Xã Bắc", "", "Xã", "huyen-an"),
        ("xa-nam", "Xã Nam Mới", "", "Xã", "huyen-an"),
        ("xa-dong", "Xã Đông", "", "Xã", "huyen-an"),
    )

    assert kinds(preview) == ["same", "differs", "differs"]
    assert preview.rows[1].can_be_corrected
    assert not preview.rows[2].can_be_corrected
    assert [(each.head, each.there, each.here) for each in preview.rows[2].differences] == [
        ("Mã cơ quan cấp trên", "huyen-binh", "huyen-an")
    ]


def test_what_differs_is_left_alone_unless_chosen(province):
    content = workbook(
        ("xa-bac", "Xã Bắc Mới", "", "Xã", "huyen-an"),
        ("xa-nam", "Xã Nam Mới", "", "Xã", "huyen-an"),
        ("xa-dong", "Xã Đông", "", "Xã", "huyen-an"),
    )
    done = take(province, content, corrected=["xa-nam", "xa-dong"], reason="Gõ thiếu")

    assert (done.added, done.corrected) == (0, 1)
    assert fresh(province.north).name == "Xã Bắc"
    assert fresh(province.south).name == "Xã Nam Mới"
    assert fresh(province.east).parent == province.binh
    assert Entry.objects.get(event="organisation.corrected").note == "Gõ thiếu"


def test_correcting_wants_a_reason(province):
    with pytest.raises(Invalid, match="lý do"):
        take(province, workbook(("xa-nam", "Xã Nam Mới", "", "Xã", "huyen-an")), corrected=["xa-nam"])
    assert fresh(province.south).name == "Xã Nam"


def test_predecessors_and_decision(province):
    actions.dissolve(province.north, terms(), by=province.van)
    content = workbook(
        ("xa-moi", "Xã Mới", "", "Xã", "huyen-an", 0, MERGER, "", "xa-bac; xa-nam", "5/NQ"),
        heads=MORE,
    )
    preview = actions.look_at(content, "ds.xlsx", province.van)
    assert "xa-nam vẫn đang hoạt động" in doubt(preview)

    take(province, content)

    assert queries.inherits_from([coded("xa-moi").pk]) == {province.north.pk, province.south.pk}
    change = coded("xa-moi").changes.get()
    assert (change.kind, change.decision, change.effective_on) == ("merged", "5/NQ", MERGER)
    assert set(change.organisations.values_list("code", flat=True)) == {"xa-moi", "xa-bac", "xa-nam"}
    assert kinds(actions.look_at(content, "ds.xlsx", province.van)) == ["same"]


@pytest.mark.parametrize(
    ("begin", "predecessors", "problem"),
    [
        ("", "xa-bac", "Từ ngày: bỏ trống"),
        (MERGER, "khong", "không có mã khong"),
        (MERGER, "xa-moi", "không có trước"),
    ],
)
def test_predecessors_that_cannot_be(province, begin, predecessors, problem):
    row = ("xa-moi", "Xã Mới", "", "Xã", "huyen-an", 0, begin, "", predecessors)

    assert problem in why(look(province, row, heads=MORE))


def test_new_rows_are_taken_over_with_versions_and_traces(province):
    content = workbook(
        ("thon-mot", "Thôn Một", "", "Thôn", "xa-tay"),
        ("xa-tay", "Xã Tây", "X. Tây", "Xã", "huyen-an", 7),
    )
    done = take(province, content)

    assert (done.added, done.corrected) == (2, 0)
    assert coded("thon-mot").path == "/tinh/huyen-an/xa-tay/thon-mot/"
    made = coded("xa-tay")
    assert (made.name, made.short_name, made.level, made.order) == ("Xã Tây", "X. Tây", "Xã", 7)
    assert made.search_text == "xa tay x. tay xa-tay"
    assert queries.versions_on(date(1990, 1, 1))[made.pk].parent == province.an.pk
    assert set(Entry.objects.filter(event="organisation.added").values_list("subject_id", flat=True)) >= {
        made.pk,
        coded("thon-mot").pk,
    }
    after = {"name": "ds.xlsx", "added": 2, "corrected": 0}
    assert Entry.objects.get(event="organisations.imported").after == after


def test_nothing_is_written_while_a_row_is_wrong(province):
    content = workbook(("xa-tay", "Xã Tây", "", "", "huyen-an"), ("", "Xã Lạ", "", "", "huyen-an"))

    with pytest.raises(Exception, match="Còn 1 dòng lỗi"):
        take(province, content)
    assert not Organisation.objects.filter(code="xa-tay").exists()


def test_what_changed_meanwhile_is_looked_at_again(province):
    content = workbook(("xa-tay", "Xã Tây", "", "", "huyen-an"))
    seen = actions.look_at(content, "ds.xlsx", province.van).digest()
    kept = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name="ds.xlsx", by=province.van)
    actions.add_organisation("xa-tay", name="Xã Tây", parent=province.an)

    with pytest.raises(StepNotOpen, match="vừa thay đổi"):
        actions.import_organisations(kept, seen=seen, by=province.van)
    kept.refresh_from_db()
    assert kept.used_at is None
    assert bytes(kept.content) == content


def test_an_operator_of_a_district_imports_only_below_it(province):
    content = workbook(
        ("xa-tay", "Xã Tây", "", "", "huyen-an"),
        ("xa-la", "Xã Lạ", "", "", "huyen-binh"),
        ("tinh-la", "Tỉnh Lạ"),
        ("xa-dong", "Xã Đông Mới", "", "Xã", "huyen-binh"),
    )
    preview = actions.look_at(content, "ds.xlsx", province.ha)

    assert kinds(preview) == ["new", "error", "error", "differs"]
    assert "ngoài phạm vi" in why(preview, 1)
    assert not preview.rows[3].can_be_corrected


@pytest.mark.parametrize("given", [{"state": "all"}, {"q": "xa", "state": "all"}])
def test_what_was_exported_reads_back_unchanged(province, given):
    actions.merge(
        [province.an, province.binh], terms(), into=province.an, name="Huyện An Bình", by=province.van
    )
    actions.rename(province.media, terms(), name="Sở KH&CN", short_name="-Sở", level="Sở", by=province.van)
    content = organisation_files.exported(given)

    preview = actions.look_at(content, "co-quan.xlsx", province.van)

    assert set(kinds(preview)) == {"same"}


def test_the_template_is_read_as_empty(province):
    with pytest.raises(Invalid, match="chỉ có dòng tiêu đề"):
        actions.look_at(organisation_files.template(), "mau.xlsx", province.van)


@pytest.mark.parametrize(("departments", "communes"), [(17, 126), (100, 3_400)])
def test_a_province_goes_in_with_a_bounded_number_of_queries(
    province, departments, communes, django_assert_max_num_queries
):
    content = big_province(departments, communes)
    kept = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name="ds.xlsx", by=province.van)
    seen = actions.look_at(content, "ds.xlsx", province.van).digest()

    with django_assert_max_num_queries(200):
        done = actions.import_organisations(kept, seen=seen, by=province.van)

    assert done.added == 1 + departments + communes
    assert Organisation.objects.filter(path__startswith="/tinh-moi/").count() == done.added
    assert set(kinds(actions.look_at(content, "ds.xlsx", province.van))) == {"same"}


# -- Over HTTP ------------------------------------------------------------------------------------


def upload(client, content, name="ds.xlsx"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def test_upload_look_confirm(at, province):
    client = at("van")
    assert client.get(UPLOAD).status_code == 200
    answer = upload(client, workbook(("xa-tay", "Xã Tây", "", "", "huyen-an")))
    assert answer.status_code == 302
    shown = client.get(answer["Location"])
    assert "Nhập 1 cơ quan mới" in shown.content.decode()
    assert not Organisation.objects.filter(code="xa-tay").exists()

    given = {"seen": shown.context["page"].digest}
    assert client.post(answer["Location"], given).status_code == 302
    assert coded("xa-tay").parent == province.an
    kept = PendingImport.objects.get()
    assert (bytes(kept.content), kept.used_at is None) == (b"", False)

    assert client.post(answer["Location"], given).status_code == 409
    assert client.get(answer["Location"]).status_code == 409


def test_a_file_that_is_none_is_refused_on_the_page(at):
    client = at("van")
    assert "Chưa chọn tệp" in client.post(UPLOAD).content.decode()
    answer = upload(client, b"%PDF-1.7")
    assert answer.status_code == 400
    assert "PDF" in answer.content.decode()
    assert not PendingImport.objects.exists()


def test_wrong_rows_leave_no_button(at, province):
    client = at("van")
    page = client.get(upload(client, workbook(("", "Xã Tây", "", "", "huyen-an")))["Location"])

    assert "1 dòng lỗi, nên chưa nhập được dòng nào" in page.content.decode()
    assert "Nhập 1" not in page.content.decode()


def test_only_the_one_who_uploaded_it_opens_it(at, province):
    address = upload(at("van"), workbook(("xa-tay", "Xã Tây", "", "", "huyen-an")))["Location"]
    client = at("ha")

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("name", ["organisations-import", "organisations-template"])
def test_only_operators_import(at, name):
    assert at("xuan").get(reverse(f"people:{name}")).status_code == 403
    assert at("khach").get(reverse(f"people:{name}")).status_code == 302
    assert at("van").get(reverse(f"people:{name}")).status_code == 200


def test_after_a_day_the_content_is_gone(at, province):
    content = workbook(("xa-tay", "Xã Tây", "", "", "huyen-an"))
    address = upload(at("van"), content)["Location"]
    with time_machine.travel(PendingImport.objects.get().made_at + timedelta(hours=25)):
        assert at("van").get(address).status_code == 409
        assert actions.forget_old_imports() == 1
    assert bytes(PendingImport.objects.get().content) == b""


def test_the_export_over_http(at, province):
    answer = at("xuan").get(reverse("people:organisations-workbook"), {"q": "xa"})

    assert answer.status_code == 200
    listed = organisation_files.read(answer.content, "co-quan.xlsx")
    assert [row.code for row in listed] == ["xa-bac", "xa-nam", "xa-dong"]
