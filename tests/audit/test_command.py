"""`opendti audit verify` and `export`."""

import hashlib
import json

import pytest
from django.db import connection
from python_calamine import CalamineWorkbook

from opendti import cli
from opendti.audit import actions, chain, verifying
from opendti.audit.models import Entry
from opendti.people.actions import add_person
from tests.plain import plain


@pytest.fixture
def run(cast, capsys):
    """Runs the command in this process on the database of the tests."""

    def run(*words):
        status = cli.main(["audit", *(str(word) for word in words)])
        return status, *capsys.readouterr()

    return run


def tamper(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestVerify:
    def test_a_whole_chain_prints_its_mark(self, run):
        status, out, err = run("verify")

        assert (status, err) == (0, "")
        assert "Nhật ký liền mạch" in out
        assert out.endswith(f"{verifying.current_anchor()}\n")

    def test_a_mark_noted_before_still_holds(self, run):
        mark = verifying.current_anchor()
        add_person("moi", full_name="Mới")

        status, out, _ = run("verify", "--anchor", mark)

        assert status == 0
        assert f"khớp mốc dòng {mark.partition(':')[0]}" in out

    def test_a_mark_that_does_not_fit_is_told(self, run):
        number = verifying.current_anchor().partition(":")[0]

        status, out, _ = run("verify", "--anchor", f"{number}:{'a' * 64}")

        assert status == 1
        assert f"Dòng {number} không còn khớp mốc đã ghi" in out

    def test_a_changed_entry_is_named(self, run):
        tamper("UPDATE audit_entry SET note = 'khác' WHERE number = 3")

        status, out, _ = run("verify")

        assert status == 1
        assert "Dòng 3 (" in out
        assert "không liền mạch" in out
        assert "1 chỗ sai" in out
        assert "Mốc hiện tại" not in out  # nobody is to note a chain that was touched

    def test_the_mark_of_the_last_check_on_the_page_is_held_against_it(self, run):
        actions.check(by=None)
        tamper("DELETE FROM audit_entry WHERE number = 1")
        tamper("UPDATE audit_entry SET number = -number")
        tamper("UPDATE audit_entry SET number = -number - 1")
        entries = list(Entry.objects.order_by("number"))
        digest = chain.NOTHING_BEFORE
        for entry in entries:
            previous, digest = digest, chain.digest_of({**entry.columns(), "previous": digest})
            tamper(
                f"UPDATE audit_entry SET previous = '{previous}', digest = '{digest}' "  # noqa: S608
                f"WHERE number = {entry.number}"
            )
        tamper(f"UPDATE audit_chainhead SET number = {len(entries)}, digest = '{digest}'")  # noqa: S608

        status, out, _ = run("verify")

        assert status == 1
        assert "khớp mốc đã ghi" in out

    @pytest.mark.parametrize("mark", ["5", "5:abc", "x"])
    def test_what_is_no_mark_is_refused(self, run, mark):
        status, out, err = run("verify", "--anchor", mark)

        assert (status, out) == (2, "")
        assert "không phải mốc" in err


class TestExport:
    def test_json_lines_let_anybody_compute_the_chain(self, run, tmp_path):
        count, path = Entry.objects.count(), tmp_path / "nhat-ky.jsonl"

        assert run("export", path)[0] == 0

        previous = "0" * 64
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            told = json.loads(line)
            digest = told.pop("digest")
            canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            assert (told["number"], told["previous"]) == (number, previous)
            assert hashlib.sha256(canonical.encode()).hexdigest() == digest
            previous = digest
        assert len(lines) == count

    def test_taking_the_trail_along_leaves_an_entry(self, run, tmp_path):
        run("export", tmp_path / "nhat-ky.csv", "--person", "QUANG", "--from", "01/01/2026")

        entry = Entry.objects.latest("number")
        assert (entry.event, entry.actor) == ("trail.exported", None)
        assert plain(entry.after)["chosen"] == {"person": "QUANG", "from": "2026-01-01", "to": ""}

    def test_csv_and_excel_hold_the_chosen_entries_oldest_first(self, run, cast, tmp_path):
        own = Entry.objects.filter(actor=cast.quang).order_by("number")
        numbers = [str(number) for number in own.values_list("number", flat=True)]

        run("export", tmp_path / "a.csv", "--person", "quang")
        run("export", tmp_path / "a.xlsx", "--person", "quang")

        text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
        assert [line.partition(",")[0] for line in text.splitlines()] == ["Dòng", *numbers]
        rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
        assert [str(row[0]).removesuffix(".0") for row in rows] == ["Dòng", *numbers]

    def test_a_day_in_the_future_gives_no_entries(self, run, tmp_path):
        status, out, _ = run("export", tmp_path / "a.csv", "--from", "2999-01-01", "--to", "02/01/2999")

        assert status == 0
        assert "0 dòng" in out

    def test_cells_are_no_formulas(self, run, cast, tmp_path):
        add_person("=cmd", full_name="=1+1", by=None)
        tamper("UPDATE audit_entry SET note = '=1+1' WHERE number = 1")

        run("export", tmp_path / "a.csv")

        assert ",'=1+1," in (tmp_path / "a.csv").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("a.txt",), "kết thúc bằng .csv, .jsonl hoặc .xlsx"),
            (("a.csv", "--person", "khong-co"), "Không có tài khoản “khong-co”"),
            (("a.csv", "--from", "32/01/2026"), "không phải ngày"),
            (("there.csv",), "đã có, không ghi đè"),
            (("no/such/a.csv",), "không ghi được"),
        ],
    )
    def test_what_cannot_be_done_is_refused(self, run, tmp_path, monkeypatch, words, says):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "there.csv").write_text("mine")

        status, out, err = run("export", *words)

        assert (status, out) == (2, "")
        assert says in err
        assert (tmp_path / "there.csv").read_text() == "mine"

    def test_too_many_for_excel_are_refused(self, run, tmp_path, monkeypatch):
        monkeypatch.setattr("opendti.audit.exports.MOST_IN_WORKBOOK", 3)

        status, _, err = run("export", tmp_path / "a.xlsx")

        assert status == 2
        assert "tối đa 3" in err
