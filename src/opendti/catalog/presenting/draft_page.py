"""What every page of a draft shows around the node at hand: bar, tree, what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from opendti.catalog import editing, queries
from opendti.catalog.editing import Node
from opendti.catalog.models import Acceptance, Draft, DraftEdit
from opendti.catalog.queries import Judgement, Obstacle
from opendti.catalog.workflow import DraftState
from opendti.people.models import User
from opendti.scoring.trees import items

RECENT = timedelta(minutes=15)
"""How long somebody else's edit is a reason to warn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the tree. `mark` is the state's shape, `word` its name (visual.md)."""

    row: str
    code: str
    name: str
    max: str
    mark: str
    word: str
    depth: int = 0
    is_doubtful: bool = False

    @property
    def is_todo(self) -> bool:
        return self.mark != "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A main index with its lines. `shown` are those of the filter."""

    row: str
    code: str
    name: str
    max: str
    group: str
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    is_open: bool

    @property
    def todo(self) -> int:
        return sum(row.is_todo for row in self.rows)


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the tree one may look at alone."""

    key: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """The draft, its tree and what is left to do. `rows` are all lines in the order of the set."""

    draft: Draft
    can_edit: bool
    show: str
    current: str
    head: Row
    general: Row
    branches: tuple[Branch, ...]
    filters: tuple[Filter, ...]
    judgement: Judgement
    obstacles: tuple[Obstacle, ...]
    accepted: int
    total: int
    undoable: DraftEdit | None
    other: DraftEdit | None
    accepted_by: Mapping[str, Acceptance]

    @property
    def rows(self) -> list[Row]:
        return [self.head, self.general, *(row for branch in self.branches for row in branch.rows)]

    @property
    def share(self) -> int:
        return self.accepted * 100 // self.total if self.total else 0

    @property
    def next_row(self) -> Row | None:
        """Where to go on: the next doubtful line after the present one, else the next not accepted."""
        rows = self.rows
        at = next((number for number, row in enumerate(rows) if row.row == self.current), None)
        ahead = rows if at is None else [*rows[at + 1 :], *rows[:at]]
        doubtful = (row for row in ahead if row.is_todo and row.is_doubtful)
        return next(doubtful, None) or next((row for row in ahead if row.is_todo), None)

    def neighbours(self) -> tuple[Row | None, Row | None]:
        """The lines before and after the present one."""
        rows = self.rows
        at = next((number for number, row in enumerate(rows) if row.row == self.current), 0)
        return (rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None)


def draft_page(draft: Draft, person: User, *, can_edit: bool, current: str = "", show: str = "") -> DraftPage:
    """The page around the node `current`; `show` is `todo` or `doubt` to see only those."""
    judgement = queries.judge(draft)
    obstacles = queries.obstacles(draft, judgement)
    accepted = queries.acceptances(draft)
    state = _State(draft, obstacles, accepted)
    branches = tuple(_branches(draft, state, current, show))
    rows = [state.head(), state.general(), *(row for branch in branches for row in branch.rows)]
    undoable = queries.undoable(draft) if can_edit else None
    return DraftPage(
        draft=draft,
        can_edit=can_edit and draft.state == DraftState.OPEN,
        show=show,
        current=current,
        head=rows[0],
        general=rows[1],
        branches=branches,
        filters=tuple(_filters(rows, show)),
        judgement=judgement,
        obstacles=tuple(obstacles),
        accepted=sum(not row.is_todo for row in rows),
        total=len(rows),
        undoable=undoable if undoable and draft.state == DraftState.OPEN else None,
        other=other_editor(draft, person),
        accepted_by=accepted,
    )


def other_editor(draft: Draft, person: User) -> DraftEdit | None:
    """The newest edit by somebody else, while it is recent."""
    since: datetime = timezone.now() - RECENT
    edits = DraftEdit.objects.filter(draft=draft, at__gte=since).exclude(by=person)
    return edits.select_related("by").defer("before").order_by("-version").first()


class _State:
    """Marks lines by what stands in their way."""

    def __init__(self, draft: Draft, obstacles: list[Obstacle], accepted: Mapping[str, Acceptance]) -> None:
        self.draft = draft
        self.accepted = accepted
        self.at: dict[str, list[Obstacle]] = {}
        shared = queries.shared_doubts(obstacles)
        for each in obstacles:
            row = editing.HEAD if each.kind == "doubt" and each.code in shared else each.row
            self.at.setdefault(row, []).append(each)

    def head(self) -> Row:
        mark, word, doubtful = self._mark(editing.HEAD, self.draft.tree)
        return Row(
            row=editing.HEAD,
            code="",
            name="Phần đầu, cấu trúc",
            max="",
            mark=mark,
            word=word,
            is_doubtful=doubtful,
        )

    def general(self) -> Row:
        tree = self.draft.tree
        holders = [*items(tree, "general"), *items(tree, "shared")]
        waits = [holder["review"] for holder in holders if holder.get("review")]
        mark, word, doubtful = self._mark(editing.GENERAL, {"review": waits})
        if not holders:
            mark, word, doubtful = "ok", "Không có", False
        count = f"{len(holders)} mục"
        return Row(
            row=editing.GENERAL,
            code="",
            name="Thông tin chung",
            max=count,
            mark=mark,
            word=word,
            is_doubtful=doubtful,
        )

    def component(self, node: Node, depth: int) -> Row:
        mark, word, doubtful = self._mark(node.row, node.value)
        return Row(
            row=node.row,
            code=node.code,
            name=str(node.value.get("short") or node.value.get("title") or "Chưa có tên"),
            max=str(node.value.get("max", "")).replace(".", ","),
            mark=mark,
            word=word,
            depth=depth,
            is_doubtful=doubtful,
        )

    def _mark(self, row: str, value: Mapping[str, object]) -> tuple[str, str, bool]:
        kinds = {each.kind for each in self.at.get(row, ())}
        if kinds & {"error", "incomplete"}:
            return "err", "Chưa dùng được", True
        if value.get("review"):
            return "warn", "Cần người xem", True
        if "doubt" in kinds:
            return "warn", "Có nghi vấn", True
        if row not in self.accepted:
            return "confirm", "Chưa nhận", False
        return "ok", "Đã nhận", False


def _branches(draft: Draft, state: _State, current: str, show: str) -> Iterator[Branch]:
    for main in editing.nodes(draft.tree, "main"):
        rows = [
            state.component(node, len(node.parents) - 2)
            for node in editing.nodes(draft.tree, "component")
            if node.main is not None and node.main.row == main.row
        ]
        shown = tuple(row for row in rows if _is_shown(row, show))
        group = main.parents[0]
        yield Branch(
            row=main.row,
            code=main.code,
            name=str(main.value.get("title") or "Chưa có tên"),
            max=str(main.value.get("max", "")).replace(".", ","),
            group=f"{group.code} {group.value.get('title', '')}".strip(),
            rows=tuple(rows),
            shown=shown,
            is_open=any(row.row == current for row in rows) or (bool(show) and bool(shown)),
        )


def _is_shown(row: Row, show: str) -> bool:
    if show == "doubt":
        return row.is_doubtful
    return row.is_todo if show == "todo" else True


def _filters(rows: list[Row], show: str) -> Iterator[Filter]:
    yield Filter("", "Tất cả", len(rows), show not in ("todo", "doubt"))
    yield Filter("todo", "Chưa nhận", sum(row.is_todo for row in rows), show == "todo")
    yield Filter("doubt", "Nghi vấn", sum(row.is_doubtful for row in rows), show == "doubt")
