"""Files and functions stay small enough to be read, and a file's name says what is in it."""

from pathlib import Path

from tests.laws.source import PACKAGE, functions, modules, name_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

FORBIDDEN_NAMES = {
    "base", "constants", "core", "extras", "helpers", "managers", "misc", "services", "utils",
}  # fmt: skip

# Files and functions that may be longer, with the longest they may get and why splitting is worse.
# "src/opendti/results/models.py": (340, "why"),
# "src/opendti/results/actions.py:publish": (52, "why"),
EXCEPTIONS: dict[str, tuple[int, str]] = {}


def lengths(package: Path = PACKAGE) -> dict[str, int]:
    """The lines of every file, and of every function as `file:name`; the longest where two share a name."""
    lines: dict[str, int] = {}
    for path in modules(package):
        lines[name_of(path)] = len(path.read_text(encoding="utf-8").splitlines())
        for function in functions(path):
            first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
            key = f"{name_of(path)}:{function.name}"
            lines[key] = max(lines.get(key, 0), (function.end_lineno or first) - first + 1)
    return lines


def limit(key: str) -> int:
    if key in EXCEPTIONS:
        return EXCEPTIONS[key][0]
    return LONGEST_FUNCTION if ":" in key else LONGEST_FILE


def test_files_and_functions_are_short():
    too_long = {key: lines for key, lines in lengths().items() if lines > limit(key)}

    assert too_long == {}, f"over {LONGEST_FILE} lines for a file or {LONGEST_FUNCTION} for a function"


def test_every_exception_is_still_needed_and_has_a_reason():
    found = lengths()
    idle = [
        key for key in EXCEPTIONS if found.get(key, 0) <= (LONGEST_FUNCTION if ":" in key else LONGEST_FILE)
    ]
    bare = [key for key, (_, reason) in EXCEPTIONS.items() if len(reason.split()) < 4]

    assert (idle, bare) == ([], [])


def test_no_file_or_folder_has_a_name_that_says_nothing():
    named = {path for path in PACKAGE.rglob("*") if path.is_dir() or path.suffix == ".py"}

    assert sorted(name_of(path) for path in named if path.stem in FORBIDDEN_NAMES) == []
