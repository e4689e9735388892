"""Two index sets held beside each other, in words: what was added, dropped, moved, and what changed.

A component continues another when they are called the same, or nearly so (then “có lẽ”, until a person
has looked); a code alone says nothing, since every decision numbers anew. What changed is told by
meaning: other letters for the same figures, or other ids of the same levels, are no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import rounding
from .definition import IndexSet
from .pairing import Change, Kind, Link, Pair, Pairing, Sums, sums
from .wording import NBSP

__all__ = ["KINDS", "LINKS", "Change", "Comparison", "Kind", "Link", "Pair", "Sums", "compare", "paired"]

OLD, NEW = "bộ cũ", "bộ mới"

KINDS: dict[Kind, str] = {
    "added": "Thêm",
    "dropped": "Không còn",
    "moved": "Đổi chỗ",
    "max_changed": "Điểm tối đa",
    "rule_changed": "Cách tính",
    "title_changed": "Tên",
    "figures_changed": "Số liệu hỏi",
    "appraisers_changed": "Đơn vị thẩm định",
    "evidence_changed": "Tài liệu kiểm chứng",
    "text_changed": "Câu chữ",
}
LINKS: dict[Link, str] = {"same": "trùng tên", "likely": "có lẽ", "decided": "đã xác nhận", "none": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sets, their components in the order of the later one with the dropped ones last.

    `names` is what the sets are called in the sentences.
    """

    before: IndexSet
    after: IndexSet
    names: tuple[str, str]
    pairs: tuple[Pair, ...]
    whole: Sums
    mains: tuple[Sums, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for pair in self.pairs for change in pair.changes)

    @property
    def components(self) -> tuple[Pair, ...]:
        """The pairs of components, without those of their parts."""
        return tuple(pair for pair in self.pairs if not pair.is_part)

    @property
    def kept(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.components if pair.is_kept)

    @property
    def summary(self) -> str:
        """What happened to the components, in one sentence."""
        old, new = self.names
        same = sum(pair.is_unchanged for pair in self.kept)
        dropped = sum(pair.after is None for pair in self.components)
        added = sum(pair.before is None for pair in self.components)
        count = self.whole.components[0]
        kept = f"{len(self.kept)} có trong cả hai bộ ({same} giữ nguyên, {len(self.kept) - same} có khác)"
        return f"Trong {count} chỉ số thành phần của {old}, {kept}, {dropped} không còn; {new} thêm {added}."

    @property
    def for_years(self) -> tuple[str, ...]:
        """What the differences mean for whoever compares results by the two sets."""
        return tuple(_for_years(self))


def compare(
    before: IndexSet,
    after: IndexSet,
    *,
    mapping: Mapping[str, str] | None = None,
    names: tuple[str, str] = (OLD, NEW),
) -> Comparison:
    """What differs between the sets. `mapping` is a person's word: a code to its successor, "" to none."""
    work = Pairing(before, after, mapping or {}, names)
    pairs = tuple(work.pairs())
    return Comparison(
        before=before,
        after=after,
        names=names,
        pairs=pairs,
        whole=sums("Cả bộ", before, after),
        mains=tuple(work.mains()),
    )


def paired(before: IndexSet, after: IndexSet, mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which component of `after` continues which of `before`, by code; only those that have a successor."""
    found = compare(before, after, mapping=mapping).pairs
    return {pair.before.code: pair.after.code for pair in found if pair.before and pair.after}


def _for_years(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.before.max, comparison.after.max
    if before != after:
        scale = f"{rounding.figure(before)} → {rounding.figure(after)}"
        yield f"Thang điểm khác nhau ({scale}): so sánh bằng tỷ lệ phần trăm, không so bằng điểm."
    else:
        yield f"Cùng thang {rounding.figure(after)}{NBSP}điểm, nhưng vẫn nên so bằng tỷ lệ phần trăm."
    kept = comparison.kept
    if not kept:
        yield "Không có chỉ số nào tiếp nối nhau: chỉ so được tỷ lệ của cả bộ, và chỉ để tham khảo."
        return
    shares = [
        _share(sum((pair.before.max for pair in kept if pair.before), Fraction(0)), before),
        _share(sum((pair.after.max for pair in kept if pair.after), Fraction(0)), after),
    ]
    yield (
        f"{len(kept)} chỉ số tiếp nối nhau chiếm {shares[0]} điểm của {comparison.names[0]} và {shares[1]} "
        f"điểm của {comparison.names[1]}; chỉ những chỉ số này so được từng cái một."
    )
    ruled = [pair for pair in kept if any(change.kind == "rule_changed" for change in pair.changes)]
    if ruled:
        yield f"{len(ruled)} chỉ số tiếp nối có cách tính khác: tỷ lệ tăng hay giảm có thể do cách tính."


def _share(part: Fraction, whole: Fraction) -> str:
    return f"{rounding.shown(100 * part / whole, 1)}{NBSP}%" if whole else "–"
