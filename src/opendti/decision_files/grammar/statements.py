"""What each statement of a cell is: a figure's definition, a formula, an answer with its worth, an aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import cutting, formulas, joining, outcomes, ranges, words
from .expressions import MAX, divisors, names
from .outcomes import Outcome
from .statement import Kind, Statement

__all__ = ["Kind", "Statement", "read"]

_HEADING = re.compile(
    r"(?:(?:thang điểm|cách (?:tính|xác định|chấm)(?: điểm)?|công thức(?: tính(?: điểm)?)?|tính điểm"
    r"|cho điểm|chấm điểm"
    r"|(?:số )?điểm(?: số| đạt được| được tính| đánh giá)?|mức điểm|trong đó|cụ thể|với|kết quả)"
    r"(?:\s+(?:như sau|theo công thức|theo thang điểm|được xác định|được tính|cụ thể|điểm))*\s*[:=]?)",
    re.IGNORECASE,
)
_ASIDE = re.compile(rf"^\(?\s*{words.EXPLANATION}|^\(?mục\s+[IVX]+\.\d+|^theo quy định tại\b", re.IGNORECASE)
_INCLUDES = re.compile(
    r"^[^:=(]{2,80}(?<!không)\s(?:bao gồm|gồm có|được hiểu là|là những)\b(?!.*điểm)", re.IGNORECASE
)
_FIGURE = re.compile(
    r"^(?:(?:trong đó|với|gọi)\s*:?\s*)?\(?([a-zA-Z])\)?\s*(?:[=:]|là\b)\s*(?P<label>(?=[^\W\d_]{2}).+)$",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE_LAST = re.compile(
    r"^(?:gọi\s+)?(?P<label>(?:tổng|số|kinh phí)\b[^():=*+<>≥≤]{5,}?)\s*"
    r"(?:\(([a-z])\)|(?:[:=]|\blà\b)\s*([a-z]))\s*[;,.]?$",
    re.IGNORECASE | re.DOTALL,
)
_RATIO = re.compile(rf"^(?P<name>{words.RATIO}(?:\s+[^\W\d]+){{0,10}})\s*[=:]\s*(?P<rest>.+)$", re.IGNORECASE)
_RATIO_NAMED = re.compile(rf"^{words.RATIO}\s+(?P<rest>\(?[a-z(].*)$", re.IGNORECASE)
_POINTS = re.compile(
    r"^(?:(?:công thức|cách)\s+tính(?:\s+điểm)?\s*[:=]\s*|tính\s+(?=điểm\s))?(?:số\s+)?(?:điểm|đ)"
    r"(?:\s+(?:số|đạt được|tự đánh giá|đánh giá|thẩm định|được tính|của (?:tiêu chí|chỉ số)"
    r"|theo công thức|như sau))*"
    r"\s*[=:]\s*(?P<rest>.+?)(?:,?\s*trong đó\s*:?"
    r"|\s*[,;(]\s*(?:nhưng\s+)?(?:tối đa\s+)?không (?:vượt\s+)?quá (?:số\s+)?điểm tối đa\)?)?$",
    re.IGNORECASE,
)
SPECIAL = re.compile(
    r"min\s*[-–]?\s*max\b|\bkhông (?:tính|chấm) điểm\b|\bhội đồng\b|\bđiểm (?:cộng|thưởng|trừ)\b|\b"
    r"(?:cộng|trừ) thêm\b"
    r"|\b(?:bị )?trừ\s+\d|\bcộng\s+\d|^(?:cứ|mỗi|với mỗi)\b|\bmỗi\b.*\bđược\b|^(?:lấy|sử dụng|căn cứ"
    r"|theo)\b.*(?:t[ỷỉ] lệ|kết quả)"
    r"|\btổng điểm\b.*\b(?:thành phần|con)\b|\bcho điểm theo\b|\bcao nhất trong\b|\bchuyên gia\b"
    r"|\b(?:các|hai|trong|mỗi) phương án\b|\bphương án (?:\d|cao|tốt|có|nào)",
    re.IGNORECASE,
)


def read(cell: str) -> list[Statement]:
    """The statements of a cell in order, each with what it is."""

    def again(piece: cutting.Piece) -> Statement:
        return _read(cell, piece)

    return list(joining.joined(cell, [again(piece) for piece in cutting.pieces(cell)], again))


def _read(cell: str, piece: cutting.Piece) -> Statement:
    text = cell[piece.start : piece.end]
    bare = Statement("other", text, piece.start, piece.end, piece.bullet)
    for reader in (_aside, _points, _ratio, _figure, _special, _branch, _lead):
        found = reader(" ".join(text.split()), bare)
        if found is not None:
            return found
    return bare


def _aside(text: str, bare: Statement) -> Statement | None:
    if _HEADING.fullmatch(text):
        return replace(bare, kind="heading")
    return replace(bare, kind="aside") if _ASIDE.match(text) else None


def _figure(text: str, bare: Statement) -> Statement | None:
    match = _FIGURE.match(text)
    if match:
        letter, label = match[1].lower(), match["label"]
    else:
        match = _FIGURE_LAST.match(text)
        if match is None:
            return None
        letter, label = (match[2] or match[3]).lower(), match["label"]
    if formulas.read(label) is not None and not label.lower().startswith("số"):
        return None
    at = bare.text.find(label.split()[0], match.start("label") if text == bare.text else 0)
    printed = bare.text[at:] if match.re is _FIGURE else label
    return replace(bare, kind="figure", letter=letter, label=printed.rstrip().rstrip(";,").rstrip())


def _ratio(text: str, bare: Statement) -> Statement | None:
    derived = re.fullmatch(r"([a-z])\s*=\s*(.*[-+*/].*)", text)
    if derived:
        formula = formulas.read(derived[2])
        if formula and names(formula.expr):
            return replace(bare, kind="derived", letter=derived[1], expr=formula.expr, doubts=formula.doubts)
    match = _RATIO.match(text)
    if match is None:
        return _named_ratio(text, bare)
    formula = formulas.read(match["rest"])
    if formula is None or not names(formula.expr) or MAX in names(formula.expr) or formula.counts:
        return None
    number = match["name"][-1] if match["name"][-1] in "12" else ""
    return replace(bare, kind="ratio", letter=number, expr=formula.expr, doubts=formula.doubts)


def _named_ratio(text: str, bare: Statement) -> Statement | None:
    """“Tỷ lệ a/b:” says what the ratio is."""
    match = _RATIO_NAMED.match(text.rstrip(" :;."))
    formula = formulas.read(match["rest"]) if match else None
    if formula is None or formula.counts or formula.doubts or not divisors(formula.expr):
        return None
    return None if MAX in names(formula.expr) else replace(bare, kind="ratio", expr=formula.expr)


def _points(text: str, bare: Statement) -> Statement | None:
    match = _POINTS.match(text)
    rest = match["rest"] if match else text
    outcome = outcomes.read(rest)
    if outcome is None or outcome.formula is None or (match is None and not words.search("điểm", rest)):
        return None
    return replace(bare, kind="points", expr=outcome.formula, doubts=outcome.doubts, counts=outcome.counts)


def _special(text: str, bare: Statement) -> Statement | None:
    return replace(bare, kind="special") if SPECIAL.search(text) else None


def _lead(text: str, bare: Statement) -> Statement | None:
    if _INCLUDES.match(text) and not re.search(r"[=<>≥≤]", text):
        return replace(bare, kind="aside")
    return replace(bare, kind="lead") if text.endswith(":") else None


# -- Answers with their worth ---------------------------------------------------------------------


def _branch(text: str, bare: Statement) -> Statement | None:
    """The answer and its worth; of several partings the one whose answer is a range, else the first."""
    found: list[Statement] = []
    for answer, worth in _partings(text.rstrip(" ;.")):
        outcome = outcomes.read(worth)
        if outcome is None or not answer.strip(" -:"):
            continue
        if outcome.formula is not None and not names(outcome.formula):
            continue
        found.append(_made(bare, answer, outcome))
    return next((each for each in found if each.range is not None), found[0] if found else None)


def _made(bare: Statement, answer: str, outcome: Outcome) -> Statement:
    stated = re.sub(
        r"^Mức\s*(?:độ\s*)?(?:\d+|[IVX]+)\s*[:.)-]?\s*(?=\S)", "", answer.strip(" :,;"), flags=re.IGNORECASE
    )
    return replace(
        bare,
        kind="branch",
        answer=stated,
        range=ranges.read(_without_words(stated)),
        outcome=outcome,
        doubts=outcome.doubts,
        counts=outcome.counts,
    )


def _without_words(answer: str) -> str:
    """The condition alone: without “nếu”, and of “không phát sinh sự cố (b = 0)” what is in brackets."""
    stated = re.sub(r"^Nếu\s+", "", answer, flags=re.IGNORECASE)
    told = re.fullmatch(r"[^\d()<>=≥≤]*\b(?:không|chưa)\b[^\d()<>=≥≤]*\(\s*([a-z]\s*=\s*0)\s*\)", stated)
    return told[1] if told else stated


def _partings(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a statement into an answer and its worth, the usual ones first."""
    bracket = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text)
    if bracket:
        yield bracket[1], bracket[2]
    if re.match(r"(?:nếu|trường hợp|khi)\s", text, re.IGNORECASE):
        yield from ((text[: m.start()], text[m.end() :]) for m in re.finditer(r"\bthì\s+", text))
    yield from ((text[: m.start()], text[m.end() :]) for m in re.finditer(r":", text))
    condition = re.fullmatch(
        r"(?:nếu|trường hợp|khi)\s+(.+?)\s*(?:,|\bthì\b)\s*(?:thì\s+)?((?:.*?điểm\s*[=:]\s*)?.+)",
        text,
        re.IGNORECASE,
    )
    if condition:
        yield from _conditional(text)
    for sign in (r"\s*(?:→|⇒|=>|->)\s*", r"\s+[-–—]\s+(?=[^-–—]*$)", r"\s*=\s*(?=[^=]*điểm)"):
        yield from ((text[: m.start()], text[m.end() :]) for m in re.finditer(sign, text))
    yield from (
        (text[: m.start()], text[m.start() :])
        for m in re.finditer(r"(?<=\s)(?:thì\s+)?(?:được|đạt|chấm|tính|cho|không (?:được|có))\s+", text)
    )
    after = re.fullmatch(
        r"((?:được |đạt |tính |cho )?.{1,60}?)\s*(?::|\bnếu\b|\bkhi\b|\bđối với\b)\s*(.+)",
        text,
        re.IGNORECASE,
    )
    if after and words.search("điểm", after[1]):
        yield after[2], after[1]


def _conditional(text: str) -> Iterator[tuple[str, str]]:
    """“Nếu b=0 và …, điểm = Điểm tối đa”: parted at each comma or “thì”, the last first."""
    for match in reversed(list(re.finditer(r",|\bthì\b", text))):
        yield text[: match.start()], re.sub(r"^\s*thì\s+", "", text[match.end() :])
