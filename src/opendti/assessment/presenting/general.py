"""The general information of a sheet: facts that bring no points but flow into the formulas."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from opendti.assessment.queries.pages import Contents
from opendti.assessment.queries.personal import is_personal
from opendti.scoring.definition import GeneralItem, IndexSet

from .fields import NO_PROBLEMS, Field, Problems, typed_number, version_of
from .marks import Mark
from .places import slug
from .problems import Problem


@dataclass(frozen=True, slots=True)
class Fact:
    """One general item. Where `is_hidden`, neither the field nor the mark tells what stands there.

    `erased` says when and by whom an empty item was erased on request.
    """

    item: GeneralItem
    field: Field
    mark: Mark
    used: str
    appraisers: str
    is_ours: bool
    is_hidden: bool
    by: str
    is_personal: bool = False
    erased: str = ""

    @property
    def slug(self) -> str:
        return slug(self.item.code)

    @property
    def lines(self) -> list[str]:
        """What the decision prints beside the item."""
        return (self.item.explanation or "").splitlines()


@dataclass(frozen=True, slots=True)
class Facts:
    """The general information with its counts."""

    facts: list[Fact]
    shown: list[Fact]
    show: str
    todo: int

    @property
    def entered(self) -> int:
        return self.total - self.todo

    @property
    def total(self) -> int:
        return len(self.facts)


def facts_of(
    contents: Contents, *, show: str = "all", sees_personal: bool, problems: Problems = NO_PROBLEMS
) -> Facts:
    """The facts; `show` is all or todo, `problems` are by item code."""
    uses = _uses(contents.index_set)
    facts = [
        _fact(
            contents,
            item,
            problem=problems.get(item.code),
            used=", ".join(uses.get(item.code, [])),
            is_hidden=is_personal(item) and not sees_personal,
        )
        for item in contents.index_set.general_items
    ]
    todo = [fact for fact in facts if fact.mark.is_todo]
    return Facts(facts, todo if show == "todo" else facts, show, len(todo))


def _fact(
    contents: Contents, item: GeneralItem, *, problem: Problem | None, used: str, is_hidden: bool
) -> Fact:
    row = contents.rows.get((item.code, "value"))
    shown = plain = "" if row is None or is_hidden else row.value
    if row and item.is_number:
        shown, plain = typed_number(row.value)
    field = Field(
        item=item.code,
        field="value",
        name=item.code,
        label=item.title,
        kind=item.kind,
        shown=shown,
        plain=plain,
        version=version_of(row, problem),
        unit=item.unit or "",
        problem=problem,
    )
    mark = Mark("ok", "Đã nhập") if row and row.value else Mark("none", "Chưa nhập")
    return Fact(
        item=item,
        field=field,
        mark=Mark("err", "Sai") if problem and problem.kind == "error" else mark,
        used=used,
        appraisers=", ".join(item.appraisers),
        is_ours=item in contents.index_set.shared,
        is_hidden=is_hidden,
        by="" if row is None else str(row.updated_by),
        is_personal=is_personal(item),
        erased=_erased(contents, item) if row is None else "",
    )


def _erased(contents: Contents, item: GeneralItem) -> str:
    found = contents.erasures.get(item.code)
    if found is None:
        return ""
    day = timezone.localtime(found.entry.at)
    return f"Đã xoá theo yêu cầu ngày {day:%d/%m/%Y}, bởi {found.entry.actor or 'hệ thống'}"


def _uses(index_set: IndexSet) -> dict[str, list[str]]:
    """By general item: the figures that take its number, `5.1 b`."""
    uses: dict[str, list[str]] = {}
    for leaf in index_set.leaves:
        for figure in leaf.figures:
            names = figure.default.names if figure.default else ()
            for code in (figure.source, *names):
                if code:
                    uses.setdefault(code, []).append(f"{leaf.code} {figure.id}")
    return uses
