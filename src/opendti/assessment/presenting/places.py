"""Where an item stands in its index set: its main index, its parent, what the decision prints for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from opendti.scoring.definition import Component, IndexSet, MainIndex


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf component with the component it is a part of (itself, mostly) and its main index."""

    leaf: Component
    parent: Component
    main: MainIndex

    @property
    def code(self) -> str:
        return self.leaf.code

    @property
    def is_part(self) -> bool:
        return self.leaf is not self.parent

    @property
    def name(self) -> str:
        """Short enough for a list."""
        return self.leaf.short or self.leaf.title

    @property
    def law(self) -> str:
        """The decision's own words on how it is scored; those of the parent where the part has none."""
        return self.leaf.text or self.parent.text or ""

    @property
    def evidence(self) -> str:
        return self.leaf.evidence or self.parent.evidence or ""

    @property
    def appraisers(self) -> tuple[str, ...]:
        return self.leaf.appraisers or self.parent.appraisers

    @property
    def notes(self) -> list[str]:
        """What we decided about doubts in the text, for the component and its figures."""
        notes = [self.leaf.note, *(figure.note for figure in self.leaf.figures)]
        if self.is_part:
            notes.insert(0, self.parent.note)
        return [note.strip() for note in notes if note]


@lru_cache(maxsize=64)
def places_in(index_set: IndexSet) -> dict[str, Place]:
    """The leaves by code, in the order of the decision."""
    return {
        leaf.code: Place(leaf, component, main)
        for main in index_set.main_indexes
        for component in main.components
        for leaf in leaves_of(component)
    }


def leaves_of(component: Component) -> Iterator[Component]:
    """The component itself, or what it is the sum of."""
    return (each for each in component.walk() if not each.parts)


def slug(code: str) -> str:
    """The code as part of an HTML id that a selector can name."""
    return code.replace(".", "-").replace(":", "-")
