"""What is left before a draft can be published, by where it is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opendti.catalog import editing, queries
from opendti.catalog.models import IndexSet
from opendti.catalog.queries import Obstacle
from opendti.scoring import rounding

from .draft_page import DraftPage

_ORDER = ("incomplete", "error", "doubt", "review")
_TITLES = {
    "incomplete": "Chưa thành bộ chỉ số",
    "error": "Sai, phải sửa",
    "doubt": "Nghi vấn của quyết định, phải trả lời",
    "review": "Chưa có người xem và nhận",
}


@dataclass(frozen=True, slots=True)
class Left:
    """One kind of what is left to do; each obstacle with the code of its node."""

    kind: str
    title: str
    obstacles: tuple[tuple[str, Obstacle], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPage:
    """What is left; and what would be published: code, version, components, points."""

    left: tuple[Left, ...]
    code: str
    version: int
    components: int
    points: str

    @property
    def is_ready(self) -> bool:
        return not self.left

    @property
    def count(self) -> int:
        return sum(len(each.obstacles) for each in self.left)


def publish_page(page: DraftPage) -> PublishPage:
    """What stands between the draft and its publication."""
    obstacles = list(gathered(page.obstacles))
    codes = {node.row: node.code for node in editing.nodes(page.draft.tree)}
    index_set = page.judgement.index_set
    code = str(page.draft.tree.get("code", ""))
    last = IndexSet.objects.filter(code=code).order_by("-version").values_list("version", flat=True).first()
    return PublishPage(
        left=tuple(
            Left(kind, _TITLES[kind], found)
            for kind in _ORDER
            if (found := tuple((codes.get(o.row, ""), o) for o in obstacles if o.kind == kind))
        ),
        code=code,
        version=(last or 0) + 1,
        components=len(list(index_set.components)) if index_set else 0,
        points=rounding.figure(index_set.max) if index_set else "–",
    )


def gathered(obstacles: Sequence[Obstacle]) -> Iterator[Obstacle]:
    """Yield the obstacles, those of many components once: at the first, or where they are answered."""
    shared = queries.shared_doubts(obstacles)
    for code in sorted(shared):
        same = [each for each in obstacles if each.kind == "doubt" and each.code == code]
        message = f"{same[0].message} Cũng vậy ở {len(same) - 1} chỗ khác; trả lời một lần ở Phần đầu."
        yield Obstacle("doubt", editing.HEAD, code, message)
    missing = Counter(each.code for each in obstacles if each.kind == "incomplete")
    told: set[str] = set()
    for each in obstacles:
        if each.kind == "incomplete" and missing[each.code] > 1:
            if each.code not in told:
                told.add(each.code)
                message = f"{each.message}. Cũng vậy ở {missing[each.code] - 1} chỗ khác."
                yield Obstacle("incomplete", each.row, each.code, message)
        elif each.kind != "doubt" or each.code not in shared:
            yield each
