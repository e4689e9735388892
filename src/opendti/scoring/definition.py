"""What an index set is: frozen values, read from a file by `loading` and never changed after.

What may stand in an index-set file is what is declared here, in `forms` and in `values`. A text that
stands in the decision is kept as printed, mistakes included; what we decided about it stands in
`note`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from .forms import Rule
from .values import (
    STRICT,
    Code,
    Condition,
    Day,
    Exact,
    Expression,
    Letter,
    Places,
    Points,
    Share,
    Text,
    Whole,
    Year,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A variable of a component, under the letter the decision gives it (`n` where it gives none).

    `source` names the general item the decision itself points at (“mục I.8”): the number is given
    there once. `default` is our reading of where the number may come from; a number given here wins,
    and a difference is flagged. `supplier` is the agency that supplies it instead of the unit.
    """

    __pydantic_config__ = STRICT
    id: Letter
    label: Text
    unit: Text
    kind: Literal["count", "amount", "percent", "number"] = "count"
    source: Code | None = None
    default: Expression | None = None
    supplier: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralItem:
    """A fact asked once and not scored: printed general information, or a shared figure of ours."""

    __pydantic_config__ = STRICT
    code: Code
    title: Text
    kind: Literal["text", "link", "contact", "count", "amount", "percent", "number"] = "count"
    unit: Text | None = None
    appraisers: tuple[Text, ...] = ()
    supplier: Text | None = None
    explanation: Text | None = None
    note: Text | None = None
    review: tuple[Text, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.kind in ("count", "amount", "percent", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """The scored leaf (chỉ số thành phần); with `parts`, the sum of them.

    `expects` are conditions the figures must meet (`a + b <= c`): where one does not hold, the score
    is flagged and stays. `answers` are the linter's finding codes that `note` answers. `said` is the
    sentence of the decision the rule was read from; `review` says why a person must still look at it
    (“cần người xem”), and nothing with such a reason is published.
    """

    __pydantic_config__ = STRICT
    code: Code
    title: Text
    short: Text | None = None
    max: Points
    effect: Literal["score", "bonus", "penalty"] = "score"
    appraisers: tuple[Text, ...] = ()
    appraisers_printed: Text | None = None
    suppliers: tuple[Text, ...] = ()
    figures: tuple[Figure, ...] = ()
    rule: Rule
    said: Text | None = None
    expects: tuple[Condition, ...] = ()
    text: Text | None = None
    evidence: Text | None = None
    clause: Text | None = None
    note: Text | None = None
    answers: tuple[Text, ...] = ()
    review: tuple[Text, ...] = ()
    parts: tuple[Component, ...] = ()

    def walk(self) -> Iterator[Component]:
        """Yield the component and all its parts, however deep."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the decision's own structure table states; checked, never used for scoring."""

    __pydantic_config__ = STRICT
    main_indexes: Whole | None = None
    components: Whole | None = None
    points: Points | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MainIndex:
    """A pillar (chỉ số chính). `weight` is used by composite sets only (form 19)."""

    __pydantic_config__ = STRICT
    code: Code
    title: Text
    short: Text | None = None
    max: Points
    weight: Share | None = None
    declared: Declared = Declared()
    note: Text | None = None
    answers: tuple[Text, ...] = ()
    components: Annotated[tuple[Component, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of main indexes (nhóm chỉ số)."""

    __pydantic_config__ = STRICT
    code: Code
    title: Text
    max: Points
    declared: Declared = Declared()
    note: Text | None = None
    answers: tuple[Text, ...] = ()
    main_indexes: Annotated[tuple[MainIndex, ...], Field(min_length=1)]


# -- The set --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The legal document that fixes the set; a draft may bear no day (`issued_on`) yet."""

    __pydantic_config__ = STRICT
    number: Text
    issued_on: Day | None = None
    authority: Text
    place: Text
    title: Text
    annex: Text
    replaces: Text | None = None
    legal_basis: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency named in the set, with the other spellings the decision prints for it.

    `declared` is how many components the decision says the agency appraises.
    """

    __pydantic_config__ = STRICT
    name: Text
    printed: tuple[Text, ...] = ()
    declared: Declared = Declared()


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A classification: index values (percent) `above` or `at_least` the bound get this label."""

    __pydantic_config__ = STRICT
    label: Text
    above: Exact | None = None
    at_least: Exact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """How many decimals are shown; half up, once, for showing only."""

    __pydantic_config__ = STRICT
    places: Places = 2
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class IndexSet:
    """A whole index set (bộ chỉ số). Two loaded sets are the same only if they are one object.

    A file of which only parts are known says `status: frame` and is read by `frames` instead.
    """

    __pydantic_config__ = STRICT
    format: Literal["1"]
    status: Literal["complete"] = "complete"
    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    title: Text
    level: Text
    year: Year
    max: Points
    decision: Decision
    sources: tuple[Text, ...] = ()
    applies_to: tuple[Text, ...] = ()
    rounding: Rounding = Rounding()
    aggregation: Literal["sum", "composite"] = "sum"
    classes: tuple[Class, ...] = ()
    agencies: tuple[Agency, ...] = ()
    declared: Declared = Declared()
    note: Text | None = None
    notes: dict[str, Text] = field(default_factory=dict)
    review: tuple[Text, ...] = ()
    exclusion_clause: Text | None = None
    general: tuple[GeneralItem, ...] = ()
    shared: tuple[GeneralItem, ...] = ()
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]

    @property
    def main_indexes(self) -> Iterator[MainIndex]:
        return (main for group in self.groups for main in group.main_indexes)

    @property
    def components(self) -> Iterator[Component]:
        """The components in the order of the decision, without their parts."""
        return (component for main in self.main_indexes for component in main.components)

    @property
    def all_components(self) -> Iterator[Component]:
        """The components and all their parts, each before its own parts."""
        return (each for component in self.components for each in component.walk())

    @property
    def leaves(self) -> Iterator[Component]:
        """What is answered: every component without parts, and the parts of the others."""
        return (each for each in self.all_components if not each.parts)

    @property
    def general_items(self) -> Iterator[GeneralItem]:
        """The printed general information, then the shared figures of ours."""
        yield from self.general
        yield from self.shared

    def clause_of(self, component: Component) -> str:
        """Where the component stands in the decision: “Phụ lục 1, mục 1.1”."""
        return component.clause or f"{self.decision.annex}, mục {component.code}"

    def agency_called(self, printed: str) -> Agency | None:
        """The agency printed under this name, or None if the set knows no such agency."""
        for agency in self.agencies:
            if printed == agency.name or printed in agency.printed:
                return agency
        return None
