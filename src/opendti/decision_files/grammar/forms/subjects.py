"""What a table is read at: the ratio the cell defines, a letter, a count, or a percentage from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opendti.decision_files.grammar import formulas, units, words
from opendti.decision_files.grammar.cells import Cell, Tree, our_figure, percent_of
from opendti.decision_files.grammar.expressions import Expr, Name, names, same
from opendti.decision_files.grammar.ranges import Range
from opendti.decision_files.grammar.statements import Statement

from .ratios import odd


@dataclass(frozen=True, slots=True)
class Subject:
    """What the table is read at: an expression, new figures for it, statements used, doubts."""

    of: Expr
    is_count: bool
    used: tuple[Statement, ...] = ()
    figures: tuple[Tree, ...] = ()
    doubts: tuple[str, ...] = ()


def find(cell: Cell, bounds: Sequence[Range]) -> Subject | None:
    """What all these ranges are ranges of; None when they are not of one thing."""
    stated = {words.key(each.subject) for each in bounds if each.subject and not each.is_ratio}
    is_ratio = any(each.is_ratio for each in bounds)
    percents = [each for each in bounds if each.is_percent]
    nouns = {words.key(each.noun) for each in bounds if each.noun}
    if len(stated) + is_ratio > 1 or len(nouns) > 1 or len({each.yearly for each in bounds}) > 1:
        return None
    if any(each.letter for each in bounds):
        letter = next(each.letter for each in bounds if each.letter)
        return Subject(Name(letter), is_count=not percents) if letter in cell.letters else None
    if len(stated) == 1 and not is_ratio:
        told = _told_formula(cell, next(each.subject for each in bounds if each.subject))
        if told is not None:
            return told
    if is_ratio or (percents and not stated):
        return _ratio_subject(cell, "tỷ lệ", nouns, is_named=is_ratio)
    if percents:
        return _ratio_subject(
            cell, next(each.subject for each in bounds if each.subject), nouns, is_named=False
        )
    return _count_subject(cell, bounds)


def _told_formula(cell: Cell, subject: str) -> Subject | None:
    """“a/b ≥ 80%”: the subject is a formula of the cell's own letters."""
    read_as = formulas.read(subject)
    if (
        read_as is None
        or read_as.counts
        or not names(read_as.expr)
        or not names(read_as.expr) <= set(cell.letters)
    ):
        return None
    ratios = tuple(
        each for each in cell.of("ratio") if each.expr is not None and same(each.expr, read_as.expr)
    )
    return Subject(
        read_as.expr, is_count=False, used=ratios, doubts=(*read_as.doubts, *odd(cell, read_as.expr))
    )


def _ratio_subject(cell: Cell, words_before: str, nouns: set[str], *, is_named: bool) -> Subject | None:
    doubts: tuple[str, ...] = ()
    if nouns:
        doubts = (f"Mốc nói đến “{min(nouns)}”; cần xem tỷ lệ có phải của số đó không.",)
    if cell.ratio is not None:
        if not is_named and words_before != "tỷ lệ":
            doubts = (*doubts, f"Mốc nói “{words_before}”; được hiểu là tỷ lệ đã cho.")
        used = tuple(each for each in cell.of("ratio", "derived"))
        return Subject(cell.ratio, is_count=False, used=used, doubts=(*doubts, *odd(cell, cell.ratio)))
    if cell.letters:
        return None
    letter = cell.free_letter()
    label = words_before if words_before != "tỷ lệ" else cell.title or "Tỷ lệ"
    reason = (
        "Cách tính nói “tỷ lệ” mà không đặt chữ và không nói tỷ lệ của số nào; được hiểu là một số "
        "phần trăm có sẵn."
    )
    figure = our_figure(letter, label, "%", percent=True)
    return Subject(percent_of(letter), is_count=False, figures=(figure,), doubts=(*doubts, reason))


def _count_subject(cell: Cell, bounds: Sequence[Range]) -> Subject | None:
    if len(cell.letters) == 1:
        letter, label = next(iter(cell.letters.items()))
        doubt = f"Các mốc không ghi chữ {letter}; được hiểu là mốc của “{label}”."
        return Subject(Name(letter), is_count=True, doubts=(doubt,))
    if cell.letters or cell.of("ratio"):
        return None
    letter = cell.free_letter()
    leads = cell.of("lead")
    label, used, doubts = _count_label(cell, bounds, leads)
    yearly = any(each.yearly for each in bounds)
    if yearly:
        doubts = (
            *doubts,
            "Tần suất được đổi ra số lần trong năm (1 năm = 52 tuần = 12 tháng); cần xem có đúng ý không.",
        )
    if words.search(rf"^{words.RATIO}", label):
        doubts = (*doubts, f"“{label}” là tỷ lệ mà mốc không có dấu %.")
    noun = next((each.noun for each in bounds if each.noun), "")
    unit = "lần/năm" if yearly else noun or units.guess(label)[0]
    return Subject(
        Name(letter), is_count=True, used=used, figures=(our_figure(letter, label, unit),), doubts=doubts
    )


def _count_label(
    cell: Cell, bounds: Sequence[Range], leads: Sequence[Statement]
) -> tuple[str, tuple[Statement, ...], tuple[str, ...]]:
    """What the counted thing is called: by the line that leads in, the answers themselves, or the title."""
    for lead in leads:
        named = words.search(
            r"(?P<before>.*?)\b(?P<label>số (?:lượng )?.+?)(?:\s+(?:đạt|là|như sau|được tính))?\s*:$",
            lead.text,
        )
        if named:
            label = named["label"][:1].upper() + named["label"][1:]
            extra = (
                (f"Câu dẫn “{lead.text}” còn nói điều kiện khác; cần xem.",)
                if named["before"].strip(" -")
                else ()
            )
            return label, (lead,), extra
    subject = next((each.subject for each in bounds if each.subject), "")
    noun = next((each.noun for each in bounds if each.noun), "")
    if subject:
        return subject, (), ()
    if noun:
        return f"Số {noun}", (), ()
    return cell.title or "Số lượng", (), ("Các mốc không nói là mốc của số nào.",)
