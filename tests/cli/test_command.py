"""The command as a program: its words, exit statuses, encodings and pipes."""

import os
import subprocess
import sys

import pytest

from opendti import cli
from opendti.cli import starting
from tests.cli.small import ANSWERS


def program(*words, **environment):
    """Runs the command as a process of its own."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "opendti.cli", *map(str, words)],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_scores_as_a_process_under_a_c_locale(library, file):
    ran = program("score", "tinh-thu/so", file(ANSWERS), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Sở Y tế" in ran.stdout.decode("utf-8")


def test_a_bad_file_ends_with_status_2_and_one_line(library, file):
    ran = program("score", "tinh-thu/so", file("x"), PYTHONIOENCODING="ascii")

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode("utf-8").count("\n") == 1
    assert b"Traceback" not in ran.stderr


def test_a_reader_that_goes_away_is_no_error(library):
    command = [sys.executable, "-m", "opendti.cli", "indexset", "show", "tinh-thu/so", "--format", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ran = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)  # noqa: S603

    assert (ran.returncode, ran.stderr) == (141, b"")


def test_a_full_disk_is_told(library):
    command = [sys.executable, "-m", "opendti.cli", "indexset", "list"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603

    assert ran.returncode == 2
    assert "Không ghi được kết quả" in ran.stderr.decode("utf-8")
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["score", "--help"],
        ["explain", "-h"],
        ["indexset", "--help"],
        ["indexset", "lint", "--help"],
    ],
)
def test_help_is_vietnamese(capsys, words):
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)

    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert out.startswith("Cách dùng: opendti")
    assert not {"usage", "options", "positional", "show this"} & set(out.replace(":", " ").split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "opendti: thiếu LỆNH"),
        (["dance"], "không nhận 'dance'"),
        (["score"], "thiếu BỘ_CHỈ_SỐ, SỐ_LIỆU"),
        (["score", "a", "b", "--format", "xml"], "--format không nhận 'xml'. Chọn một trong"),
        (["score", "a", "b", "--frmat", "json"], "không nhận tham số --frmat"),
        (["score", "a", "b", "--year"], "--year cần một giá trị"),
        (["score", "a", "b", "--year", "24"], "“24” không phải năm"),
        (["serve", "--port", "70000"], "không phải cổng mạng"),
        (["explain", "a", "b", "--unit", "x"], "thiếu --item"),
    ],
)
def test_wrong_words_are_told_in_vietnamese(run, words, says):
    ran = run(*words)

    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err


def test_scoring_does_not_wait_for_django(library, file):
    code = (
        "import sys; from opendti import cli; "
        f"cli.main(['score', 'tinh-thu/so', {str(file(ANSWERS))!r}]); "
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0  # noqa: S603


def test_a_part_that_is_not_installed_is_told(run, monkeypatch):
    monkeypatch.setattr(starting, "find_spec", lambda _name: None)

    for command in ("demo", "serve", "manage"):
        ran = run(command)
        assert ran.status == 2
        assert "Bản cài đặt này không có" in ran.err
