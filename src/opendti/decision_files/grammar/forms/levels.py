"""Answers in words, each with its worth: levels, checklists, deadlines (forms 1 – 3, 15)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from opendti.decision_files.grammar import numbers, words
from opendti.decision_files.grammar.cells import Cell, Draft, Tree, refused
from opendti.decision_files.grammar.statements import Statement

from .tables import worth

_DAY = re.compile(
    r"trước(?:\s+ngày)?\s+(?:(\d{1,2})\s*/\s*(\d{1,2})(?!\s*/?\d)|(\d{1,2})\s+tháng\s+(\d{1,2})\b)",
    re.IGNORECASE,
)
_ANY_DATE = (
    r"\b\d{1,2}\s*/\s*\d{1,2}\b(?!\s*/\s*\d{4}/)|\btháng\s+\d|\bquý\s+[IVX\d]|\bhạn\b"
    r"|\btrước\s+ngày\b|\btrước\s+\d"
)
_OTHER_YEAR = r"\bnăm\s+(?:trước|liền kề|sau|tiếp theo|liền trước)|\b20\d\d\b"
_NUMERIC = r"\d\s*%|\btừ\s+\d|[≥≤<>]|\btrở lên\b|\bdưới\s+\d|\btrên\s+\d|\bt[ỷỉ] lệ\b"

_SUMMED = (
    r"^(?:điểm\s*[=:]\s*|điểm (?:bằng|là)\s+)?tổng (?:số )?điểm (?:của )?(?:các |những )?"
    r"(?:nội dung|tiêu chí|mục|điều kiện|yêu cầu|ý)(?: thành phần)?(?: sau đây| sau| dưới đây)?\s*:$"
)
ADDED_UP = "Các mức cộng lại vừa bằng điểm tối đa; được hiểu là các điều kiện cộng dồn."


def read(cell: Cell) -> Draft | None:
    """Levels, a checklist or a deadline; None when some answer has no fixed worth."""
    branches = cell.of("branch")
    worths = [worth(each.outcome, cell.max_points) if each.outcome else None for each in branches]
    if not branches or cell.of("points"):
        return None
    if any(each is None for each in worths):
        return refused(branches, "Có mức chưa biết được bao nhiêu phần của điểm tối đa.")
    known = [each for each in worths if each is not None]
    doubts = [doubt for each in branches for doubt in each.doubts]
    if max(known) > 1:
        return refused(branches, *doubts, "Có mức được nhiều hơn điểm tối đa.")
    doubts += _numeric(branches)
    draft = _deadline(cell, branches, known, doubts) or _levels(branches, known, doubts)
    heads = [each for each in cell.of("lead", "other") if words.search(_SUMMED, each.text)]
    if not heads or draft.rule["form"] != "checklist":
        return draft
    return replace(draft, used=[*heads, *draft.used], doubts=tuple(x for x in draft.doubts if x != ADDED_UP))


def _numeric(branches: Sequence[Statement]) -> list[str]:
    found = [each for each in branches if each.range is not None or words.search(_NUMERIC, each.answer)]
    doubts = [f"Mức “{each.answer}” nói bằng số; người ghi phải tự so." for each in found]
    scored = [each for each in branches if words.search(r"\d\s*điểm\b|\bđiểm tối đa\b|\btrừ\b", each.answer)]
    return doubts + [f"Lời của mức “{each.answer}” có thể chứa cách tính khác." for each in scored]


def _levels(branches: Sequence[Statement], worths: Sequence[Fraction], doubts: list[str]) -> Draft:
    if len({words.key(each.answer) for each in branches}) < len(branches):
        doubts = [*doubts, "Có hai mức cùng lời."]
    if sum(worths) == 1 and max(worths) < 1:
        return _checklist(branches, worths, doubts)
    if len(branches) == 1:
        doubts = [*doubts, "Chỉ nói một mức; không nói khi không đạt thì được bao nhiêu điểm."]
        return _checklist(branches, worths, doubts)
    if max(worths) != 1:
        doubts = [*doubts, "Không mức nào được điểm tối đa."]
    if min(worths) != 0:
        doubts = [*doubts, "Không nói mức nào được 0 điểm."]
    if len(set(worths)) < len(worths):
        doubts = [*doubts, "Có hai mức được điểm như nhau."]
    levels = [
        {"id": name, "worth": numbers.share(each), "label": by.answer}
        for name, each, by in zip(_ids(branches, worths), worths, branches, strict=True)
    ]
    return Draft(rule={"form": "levels", "levels": levels}, used=branches, doubts=tuple(doubts))


def _ids(branches: Sequence[Statement], worths: Sequence[Fraction]) -> list[str]:
    """`yes` and `no` for two answers, else `level_1` …; the last one worth nothing is `none`."""
    if sorted(worths) == [0, 1]:
        return ["yes" if each else "no" for each in worths]
    names = [f"level_{number}" for number in range(1, len(branches) + 1)]
    nothing = [number for number, each in enumerate(worths) if each == 0]
    if nothing:
        names[nothing[-1]] = "none"
    return names


def _checklist(branches: Sequence[Statement], worths: Sequence[Fraction], doubts: list[str]) -> Draft:
    held = [(by, each) for by, each in zip(branches, worths, strict=True) if each > 0]
    if not held:
        return refused(branches, *doubts, "Chỉ nói mức được 0 điểm.")
    if len(held) > 1 and (len({each for _, each in held}) > 1 or len(held) < len(branches)):
        doubts = [*doubts, ADDED_UP]
    keys = [words.key(by.answer) for by, _ in held]
    if any(one != other and one in other for one in keys for other in keys):
        doubts = [*doubts, "Lời của một mức nằm trong lời của mức khác; cần xem có cộng dồn không."]
    if any(words.search(r"^mức\b", by.text) for by, _ in held):
        doubts = [
            *doubts,
            "Các mức cộng lại vừa bằng điểm tối đa mà được gọi là mức; cần xem có cộng dồn không.",
        ]
    conditions: list[Tree] = [
        {"id": f"condition_{number}", "worth": numbers.share(each), "label": by.answer}
        for number, (by, each) in enumerate(held, start=1)
    ]
    return Draft(rule={"form": "checklist", "conditions": conditions}, used=branches, doubts=tuple(doubts))


# -- Deadlines ------------------------------------------------------------------------------------


def _deadline(
    cell: Cell, branches: Sequence[Statement], worths: Sequence[Fraction], doubts: list[str]
) -> Draft | None:
    """Issued before a day of the plan year or not; None when no day is named, or more than that."""
    spoken = " ".join(each.answer for each in branches)
    in_text, in_title = _DAY.findall(spoken), _DAY.search(cell.title)
    dated = words.search(_ANY_DATE, spoken) or words.search(
        rf"trước\s|{_ANY_DATE}", _without_decisions(cell.title)
    )
    if not in_text and not in_title:
        return _marked(branches, worths, doubts) if dated else None
    if (
        sorted(worths) != [0, 1]
        or len(in_text) > 1
        or words.search(_OTHER_YEAR, f"{spoken} {_around(cell.title)}")
    ):
        return _marked(branches, worths, doubts)
    found = (
        in_text[0] if in_text else tuple(x or "" for x in in_title.groups()) if in_title else ("", "", "", "")
    )
    day, month = (found[0] or found[2]), (found[1] or found[3])
    if not in_text:
        doubts = [
            *doubts,
            f"Hạn “trước ngày {day}/{month}” chỉ có trong tên chỉ số; cách tính điểm không nói đến hạn.",
        ]
    else:
        yes = branches[list(worths).index(Fraction(1))]
        if not _DAY.search(yes.answer) or words.search(r"\bvà\b|,", _after_day(yes.answer)):
            return _marked(branches, worths, doubts)
        doubts = [*doubts, f"Hạn “trước ngày {day}/{month}”: cần xem đúng ngày hạn và năm nào được tính."]
    rule: Tree = {"form": "deadline", "before": f"{int(day):02d}/{int(month):02d}"}
    if not _is_a_day(int(day), int(month)):
        return refused(branches, *doubts, f"Hạn {day}/{month} không có trong lịch.")
    return Draft(rule=rule, used=branches, doubts=tuple(doubts))


def _marked(branches: Sequence[Statement], worths: Sequence[Fraction], doubts: list[str]) -> Draft:
    return _levels(branches, worths, [*doubts, "Có nói đến thời hạn; người ghi phải tự so với hạn."])


def _without_decisions(title: str) -> str:
    """The title without the days of decrees and decisions it cites, which are no deadlines."""
    cited = (
        r"(?:(?:quyết định|nghị định|thông tư|kế hoạch|nghị quyết|luật|chỉ thị|công văn)\s+"
        r"(?:số\s+)?\S*\d\S*|\d+/\d{4}/\S+)"
    )
    return re.sub(
        rf"{cited}(?:.{{0,25}}?ngày\s+\S+(?:\s+tháng\s+\d+\s+năm\s+\d+)?)?", " ", title, flags=re.IGNORECASE
    )


def _around(title: str) -> str:
    match = _DAY.search(title)
    return title[match.start() :] if match else ""


def _after_day(answer: str) -> str:
    match = _DAY.search(answer)
    return answer[match.end() :] if match else ""


def _is_a_day(day: int, month: int) -> bool:
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= lengths[month - 1]
