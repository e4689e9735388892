"""What a decision says of the round: deadlines, the data window, publication, ranking, exclusion.

These are proposals with the sentence and its place; a person decides what becomes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .places import Placed, placed

Kind = Literal["deadline", "data_window", "publication", "classification", "exclusion", "other"]

_DAY = r"\d{1,2}(?:/\d{1,2}(?:/\d{4})?| tháng \d{1,2}(?: năm \d{4})?)"
_LIMIT = re.compile(
    rf"(?:trước|chậm nhất|muộn nhất|trong|hạn cuối|đến hết)\s+(?:là\s+)?(?:ngày\s+)?({_DAY})", re.IGNORECASE
)
_MONTH = re.compile(r"(?:trước|trong|hết)\s+tháng\s+(\d{1,2})(?:/| năm )(\d{4})", re.IGNORECASE)
_QUARTERLY = re.compile(r"trước ngày (\d{1,2}) tháng cuối quý", re.IGNORECASE)
_QUARTER = re.compile(r"\bquý (I{1,3}|IV|\d)\b", re.IGNORECASE)
_WINDOW = re.compile(
    rf"(?:tính\s+)?từ\s+(?:ngày\s+)?({_DAY}).{{0,40}}?đến\s+(?:hết\s+)?(?:ngày\s+)?({_DAY})", re.IGNORECASE
)
_DATA = re.compile(r"số liệu|kỳ đánh giá|thời gian đánh giá|mốc thời gian", re.IGNORECASE)
_PUBLISHED = re.compile(r"công bố", re.IGNORECASE)
_RANKED = re.compile(r"xếp (hạng|loại)", re.IGNORECASE)
_EXCLUDED = re.compile(
    r"không đánh giá[”\"»]|không xét chỉ số|không xem xét.{0,20}chỉ số|loại trừ.{0,20}(chỉ số|tiêu chí|điểm)",
    re.IGNORECASE,
)
_PUBLICLY = re.compile(r"công bố công khai|cổng thông tin", re.IGNORECASE)
_HOW_RANKED = re.compile(
    r"theo \d+ nhóm|thứ tự từ|từ cao xuống|mức độ .*:$|trên \d|từ \d+.*(điểm|%)", re.IGNORECASE
)
_NO_DATA = re.compile(r"không có số liệu|mặc định là 0", re.IGNORECASE)
_GROUND = re.compile(r"^(Căn cứ|Thực hiện Kế hoạch|Theo đề nghị|- ?Như Điều|\(|Quyết định này)")
_CITED = re.compile(r"(?:số )?\S+/\S+ ngày \S+( tháng \d+ năm \d{4})?|ban hành kèm theo.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A sentence that sets something for rounds, as printed, with its place and its day if it has one.

    `date` is dd/mm or dd/mm/yyyy; “từ–đến” for a window; “Quý I” for a quarter; None without a day.
    """

    kind: Kind
    text: str
    place: str
    date: str | None


def proposals(body: Sequence[str]) -> tuple[Proposal, ...]:
    """All proposals of the body in their order."""
    lines = list(placed(body))
    return tuple(
        proposal for number, line in enumerate(lines) for proposal in _of_line(line, lines[number + 1 :])
    )


def _of_line(line: Placed, following: Sequence[Placed]) -> Iterator[Proposal]:
    text = line.text
    if _GROUND.match(text) or not line.place:
        return
    window = _WINDOW.search(text)
    if window and (_DATA.search(text) or _DATA.search(line.heading)):
        yield Proposal(
            kind="data_window", text=text, place=line.place, date=f"{_day(window[1])}–{_day(window[2])}"
        )
        return
    kind, dates = _kind(line)
    if kind == "classification":
        text = "\n".join([text, *_items(text, following)])
    if kind:
        is_short = kind == "deadline" or text.startswith("- Thời gian")
        said = f"{line.heading}\n{text}" if is_short and line.heading not in ("", text) else text
        for date in (*dates, *([] if dates else [None])):
            yield Proposal(kind=kind, text=said, place=line.place, date=date)


def _kind(line: Placed) -> tuple[Kind | None, list[str]]:
    """What a line sets for a round, None for nothing, and the days it names for it."""
    bare = _CITED.sub("", line.text)
    dates = _dates(bare)
    is_published = bool(_PUBLISHED.search(bare) or (dates and _PUBLISHED.search(line.heading)))
    if dates:
        return ("publication" if is_published else "deadline"), dates
    if _EXCLUDED.search(bare):
        return "exclusion", []
    if _NO_DATA.search(bare):
        return "other", []
    if is_published and _PUBLICLY.search(bare):
        return "publication", []
    if _RANKED.search(bare) and _HOW_RANKED.search(bare) and line.text != line.heading:
        return "classification", []
    return None, []


def _items(text: str, following: Sequence[Placed]) -> list[str]:
    """The list below a line that announces one."""
    items: list[str] = []
    if text.endswith(":"):
        for line in following:
            if not line.text.startswith(("+", "-")) or (items and line.text[0] != items[0][0]):
                break
            items.append(line.text)
    return items


def _dates(text: str) -> list[str]:
    """The days a line sets; a quarter or a month only where it sets no day."""
    found = [f"{int(each):02}, tháng cuối quý" for each in _QUARTERLY.findall(text)]
    found += [_day(each) for each in _LIMIT.findall(_QUARTERLY.sub("", text))]
    found = found or [f"{int(month):02}/{year}" for month, year in _MONTH.findall(text)]
    return found or [f"Quý {each.upper()}" for each in _QUARTER.findall(text)]


def _day(text: str) -> str:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    return "/".join(f"{number:02}" for number in numbers)


def exclusion_clause(body: Sequence[str]) -> str:
    """Where the decision allows “Không đánh giá”, as a clause is cited; "" where it does not."""
    return next((line.clause for line in placed(body) if line.place and _EXCLUDED.search(line.text)), "")
