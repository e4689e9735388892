"""A published set as its page, its print and its PDF tell it: the method in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from opendti.catalog import queries, worked_cases
from opendti.catalog.models import IndexSet
from opendti.catalog.queries import reading
from opendti.catalog.worked_cases import Example
from opendti.scoring import definition, describing, forms, linting, rounding


@dataclass(frozen=True, slots=True)
class FigureTold:
    letter: str
    label: str
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentTold:
    """A component in words; `law` and `evidence` are the decision's own, `note` and the rule are ours."""

    code: str
    title: str
    points: str
    effect: str
    is_part: bool
    appraisers: str
    suppliers: str
    figures: tuple[FigureTold, ...]
    how: str
    rows: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    law: str
    clause: str
    evidence: str
    asks_evidence: bool
    note: str
    example: Example | None
    doubts: int


@dataclass(frozen=True, slots=True)
class MainTold:
    code: str
    title: str
    points: str
    note: str
    count: int
    components: tuple[ComponentTold, ...]


@dataclass(frozen=True, slots=True)
class GroupTold:
    code: str
    title: str
    points: str
    note: str
    mains: tuple[MainTold, ...]


@dataclass(frozen=True, slots=True)
class GeneralTold:
    code: str
    title: str
    what: str
    who: str
    explanation: str
    note: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the linter found; `anchor` is where on the page, `answer` what was decided about it."""

    at: str
    anchor: str
    message: str
    answer: str
    is_error: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The whole set. `facts` are the head; the rest is in the order of the decision."""

    title: str
    cited: str
    decision_title: str
    annex: str
    level: str
    points: str
    count: int
    version: int
    state: str
    state_words: str
    retired_because: str
    facts: tuple[tuple[str, str], ...]
    legal_basis: tuple[str, ...]
    applies_to: tuple[str, ...]
    agencies: tuple[tuple[str, int, str], ...]
    classes: tuple[tuple[str, str], ...]
    note: str
    general: tuple[GeneralTold, ...]
    shared: tuple[GeneralTold, ...]
    groups: tuple[GroupTold, ...]
    doubts: tuple[Doubt, ...]

    @property
    def open_doubts(self) -> int:
        return sum(not doubt.answer for doubt in self.doubts)


def method_of(row: IndexSet) -> Method:
    """The set told from its definition, with its worked examples where it has any."""
    told = _Teller(row)
    index_set, listed = told.index_set, reading.listed(row)
    retirement = getattr(row, "retirement", None)
    return Method(
        title=index_set.title,
        cited=describing.decided(index_set.decision),
        decision_title=index_set.decision.title,
        annex=index_set.decision.annex,
        level=index_set.level,
        points=describing.points(index_set.max),
        count=len(list(index_set.components)),
        version=row.version,
        state=listed.state,
        state_words=listed.state_words,
        retired_because=retirement.reason if retirement else "",
        facts=tuple(_facts(row, index_set)),
        legal_basis=index_set.decision.legal_basis,
        applies_to=index_set.applies_to,
        agencies=tuple(_agencies(index_set)),
        classes=tuple((each.label, describing.class_bound(each)) for each in index_set.classes),
        note=_flowing(index_set.note),
        general=tuple(map(_general, index_set.general)),
        shared=tuple(map(_general, index_set.shared)),
        groups=tuple(map(told.group, index_set.groups)),
        doubts=told.doubts,
    )


class _Teller:
    """Tells groups, main indexes and components of one set."""

    def __init__(self, row: IndexSet) -> None:
        self.index_set = queries.definition_of(row)
        self.examples = worked_cases.examples_of(row)
        codes = {each.code for each in self.index_set.all_components}
        self.doubts = tuple(_once(_doubt(found, codes) for found in linting.lint(self.index_set)))

    def group(self, group: definition.Group) -> GroupTold:
        mains = tuple(self._main(main) for main in group.main_indexes)
        return GroupTold(group.code, group.title, describing.points(group.max), _flowing(group.note), mains)

    def _main(self, main: definition.MainIndex) -> MainTold:
        told = tuple(
            self._component(each, is_part=each is not top) for top in main.components for each in top.walk()
        )
        points, note = describing.points(main.max), _flowing(main.note)
        return MainTold(main.code, main.title, points, note, len(main.components), told)

    def _component(self, each: definition.Component, *, is_part: bool) -> ComponentTold:
        rule = describing.rule(each)
        return ComponentTold(
            code=each.code,
            title=each.title,
            points=describing.points(each.max),
            effect=describing.EFFECTS[each.effect],
            is_part=is_part,
            appraisers=each.appraisers_printed or ", ".join(each.appraisers),
            suppliers=", ".join(each.suppliers),
            figures=tuple(
                FigureTold(
                    figure.id,
                    figure.label,
                    figure.unit,
                    describing.figure_source(self.index_set, figure),
                    _flowing(figure.note),
                )
                for figure in each.figures
            ),
            how=rule.how,
            rows=rule.rows,
            beside=rule.beside,
            law=(each.text or "").strip(),
            clause=self.index_set.clause_of(each),
            evidence=(each.evidence or "").strip(),
            asks_evidence=not isinstance(each.rule, (forms.Unscored, forms.SumOfParts)),
            note=_flowing(each.note),
            example=self.examples.get(each.code),
            doubts=sum(doubt.at == each.code for doubt in self.doubts),
        )


def _facts(row: IndexSet, index_set: definition.IndexSet) -> Iterator[tuple[str, str]]:
    decision = index_set.decision
    yield "Cấp được đánh giá", index_set.level
    yield "Nơi ban hành", decision.place
    yield "Năm ban hành", str(index_set.year)
    if decision.replaces:
        yield "Thay thế", decision.replaces
    for source in index_set.sources:
        yield "Nguồn", source
    if index_set.exclusion_clause:
        yield "“Không đánh giá”", index_set.exclusion_clause
    places = f"{index_set.rounding.places} chữ số thập phân, nửa lên, chỉ khi hiện"
    note = _flowing(index_set.rounding.note)
    yield "Làm tròn", f"{places}. {note}" if note else f"{places}."
    yield "Bản này do", str(row.owner) if row.owner else "bộ có sẵn cùng phần mềm"


def _agencies(index_set: definition.IndexSet) -> Iterator[tuple[str, int, str]]:
    """Yield each appraiser with its components and their points; one of two counts in both."""
    work: dict[str, list[Fraction]] = {}
    for top in index_set.components:
        named = {name for each in top.walk() for name in each.appraisers}
        for name in sorted(named):
            agency = index_set.agency_called(name)
            work.setdefault(agency.name if agency else name, []).append(top.max)
    for name, maxima in sorted(work.items(), key=lambda each: -len(each[1])):
        yield name, len(maxima), rounding.figure(sum(maxima, Fraction(0)))


def _general(item: definition.GeneralItem) -> GeneralTold:
    kind = describing.KINDS[item.kind]
    what = f"{kind}, {item.unit}" if item.unit else kind
    who = [", ".join(item.appraisers), f"{item.supplier} cung cấp" if item.supplier else ""]
    return GeneralTold(
        item.code, item.title, what, "; ".join(filter(None, who)), item.explanation or "", _flowing(item.note)
    )


def _doubt(found: linting.Finding, codes: set[str]) -> Doubt:
    prefix = "c" if found.at in codes else "m"
    anchor = (
        f"{prefix}-{found.at}" if found.at and not found.at.startswith(("I.", "S.")) else "thong-tin-chung"
    )
    answer = _flowing(found.answer)
    return Doubt(found.at, anchor if found.at else "dau", found.message, answer, found.severity == "error")


def _once(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """Yield the doubts, an answer that stands further up only named by its place."""
    told: dict[str, str] = {}
    for doubt in doubts:
        where = told.setdefault(doubt.answer, doubt.at)
        is_repeated = bool(doubt.answer) and where != doubt.at
        yield replace(doubt, answer=f"như ở {where or 'cả bộ'}.") if is_repeated else doubt


def _flowing(text: str | None) -> str:
    """A note as one paragraph: its line ends are those of the file."""
    return " ".join((text or "").split())
