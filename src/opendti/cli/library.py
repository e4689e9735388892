"""Where index sets are found: by code in the library, or as a file by its path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from opendti.catalog import library as shelf
from opendti.scoring import frames, loading
from opendti.scoring.definition import IndexSet
from opendti.scoring.frames import Frame

from .writing import CommandError

VARIABLE = shelf.VARIABLE

_CODE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_SUFFIXES = {".yaml", ".yml"}
_MAX_PROBLEMS = 20


def folder() -> Path:
    """The library's folder; raises CommandError when there is none."""
    path = shelf.place()
    if not path.is_dir():
        how = f"Biến môi trường {VARIABLE} phải chỉ vào thư mục indexsets"
        raise CommandError(f"{path}: không có thư mục bộ chỉ số. {how}")
    return path


def codes() -> list[str]:
    """The codes in the library, in order."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in folder().glob("*/*.yaml"))


def load(said: str) -> IndexSet:
    """The index set with this code or at this path; raises CommandError."""
    return load_file(path_of(said))


def path_of(said: str) -> Path:
    """The file meant by a code or a path; raises CommandError when the code is unknown."""
    path = Path(said)
    if path.suffix.lower() in _SUFFIXES or (not _CODE.fullmatch(said) and path.exists()):
        return path
    known = codes()
    if said in known:
        return folder() / f"{said}.yaml"
    near = get_close_matches(said, known, n=3, cutoff=0.5)
    hint = f"Có phải: {', '.join(near)}?" if near else f"Các bộ có sẵn: {', '.join(known) or 'chưa có'}."
    raise CommandError(f"Không có bộ chỉ số “{said}”. {hint} Cũng có thể chỉ đường dẫn tới tệp .yaml")


def load_file(path: Path) -> IndexSet:
    """The index set in the file; raises CommandError with each problem on its line."""
    with _told(path):
        return loading.load(path)


def look_up(said: str) -> IndexSet | Frame:
    """The index set or the frame with this code or at this path; raises CommandError."""
    path = path_of(said)
    with _told(path):
        text = loading.text_of(path)
        tree, lines = loading.parse(text, name=str(path))
        if frames.is_frame(tree):
            return frames.checked(tree, lines, name=str(path))
        return loading.read(text, name=str(path))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what goes wrong with a file into a CommandError."""
    try:
        yield
    except loading.IndexSetError as wrong:
        lines = str(wrong).splitlines()
        more = len(lines) - _MAX_PROBLEMS
        tail = [f"… và {more} chỗ sai nữa"] if more > 0 else []
        raise CommandError("\n".join(lines[:_MAX_PROBLEMS] + tail)) from None
    except FileNotFoundError:
        raise CommandError(f"{path}: không có tệp này") from None
    except IsADirectoryError:
        raise CommandError(f"{path}: là thư mục, không phải tệp bộ chỉ số") from None
    except PermissionError:
        raise CommandError(f"{path}: không có quyền đọc tệp này") from None
    except OSError as wrong:
        raise CommandError(f"{path}: không đọc được ({wrong.strerror})") from None
