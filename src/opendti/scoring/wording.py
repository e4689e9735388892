"""The Vietnamese words for states, flags and small phrases; one place, so they are always the same."""

from __future__ import annotations

from fractions import Fraction

from . import rounding
from .outcomes import Flag, FlagCode, State

NBSP = "\u00a0"
ABOUT_PLACES = 4
"""The decimals after ≈ in a calculation."""

STATES = {
    State.SCORED: "Đã tính điểm",
    State.MISSING: "Không có số liệu",
    State.EXCLUDED: "Không đánh giá",
    State.NOT_APPLICABLE: "Không có trong bộ của đơn vị",
    State.ERROR: "Số liệu sai",
}

_FLAGS = {
    FlagCode.MISSING: "Không có số liệu {about}, tính 0 điểm",
    FlagCode.ZERO_DENOMINATOR: (
        "Mẫu số bằng 0, quyết định không nói cách tính: 0 điểm. Có thể đề nghị không đánh giá"
    ),
    FlagCode.ABOVE_ONE: "Tỷ lệ vượt 100 %, số liệu cần xem lại; điểm không quá điểm tối đa",
    FlagCode.ABOVE_MAX: "Điểm chấm vượt điểm tối đa; tính bằng điểm tối đa",
    FlagCode.NEGATIVE: "Số liệu {about} âm, tính 0 điểm",
    FlagCode.UNKNOWN_LEVEL: "Mức “{about}” không có trong bộ chỉ số, tính 0 điểm",
    FlagCode.NO_CASE: "Không trường hợp nào của quyết định áp dụng được: 0 điểm",
    FlagCode.ALL_EQUAL: "Mọi đơn vị bằng nhau, đều được điểm tối đa",
    FlagCode.SINGLE_UNIT: "Chỉ một đơn vị có số liệu, được điểm tối đa",
    FlagCode.DIFFERS: "Số {about} khác thông tin chung",
    FlagCode.DATE_OUTSIDE: "Ngày ban hành không thuộc năm kế hoạch hay năm liền trước, có thể ghi nhầm năm",
    FlagCode.INCONSISTENT: "Số liệu không khớp nhau: phải có {about}",
}


def flag(each: Flag) -> str:
    """The flag as a short Vietnamese sentence without a full stop."""
    words = _FLAGS[each.code].format(about=each.about)
    return " ".join(words.split()).replace(" ,", ",").replace(" %", NBSP + "%")


def cited(number: str) -> str:
    """A document by its number as a text cites it: “Quyết định số 2405/QĐ-UBND”."""
    return f"Quyết định số {number}" if "/QĐ" in number else number


def points(value: Fraction, places: int = 2) -> str:
    """Points as shown: `8,79`."""
    return rounding.shown(value, places)


def of_max(value: Fraction, maximum: Fraction, places: int = 2) -> str:
    """Points against their maximum: `8,79/10`."""
    return f"{points(value, places)}/{rounding.figure(maximum)}"


def equal_to(value: Fraction) -> str:
    """`= 8,7890625` in full up to seven decimals, else four: `≈ 0,3333`."""
    text, is_exact = rounding.long(value)
    return f"= {text}" if is_exact else f"≈ {rounding.shown(value, ABOUT_PLACES)}"


def as_percent(value: Fraction) -> str:
    """A share as percent with its sign: `= 70,3125 %`."""
    return f"{equal_to(100 * value)}{NBSP}%"


def plain_percent(value: Fraction) -> str:
    """A share as percent without the sign: `70,3125 %`, `33,33 %` (rounded when it has no end)."""
    text, is_exact = rounding.long(100 * value, 4)
    return f"{text if is_exact else rounding.shown(100 * value)}{NBSP}%"


def share_of_max(worth: Fraction) -> str:
    """`điểm tối đa`, `1/2 điểm tối đa`, `70 % điểm tối đa`, `0 điểm`."""
    if worth == 0:
        return "0 điểm"
    if worth == 1:
        return "điểm tối đa"
    if worth.denominator in (2, 3, 4):
        return f"{worth.numerator}/{worth.denominator} điểm tối đa"
    return f"{plain_percent(worth)} điểm tối đa"
