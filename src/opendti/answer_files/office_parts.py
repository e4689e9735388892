"""The parts of an Excel workbook: a zip of XML, unpacked and read with a limit at every step.

What a file says of its own size may be a lie, so what comes out is counted as it comes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from xml.parsers import expat

from .tables import AnswerFileError

WORKBOOK = "xl/workbook.xml"

_AT_ONCE = 256 * 1024
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What Excel packs with; others unpack without a limit to one step."""

_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
    KeyError, expat.ExpatError, RecursionError,
)  # fmt: skip
"""All that is raised for a damaged archive and for damaged XML."""


class Limits(NamedTuple):
    """How much is read: bytes unpacked, tags, cells of a worksheet (rows by columns), letters in cells."""

    unpacked: int
    tags: int
    cells: int
    letters: int


LIST = Limits(unpacked=32 * 1024**2, tags=1_500_000, cells=500_000, letters=16_000_000)
"""For a list people keep by hand, read while somebody waits."""

NATIONAL = Limits(unpacked=512 * 1024**2, tags=40_000_000, cells=20_000_000, letters=256_000_000)
"""For the answers of a national round, read from the command line."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Letters = Callable[[str], None]


class Damaged(ValueError):
    """The file is not what Excel writes."""


class Parts:
    """The parts by name; raises AnswerFileError for a file that is none, is damaged, or is too much."""

    def __init__(self, content: bytes, where: str, limits: Limits) -> None:
        self.where, self.limits = where, limits
        self._bytes_left, self._tags_left = limits.unpacked, limits.tags
        with self.refusing():
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._members = {each.filename: each for each in self._archive.infolist()}
        if WORKBOOK not in self._members:
            problem = "là tệp nén nhưng không phải sổ Excel .xlsx. Mở bằng Excel rồi lưu thành .xlsx"
            raise AnswerFileError(where, problem)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turns all that a damaged file raises into words."""
        try:
            yield
        except AnswerFileError:
            raise
        except _UNREADABLE:
            problem = "sổ Excel bị hỏng, không mở được. Mở bằng Excel rồi lưu lại thành .xlsx"
            raise AnswerFileError(self.where, problem) from None

    def has(self, name: str) -> bool:
        return name in self._members

    def walk(self, name: str, start: Start, end: End | None = None, letters: Letters | None = None) -> None:
        """Calls `start` and `end` at each tag, by its name without prefix, and `letters` between."""

        def begin(tag: str, given: dict[str, str]) -> None:
            self._tags_left -= 1
            if self._tags_left < 0:
                raise self._too_large()
            start(tag.rpartition(":")[2], given)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = begin
        if end:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        if letters:
            parser.CharacterDataHandler = letters
        with self.refusing():
            for piece in self._pieces(name):
                parser.Parse(piece, False)  # noqa: FBT003 - takes no keywords
            parser.Parse(b"", True)  # noqa: FBT003 - the same

    def _pieces(self, name: str) -> Iterator[bytes]:
        member = self._members[name]
        if member.compress_type not in _METHODS:
            raise Damaged(member.compress_type)
        with self._archive.open(member) as part:
            while piece := part.read(_AT_ONCE):
                self._bytes_left -= len(piece)
                if self._bytes_left < 0:
                    raise self._too_large()
                yield piece

    def _too_large(self) -> AnswerFileError:
        return AnswerFileError(self.where, "sổ Excel quá lớn. Chỉ để lại trang tính số liệu")


def _refuse_document_type(*_: object) -> None:
    raise Damaged("document type")
