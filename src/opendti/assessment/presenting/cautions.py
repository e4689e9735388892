"""What an appraiser should look at again in a unit's answer, in a few words."""

from __future__ import annotations

from opendti.assessment.models import Finding
from opendti.assessment.queries import UnitRow
from opendti.scoring import forms, wording
from opendti.scoring.definition import Component, GeneralItem
from opendti.scoring.outcomes import Flag, FlagCode, Score, State

from .marks import Mark

_SHORT = {
    FlagCode.MISSING: "Không có số liệu",
    FlagCode.ZERO_DENOMINATOR: "Mẫu số bằng 0",
    FlagCode.ABOVE_ONE: f"Vượt 100{wording.NBSP}%",
    FlagCode.ABOVE_MAX: "Vượt điểm tối đa",
    FlagCode.NEGATIVE: "Số âm",
    FlagCode.UNKNOWN_LEVEL: "Mức không có trong bộ",
    FlagCode.NO_CASE: "Không trường hợp nào khớp",
    FlagCode.ALL_EQUAL: "Mọi đơn vị bằng nhau",
    FlagCode.SINGLE_UNIT: "Chỉ một đơn vị có số liệu",
    FlagCode.DIFFERS: "Khác thông tin chung",
    FlagCode.DATE_OUTSIDE: "Năm ban hành cần xem lại",
    FlagCode.INCONSISTENT: "Số liệu không khớp nhau",
}
_SHAPES = {
    FlagCode.MISSING: "none",
    FlagCode.ABOVE_ONE: "err",
    FlagCode.NEGATIVE: "err",
    FlagCode.UNKNOWN_LEVEL: "err",
}
_OF_THE_GROUP = (FlagCode.ALL_EQUAL, FlagCode.SINGLE_UNIT)
"""Flags about all units together; the unit's own score has them already."""


def warnings_of(item: Component | GeneralItem, row: UnitRow) -> list[Mark]:
    """The flags of the unit's own score and of the adjusted one in a few words; a sheet never submitted."""
    found = []
    if isinstance(item, Component) and row.self_score is not None:
        flags = [flag for flag in row.self_score.flags if not _awaits_expert(item, row.self_score)]
        found = [Mark(_SHAPES.get(flag.code, "warn"), short_words(item, flag)) for flag in flags]
        adjusted = adjusted_score(row)
        of_result = [flag for flag in adjusted.flags if flag.code not in _OF_THE_GROUP] if adjusted else []
        found += [
            Mark(_SHAPES.get(flag.code, "warn"), f"Thẩm định: {short_words(item, flag)}")
            for flag in of_result
        ]
    if row.sheet.submitted_at is None:
        found.append(Mark("none", "Phiếu chưa gửi"))
    return found


def adjusted_score(row: UnitRow) -> Score | None:
    """The score of the adjusted values; None where the unit's own stand."""
    is_adjusted = row.finding is not None and row.finding.outcome == Finding.Outcome.ADJUSTED
    return row.appraised_score if is_adjusted else None


def _awaits_expert(item: Component, score: Score) -> bool:
    return isinstance(item.rule, forms.Expert) and score.state is State.MISSING


def short_words(item: Component, flag: Flag) -> str:
    """The flag in a few words; the panel has the whole sentence."""
    if flag.code is FlagCode.ABOVE_ONE and isinstance(item.rule, forms.Ratio):
        over, _, under = (part.strip() for part in item.rule.of.source.partition("/"))
        if len(over) == len(under) == 1:
            return f"{over} lớn hơn {under}"
    about = f" {flag.about}" if flag.about and flag.code in (FlagCode.MISSING, FlagCode.DIFFERS) else ""
    return f"{_SHORT.get(flag.code) or wording.flag(flag)}{about}"
