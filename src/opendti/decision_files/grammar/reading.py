"""A scoring cell read: the rule, its figures, the sentence it stands in, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from . import figures, statements, worded, words
from .cells import Cell, Draft, Tree, refused
from .forms import compared, levels, lists, ratios, spoken, tables, zeros
from .statements import Statement

Certainty = Literal["sure", "likely", "unknown"]
MAX_LENGTH = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReading:
    """What a cell says. `reasons` tell why a person must look; empty exactly when it is sure.

    `rule` and `figures` are trees as in an index-set file; `said` are the printed sentences the rule
    was read from, each a part of the cell, "" when there is no rule.
    """

    rule: Tree
    figures: tuple[Tree, ...]
    said: str
    certainty: Certainty
    reasons: tuple[str, ...]


def read_rule(
    text: str, *, title: str = "", max_points: Fraction | None = None, evidence: str = ""
) -> RuleReading:
    """The rule in a cell “Cách tính điểm”; never raises. What is not understood is expert, with reasons."""
    lines = [words.tidy(line) for line in text[:MAX_LENGTH].splitlines()]
    printed = "\n".join(line for line in lines if line)
    cell = Cell(
        statements=tuple(statements.read(printed)),
        title=words.tidy(title),
        max_points=max_points,
        evidence="\n".join(words.tidy(line) for line in evidence.splitlines()).strip(),
    )
    if not printed:
        return _unread(cell, refused((), "Ô cách tính điểm để trống."))
    cell, more = worded.lettered(cell)
    draft = _draft(cell)
    too_long = ("Ô dài quá, chỉ đọc phần đầu.",) if len(text) > MAX_LENGTH else ()
    return _finished(cell, printed, draft, (*more, *too_long))


def _draft(cell: Cell) -> Draft:
    """The first form that reads the cell; a cell that contradicts itself has none."""
    for read in (lists.read, compared.read, spoken.read, zeros.read, tables.read, levels.read, ratios.read):
        draft = read(cell)
        if draft is not None:
            return draft
    if cell.letters:
        letters = ", ".join(sorted(cell.letters))
        return refused((), f"Nêu các số {letters} mà không có công thức tính điểm từ các số đó.")
    return refused((), "Chưa đọc được cách tính điểm.")


def _finished(cell: Cell, printed: str, draft: Draft, more: tuple[str, ...]) -> RuleReading:
    reasons = [*more, *cell.contradictions, *draft.doubts, *_left_over(cell, draft), *_hidden(cell)]
    letters = figures.letters_read(draft.rule)
    if not draft.is_stated or letters is None:
        return _unread(
            cell, draft, *reasons, *(() if letters is not None else ("Cách tính đọc được không hợp lệ.",))
        )
    declared, ours = set(cell.letters), {str(each["id"]) for each in draft.figures}
    missing = letters - declared - ours
    reasons += [f"Công thức dùng chữ {each} mà không nói {each} là số gì." for each in sorted(missing)]
    if draft.rule["form"] not in ("expert", "unscored", "sum"):
        reasons += [f"Số {each} được nêu mà không dùng để tính điểm." for each in sorted(declared - letters)]
    found = figures.trees(cell, draft, missing)
    if not figures.load(found):
        return _unread(cell, draft, *reasons, "Các số đọc được không hợp lệ.")
    reasons += _mixed_money(found, letters)
    return RuleReading(
        rule=draft.rule,
        figures=found,
        said=_said(printed, draft.used),
        certainty="likely" if reasons else "sure",
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _mixed_money(found: Sequence[Tree], letters: AbstractSet[str]) -> list[str]:
    """Sums of money that are computed with each other but counted in different units."""
    money = [each for each in found if each.get("kind") == "amount" and each["id"] in letters]
    if len({each["unit"] for each in money}) < 2:
        return []
    told = ", ".join(f"{each['id']} ({each['unit']})" for each in money)
    return [f"Các số tiền dùng với nhau mà khác đơn vị tính: {told}."]


def _unread(cell: Cell, draft: Draft, *reasons: str) -> RuleReading:
    """No rule: the figures are kept, for a person to go on from."""
    every = tuple(dict.fromkeys((*draft.doubts, *reasons))) or ("Chưa đọc được cách tính điểm.",)
    found = figures.trees(cell, Draft(rule={"form": "expert"}, used=()), frozenset())
    kept = found if figures.load(found) else ()
    return RuleReading(rule={"form": "expert"}, figures=kept, said="", certainty="unknown", reasons=every)


def _left_over(cell: Cell, draft: Draft) -> list[str]:
    """What the rule did not use and is not known to be harmless."""
    used = {each.start for each in draft.used}
    harmless = ("aside", "heading", "figure")
    left = [each for each in cell.statements if each.start not in used and each.kind not in harmless]
    return [f"Chưa dùng đến câu “{' '.join(each.text.split())}”." for each in left]


_RULE_WORDS = (
    r"\bđiểm\b(?!\s+(?:phục vụ|cầu|bưu điện|truy cập|giao dịch|đến|dân cư|du lịch|tiếp nhận))|=\s*0\b"
    r"|\bbằng 0\b"
    r"|[<>≥≤]|\b(?:trừ|giảm)\s+(?:đi\s+)?\d|\bhệ số\b"
    r"|\bkhông đánh giá\b|\bloại trừ\b|\blàm tròn\b|\bkhông phát sinh\b|\bthì được\b|\bquy đổi\b"
    r"|[;,.]\s*[a-z]\s*[=:]"
)


def _hidden(cell: Cell) -> list[str]:
    """Explanations and figures in which a rule may hide: “(nếu b = 0 thì được điểm tối đa)”."""
    asides = [each for each in cell.of("aside") if words.search(_RULE_WORDS, each.text)]
    labels = [each for each in cell.of("figure") if words.search(_RULE_WORDS, each.label)]
    told = [f"Lời giải thích có thể chứa cách tính: “{' '.join(each.text.split())}”." for each in asides]
    return told + [f"Lời của số {each.letter} có thể chứa cách tính: “{each.label}”." for each in labels]


def _said(printed: str, used: Sequence[Statement]) -> str:
    """The sentences as printed: in one piece where they stand together, else one a line."""
    places = sorted({(each.start, each.end) for each in used})
    found: list[list[int]] = []
    for start, end in places:
        if found and not printed[found[-1][1] : start].strip(" -+•*;.\n"):
            found[-1][1] = end
        else:
            found.append([start, end])
    return "\n".join(printed[start:end] for start, end in found)
