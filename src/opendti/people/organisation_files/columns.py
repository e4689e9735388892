"""The columns of a list of organisations, and one of its rows as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from opendti.common.folding import folded

CODE = "Mã"
NAME = "Tên chính thức"
SHORT_NAME = "Tên ngắn"
LEVEL = "Cấp"
PARENT = "Mã cơ quan cấp trên"
ORDER = "Thứ tự"
BEGIN = "Từ ngày"
END = "Đến ngày"
PREDECESSORS = "Kế tục của"
DECISION = "Quyết định"

HEADS = (CODE, NAME, SHORT_NAME, LEVEL, PARENT, ORDER, BEGIN, END, PREDECESSORS, DECISION)
OBLIGED = (CODE, NAME)
BY_FOLDED = {folded(head): head for head in HEADS} | {"ke tuc cua (ma; ma)": PREDECESSORS}


@dataclass(slots=True)
class Listed:
    """A row of the file by the number Excel shows for it; `problems` stop it, `doubts` are to be looked at.

    `given` are the columns the file has; what a file does not say is not compared with what is there.
    """

    number: int
    given: frozenset[str]
    code: str = ""
    name: str = ""
    short_name: str = ""
    level: str = ""
    parent_code: str = ""
    order: int = 0
    begin: date | None = None
    end: date | None = None
    predecessors: tuple[str, ...] = ()
    decision: str = ""
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
