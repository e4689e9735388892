"""What may stand in a frame (bộ khung): all that an index set has, with nearly everything optional."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from .definition import Agency, Class, Declared, Figure, GeneralItem, Rounding
from .forms import Rule
from .values import STRICT, Code, Condition, Day, Points, Share, Text, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameComponent:
    """A component of which at least the code is known, or as much as a complete one has."""

    __pydantic_config__ = STRICT
    code: Code
    title: Text | None = None
    short: Text | None = None
    max: Points | None = None
    effect: Literal["score", "bonus", "penalty"] = "score"
    appraisers: tuple[Text, ...] = ()
    appraisers_printed: Text | None = None
    suppliers: tuple[Text, ...] = ()
    figures: tuple[Figure, ...] = ()
    rule: Rule | None = None
    said: Text | None = None
    expects: tuple[Condition, ...] = ()
    text: Text | None = None
    evidence: Text | None = None
    clause: Text | None = None
    note: Text | None = None
    answers: tuple[Text, ...] = ()
    review: tuple[Text, ...] = ()
    parts: tuple[FrameComponent, ...] = ()

    def walk(self) -> Iterator[FrameComponent]:
        """Yield the component and all its parts, however deep."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameMainIndex:
    """A main index; without code and title where only a list of counts is known."""

    __pydantic_config__ = STRICT
    code: Code | None = None
    title: Text | None = None
    short: Text | None = None
    max: Points | None = None
    weight: Share | None = None
    declared: Declared = field(default_factory=Declared)
    note: Text | None = None
    answers: tuple[Text, ...] = ()
    components: tuple[FrameComponent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameGroup:
    """A group of main indexes; a nameless one where the groups are not known."""

    __pydantic_config__ = STRICT
    code: Code | None = None
    title: Text | None = None
    max: Points | None = None
    declared: Declared = field(default_factory=Declared)
    note: Text | None = None
    answers: tuple[Text, ...] = ()
    main_indexes: tuple[FrameMainIndex, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameDecision:
    """What is known of the legal document."""

    __pydantic_config__ = STRICT
    number: Text | None = None
    issued_on: Day | None = None
    authority: Text | None = None
    place: Text | None = None
    title: Text | None = None
    annex: Text | None = None
    replaces: Text | None = None
    legal_basis: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """What is known of an index set, and from where: `sources` names the document of every fact.

    `default_appraisers` appraise what is given to nobody else (“Các chỉ số còn lại”).
    """

    __pydantic_config__ = STRICT
    format: Literal["1"]
    status: Literal["frame"]
    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    title: Text
    level: Text
    year: Year | None = None
    max: Points | None = None
    decision: FrameDecision = FrameDecision()
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    applies_to: tuple[Text, ...] = ()
    rounding: Rounding = field(default_factory=Rounding)
    aggregation: Literal["sum", "composite"] = "sum"
    classes: tuple[Class, ...] = ()
    agencies: tuple[Agency, ...] = ()
    default_appraisers: tuple[Text, ...] = ()
    declared: Declared = field(default_factory=Declared)
    note: Text | None = None
    notes: dict[str, Text] = field(default_factory=dict)
    review: tuple[Text, ...] = ()
    exclusion_clause: Text | None = None
    general: tuple[GeneralItem, ...] = ()
    shared: tuple[GeneralItem, ...] = ()
    groups: tuple[FrameGroup, ...] = ()

    @property
    def main_indexes(self) -> tuple[FrameMainIndex, ...]:
        return tuple(main for group in self.groups for main in group.main_indexes)

    @property
    def components(self) -> tuple[FrameComponent, ...]:
        """The components in the order of the decision, without their parts."""
        return tuple(component for main in self.main_indexes for component in main.components)

    @property
    def all_components(self) -> tuple[FrameComponent, ...]:
        """The components and all their parts, each before its own parts."""
        return tuple(each for component in self.components for each in component.walk())
