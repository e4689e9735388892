"""What the law tests read: the source as files and as syntax trees, never as running code."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "opendti"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: Path = PACKAGE) -> list[Path]:
    """The modules written by hand under a folder, which leaves out migrations."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def view_modules(package: Path = PACKAGE) -> list[Path]:
    """The `views.py` of each app, or every module in its `views` folder."""
    return [path for path in modules(package) if path.stem == "views" or path.parent.name == "views"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def place(path: Path, node: ast.AST) -> str:
    return f"{name_of(path)}:{getattr(node, 'lineno', 1)}"


def committed_files() -> list[Path]:
    """The files that are in git, or would be with the next `git add`."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return sorted(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())
