"""What a CSV file and a workbook have in common: numbered rows of cells under a header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

COLUMNS = ("unit", "item", "field", "value")
NOTE = "note"
"""A column for the writer's own remarks, which nobody reads."""

HOW_IT_LOOKS = "Dòng đầu phải là: unit,item,field,value"

Cell = str | float | int | bool | date | time | timedelta
"""A CSV file gives only text; a workbook also numbers, days and yes/no. An empty cell is ''."""


class AnswerFileError(ValueError):
    """The file cannot be taken: the message names file, row and column and says what to do.

    `is_ambiguous` tells that the number has two readings and the caller may ask which.
    """

    def __init__(
        self,
        where: str,
        problem: str,
        *,
        row: int | None = None,
        column: str = "",
        is_ambiguous: bool = False,
    ) -> None:
        self.row = row
        self.column = column
        self.is_ambiguous = is_ambiguous
        place = where
        place += f", dòng {row}" if row is not None else ""
        place += f", cột {column}" if column else ""
        super().__init__(f"{place}: {problem}")


class Row(NamedTuple):
    """A row by the number an editor or Excel shows for it."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a header; `columns` says where each column stands, from 0.

    `where` is the file, and the worksheet if there are several; `letters` whether columns are
    lettered, as they are in Excel.
    """

    where: str
    columns: Mapping[str, int]
    rows: Iterator[Row]
    letters: bool = False

    def error(self, row: int, column: str, problem: str, *, is_ambiguous: bool = False) -> AnswerFileError:
        """The complaint about one cell."""
        shown = column
        if self.letters and self.columns.get(column, 26) < 26:
            shown = f"{column} ({chr(ord('A') + self.columns[column])})"
        return AnswerFileError(self.where, problem, row=row, column=shown, is_ambiguous=is_ambiguous)


def is_header(cells: Sequence[Cell]) -> bool:
    return set(COLUMNS) <= set(_names(cells))


def table(header: Row, rows: Iterable[Row], where: str, *, letters: bool = False) -> Table:
    """The rows under this header; raises AnswerFileError for a column too few, too many or twice."""
    names = _names(header.cells)
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        problem = f"dòng tiêu đề thiếu cột {', '.join(missing)}. {HOW_IT_LOOKS}"
        raise AnswerFileError(where, problem, row=header.number)
    for name in filter(None, names):
        if name not in (*COLUMNS, NOTE):
            problem = f"có cột lạ “{name}”. Chỉ nhận các cột {', '.join(COLUMNS)} và {NOTE}"
            raise AnswerFileError(where, problem, row=header.number)
        if names.count(name) > 1:
            raise AnswerFileError(where, f"cột {name} có hai lần", row=header.number)
    columns = {name: names.index(name) for name in filter(None, names)}
    return Table(where, columns, _under(columns, rows, where), letters)


def _names(header: Sequence[Cell]) -> list[str]:
    """The column names, without regard to case and surrounding blanks."""
    return [str(cell).strip().casefold() for cell in header]


def _under(columns: Mapping[str, int], rows: Iterable[Row], where: str) -> Iterator[Row]:
    """The rows, refusing one that has something where the header has no name."""
    named = set(columns.values())
    for row in rows:
        if any(cell != "" and place not in named for place, cell in enumerate(row.cells)):
            problem = "có ô nằm ngoài các cột của tiêu đề. Xoá ô đó hoặc chuyển vào cột note"
            raise AnswerFileError(where, problem, row=row.number)
        yield row
