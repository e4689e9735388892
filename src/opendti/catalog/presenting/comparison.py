"""Two sets beside each other as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from opendti.catalog import queries
from opendti.catalog.models import IndexSet
from opendti.scoring import comparing, rounding
from opendti.scoring.comparing import KINDS, Change, Comparison, Pair, Sums

SHOWN = {"all": "Tất cả", "changed": "Có khác", "same": "Giữ nguyên", "dropped": "Không còn", "added": "Thêm"}
_LONG = ("rule_changed", "title_changed", "evidence_changed")


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A change under its kind: a sentence, or both values under each other; `is_folded` when long."""

    kind: str
    words: str
    before: str = ""
    after: str = ""
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTold:
    """A pair: its state (`same`, `changed`, `dropped`, `added`) and what changed."""

    pair: Pair
    state: str
    is_likely: bool
    points: str
    changes: tuple[ChangeTold, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one main index."""

    code: str
    title: str
    rows: tuple[RowTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    comparison: Comparison
    filters: tuple[tuple[str, str, int], ...]
    show: str
    sections: tuple[Section, ...]
    sums: tuple[tuple[str, str, str, str, str], ...]
    likely: int


def comparison_of(before: IndexSet, after: IndexSet) -> Comparison:
    """The comparison, with the matches people have decided on."""
    sets = queries.definition_of(before), queries.definition_of(after)
    mapping: Mapping[str, str] = queries.matches(before, after)
    return comparing.compare(*sets, mapping=mapping, names=names_of(before, after))


def names_of(before: IndexSet, after: IndexSet) -> tuple[str, str]:
    """What to call the two so that they cannot be mistaken: by version, level or decision."""
    if before.code == after.code:
        return f"phiên bản {before.version}", f"phiên bản {after.version}"
    if before.level != after.level:
        names = f"bộ cấp {before.level}", f"bộ cấp {after.level}"
        if before.decision_number == after.decision_number:
            return names
        return f"{names[0]} ({before.decision_number})", f"{names[1]} ({after.decision_number})"
    if before.decision_number != after.decision_number:
        return f"bộ {before.decision_number}", f"bộ {after.decision_number}"
    return f"bộ {before.code}", f"bộ {after.code}"


def comparison_page(comparison: Comparison, show: str) -> ComparisonPage:
    """The page with the rows that `show` leaves; an unknown `show` leaves all."""
    rows = [_row(pair) for pair in comparison.pairs]
    counted = [row for row in rows if not row.pair.is_part]
    counts = {key: sum(key in ("all", row.state) for row in counted) for key in SHOWN}
    chosen = show if show in SHOWN else "all"
    kept = [row for row in rows if chosen in ("all", row.state)]
    return ComparisonPage(
        comparison=comparison,
        filters=tuple((key, words, counts[key]) for key, words in SHOWN.items()),
        show=chosen,
        sections=tuple(_sections(kept)),
        sums=tuple(_sums(each) for each in (*comparison.mains, comparison.whole)),
        likely=sum(row.is_likely for row in counted),
    )


def _sections(rows: list[RowTold]) -> Iterator[Section]:
    for (code, title), some in groupby(rows, key=_main_of):
        yield Section(code, title, tuple(some))


def _main_of(row: RowTold) -> tuple[str, str]:
    main = row.pair.after_main or row.pair.before_main
    return (main.code, main.title) if main else ("", "")


def _row(pair: Pair) -> RowTold:
    state = "same"
    if not pair.is_kept:
        state = "added" if pair.before is None else "dropped"
    elif pair.changes:
        state = "changed"
    maxima = [rounding.figure(each.max) for each in (pair.before, pair.after) if each]
    points = maxima[0] if len(set(maxima)) == 1 else " → ".join(maxima)
    told = tuple(_told(change) for change in pair.changes if change.kind not in ("added", "dropped"))
    return RowTold(pair=pair, state=state, is_likely=pair.link == "likely", points=points, changes=told)


def _told(change: Change) -> ChangeTold:
    kind = KINDS[change.kind]
    if change.kind == "text_changed":
        return ChangeTold(kind, "Câu chữ của quyết định", change.before, change.after, is_folded=True)
    if change.kind in _LONG:
        return ChangeTold(kind, "", change.before, change.after)
    words = change.sentence.removeprefix(f"Chỉ số {change.after_code}: ")
    return ChangeTold(kind, words[:1].upper() + words[1:])


def _sums(each: Sums) -> tuple[str, str, str, str, str]:
    counts = [_shown(count) for count in each.components]
    points = [_shown(value) for value in each.points]
    return each.title, counts[0], counts[1], points[0], points[1]


def _shown(value: int | Fraction | None) -> str:
    return "–" if value is None else rounding.figure(Fraction(value))
