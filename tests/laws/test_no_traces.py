"""Nothing committed names a package index or a folder of the machine it was written on."""

import re

import pytest

from tests.laws.source import committed_files, name_of

# Each pattern is written so that it does not find itself.
PATTERNS = {
    "an address that a lock recorded": r'"resolve[d]"\s*:',
    "the index that a lock recorded": r"registry\s*=\s*[{]",
    "an index given to a client": r"(?<!emit-)(?:extra-)?index-ur[l]|(?<!emit-)find-link[s]",
    "the address of an index": r"https?:/[/]\S+/simple\b|pythonhosted[.]org|registry[.](?:npmjs|yarnpkg)[.]",
    "a folder of one machine": r"(?<![\w.}/~-])/(?:work|tmp|root|opt)/\w",
    "a file by its address": r"file:/[/]/",
}

# What may stand all the same, as "file:pattern's name", with the reason.
EXCEPTIONS: dict[str, str] = {}


def traces_in(text: str) -> list[str]:
    return [name for name, pattern in PATTERNS.items() if re.search(pattern, text)]


def test_committed_files_hold_no_trace_of_a_machine():
    found = set()
    for path in committed_files():
        content = path.read_bytes()
        if b"\0" not in content:
            found |= {f"{name_of(path)}:{trace}" for trace in traces_in(content.decode("utf-8"))}

    assert found == set(EXCEPTIONS)


@pytest.mark.parametrize(
    "parts",
    [
        ('"resol', 'ved": "x"'),
        ("source = { regis", 'try = { url = "x" }'),
        ("--index-", "url=x"),
        ("--extra-index-", "url x"),
        ("--find-", "links wheels"),
        ("https:/", "/example.org/simple/six"),
        ("see /wo", "rk/main"),
        ("open('/t", "mp/x')"),
        ("file:/", "//srv"),
    ],
)
def test_a_trace_is_seen(parts):
    assert len(traces_in("".join(parts))) == 1


@pytest.mark.parametrize(
    "text", ["--no-emit-index-url", "https://example.org/work/plan", "src/work/x", "/opt"]
)
def test_what_is_no_trace_is_left_alone(text):
    assert traces_in(text) == []
