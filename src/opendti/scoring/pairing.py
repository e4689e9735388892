"""Which component of one index set continues which of another, and what changed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from . import likeness, meaning, rounding
from .definition import Component, IndexSet, MainIndex
from .wording import NBSP

Kind = Literal[
    "added", "dropped", "moved", "max_changed", "rule_changed", "title_changed", "figures_changed",
    "appraisers_changed", "evidence_changed", "text_changed",
]  # fmt: skip
Link = Literal["same", "likely", "decided", "none"]
"""How a component is known to continue another: by its title, by a near one, by a person; or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one component: both codes ("" where there is none), both values, and a sentence."""

    kind: Kind
    before_code: str
    after_code: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A component and what it continues; one of the two may be missing. `score` is the titles' likeness."""

    before: Component | None
    after: Component | None
    before_main: MainIndex | None
    after_main: MainIndex | None
    link: Link
    score: Fraction
    is_part: bool
    changes: tuple[Change, ...]

    @property
    def is_kept(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def is_unchanged(self) -> bool:
        return not self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Components and points of the whole or of a main index, before and after; None where there is none."""

    title: str
    components: tuple[int | None, int | None]
    points: tuple[Fraction | None, Fraction | None]


class Pairing:
    """The pairing of two sets and the telling of it."""

    def __init__(
        self, before: IndexSet, after: IndexSet, mapping: Mapping[str, str], names: tuple[str, str]
    ) -> None:
        self.sets, self.mapping, self.names = (before, after), mapping, names
        self.old_mains, self.new_mains = (
            {each.code: main for main in one.main_indexes for top in main.components for each in top.walk()}
            for one in self.sets
        )
        titles = ({main.code: main.title for main in one.main_indexes} for one in self.sets)
        self.main_pairs = {old: new for old, (new, _) in likeness.pairs(*titles).items()}

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs in the later set's order; after each main index what its forerunner lost."""
        before, after = self.sets
        links = self._linked(tuple(before.components), tuple(after.components))
        forerunners = {new: old for old, new in self.main_pairs.items()}
        old_ones = {old.code: old for old in before.components}
        backwards = {new: (old, link, score) for old, (new, link, score) in links.items()}
        told: set[str] = set()
        for main in after.main_indexes:
            for component in main.components:
                old, link, score = backwards.get(component.code, ("", "none", Fraction(0)))
                yield from self._told(old_ones.get(old), component, link, score)
            told.add(forerunners.get(main.code, ""))
            yield from self._dropped(links, forerunners.get(main.code, ""))
        for main in before.main_indexes:
            if main.code not in told:
                yield from self._dropped(links, main.code)

    def _dropped(self, links: Mapping[str, tuple[str, Link, Fraction]], code: str) -> Iterator[Pair]:
        for main in self.sets[0].main_indexes:
            for component in main.components if main.code == code else ():
                if component.code not in links:
                    yield from self._told(component, None, "none", Fraction(0))

    def _linked(
        self, before: tuple[Component, ...], after: tuple[Component, ...]
    ) -> dict[str, tuple[str, Link, Fraction]]:
        """By old code: the new code, how it is known, and the likeness; what has no successor is left out."""
        old, new = ({each.code: each.title for each in some} for some in (before, after))
        decided = {code: self.mapping[code] for code in old if code in self.mapping}
        links: dict[str, tuple[str, Link, Fraction]] = {
            code: (to, "decided", likeness.likeness(old[code], new[to]))
            for code, to in decided.items()
            if to in new
        }
        taken = {to for to in decided.values() if to}
        open_old = {code: title for code, title in old.items() if code not in decided}
        open_new = {code: title for code, title in new.items() if code not in taken}
        for code, (to, score) in likeness.pairs(open_old, open_new).items():
            links[code] = (to, "same" if score == 1 else "likely", score)
        return links

    def _told(
        self,
        old: Component | None,
        new: Component | None,
        link: Link,
        score: Fraction,
        *,
        is_part: bool = False,
    ) -> Iterator[Pair]:
        yield Pair(
            before=old,
            after=new,
            before_main=self.old_mains[old.code] if old else None,
            after_main=self.new_mains[new.code] if new else None,
            link=link,
            score=score,
            is_part=is_part,
            changes=tuple(self._changes(old, new)),
        )
        if old and new and old.parts and new.parts:
            yield from self._parts(old, new)

    def _parts(self, old: Component, new: Component) -> Iterator[Pair]:
        links = self._linked(old.parts, new.parts)
        backwards = {to: (code, link, score) for code, (to, link, score) in links.items()}
        old_parts = {part.code: part for part in old.parts}
        for part in new.parts:
            code, link, score = backwards.get(part.code, ("", "none", Fraction(0)))
            yield from self._told(old_parts.get(code), part, link, score, is_part=True)
        for part in old.parts:
            if part.code not in links:
                yield from self._told(part, None, "none", Fraction(0), is_part=True)

    def _changes(self, old: Component | None, new: Component | None) -> Iterator[Change]:
        if old is None or new is None:
            yield from self._one_sided(old, new)
            return
        name = f"Chỉ số {new.code}"
        for kind, before, after, words in (*self._moved(old, new), *meaning.changes(*self.sets, old, new)):
            sentence = words if kind == "moved" else f"{name}: {words}"
            yield Change(
                kind=kind,
                before_code=old.code,
                after_code=new.code,
                before=before,
                after=after,
                sentence=sentence,
            )

    def _one_sided(self, old: Component | None, new: Component | None) -> Iterator[Change]:
        if new:
            points = f"{rounding.figure(new.max)}{NBSP}điểm"
            words = f"Chỉ số {new.code} “{new.title}” ({points}) chỉ có ở {self.names[1]}."
            yield Change(
                kind="added", before_code="", after_code=new.code, before="", after=new.title, sentence=words
            )
        elif old:
            points = f"{rounding.figure(old.max)}{NBSP}điểm"
            words = f"Chỉ số {old.code} “{old.title}” ({points}) chỉ có ở {self.names[0]}."
            yield Change(
                kind="dropped",
                before_code=old.code,
                after_code="",
                before=old.title,
                after="",
                sentence=words,
            )

    def _moved(self, old: Component, new: Component) -> Iterator[meaning.Difference]:
        old_main, new_main = self.old_mains[old.code], self.new_mains[new.code]
        changes_main = self.main_pairs.get(old_main.code) != new_main.code
        if old.code == new.code and not changes_main:
            return
        moved = f"Chỉ số {old.code} ({self.names[0]}) nay là {new.code}"
        if old.code == new.code:
            moved = f"Chỉ số {new.code} giữ mã"
        where = f", chuyển từ “{old_main.title}” sang “{new_main.title}”" if changes_main else ""
        yield meaning.Difference("moved", old.code, new.code, f"{moved}{where}.")

    def mains(self) -> Iterator[Sums]:
        """Yield the main indexes of the later set beside their forerunners, then those that are gone."""
        old, new = ({main.code: main for main in one.main_indexes} for one in self.sets)
        forerunners = {after: before for before, after in self.main_pairs.items()}
        for code, main in new.items():
            yield sums(main.title, old.get(forerunners.get(code, "")), main)
        for code, main in old.items():
            if code not in self.main_pairs:
                yield sums(main.title, main, None)


def sums(title: str, before: IndexSet | MainIndex | None, after: IndexSet | MainIndex | None) -> Sums:
    """The components and points of two sets, or of two main indexes, beside each other."""
    counts = [len(tuple(each.components)) if each else None for each in (before, after)]
    maxima = [each.max if each else None for each in (before, after)]
    return Sums(title=title, components=(counts[0], counts[1]), points=(maxima[0], maxima[1]))
