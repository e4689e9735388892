"""A way to call the command on a small index set."""

import json
from pathlib import Path

import pytest

from opendti import cli
from tests.cli.small import SMALL


@pytest.fixture
def library(tmp_path, monkeypatch):
    folder = tmp_path / "indexsets"
    (folder / "tinh-thu").mkdir(parents=True)
    (folder / "tinh-thu" / "so.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setenv("OPENDTI_INDEXSETS", str(folder))
    return folder


@pytest.fixture
def file(tmp_path):
    """Writes a file and returns its path."""

    def write(content, name="so-lieu.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


class Ran:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(library, capsys):
    """Runs the command in this process; nothing it is given makes it show a traceback."""

    def run(*words):
        status = cli.main([str(word) for word in words])
        ran = Ran(status, *capsys.readouterr())
        assert "Traceback" not in ran.err
        return ran

    return run


@pytest.fixture
def refused(run, file):
    """Scores answers that cannot be taken and returns the one message."""

    def refused(content, *words, name="so-lieu.csv"):
        path = content if isinstance(content, Path) else file(content, name)
        ran = run("score", "tinh-thu/so", path, *words)
        assert (ran.status, ran.out) == (2, "")
        return ran.err

    return refused
