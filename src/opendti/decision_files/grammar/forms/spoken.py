"""Rules told in a sentence: min–max, points per item, best of several, external values, experts, unscored."""

from __future__ import annotations

import re
from fractions import Fraction

from opendti.decision_files.grammar import formulas, numbers, units, words
from opendti.decision_files.grammar.cells import Cell, Draft, Tree, our_figure, percent_of, refused
from opendti.decision_files.grammar.expressions import MAX, Expr, constant, names, share_of_max, write
from opendti.decision_files.grammar.statements import Statement

from .ratios import odd

_UNSCORED = re.compile(
    r"\(?\s*(?:chỉ số này\s+|chỉ (?:để )?thu thập [^\d,:;]{2,40},\s*)?không (?:tính|chấm) điểm\s*\)?\s*[.;]?",
    re.IGNORECASE,
)
_BONUS = re.compile(
    r"\bđiểm (?:cộng|thưởng|trừ)\b|\b(?:cộng|trừ) (?:thêm|điểm)\b|\b(?:bị )?trừ\s+(?:đi\s+)?\d|\bcộng\s+\d",
    re.IGNORECASE,
)
_MIN_MAX = re.compile(r"\bmin\s*[-–]?\s*max\b", re.IGNORECASE)
_SCALED = re.compile(
    r"\(\s*\w+\s*[-–]\s*(?:\w+\s*)?min\s*\)\s*/\s*\(\s*(?:\w+\s*)?max\s*[-–]\s*(?:\w+\s*)?min\s*\)",
    re.IGNORECASE,
)
_EXPERT = re.compile(
    r"\b(?:hội đồng|cơ quan thẩm định|tổ thẩm định|chuyên gia|đơn vị thẩm định)\b.*\b(?:xem xét|đánh giá"
    r"|quyết định|chấm|cho)\b.*điểm"
    r"|\bcho điểm theo\b.*\b(?:hội đồng|đánh giá)\b|\btheo (?:kết quả )?đánh giá của hội đồng\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    (
        r"^(?:điểm\s*[=:]\s*|bằng\s+|là\s+)?tổng (?:số )?điểm (?:của )?(?:các |những )?(?:chỉ số|tiêu chí"
        r"|nội dung|mục)\s*(?:thành phần|con)?[\d., và]*\.?$"
    ),
    re.IGNORECASE,
)
_PER_ITEM = re.compile(
    r"^(?:với\s+)?(?:cứ(?:\s+mỗi)?|mỗi|mỗi một)\s+(?:0?1\s+|một\s+)?(?P<noun>[^:;]{2,60}?)\s*(?::|\b"
    r"(?:được|đạt)"
    r"(?:\s+(?:tính|cộng|chấm|cho))?\b|\btính\b|=)\s*"
    r"(?P<points>(?=[\d½¼¾]|một|nửa)[^;,.(]*?(?:\d[,.]\d+)?[^;,.(]*?điểm(?:\s+tối đa)?)"
    r"(?P<cap>\s*[;,.(]?\s*(?:nhưng\s+)?(?:tổng (?:số )?(?:điểm\s+)?)?(?:tối đa(?:\s+(?:là|không quá))?|không"
    r" (?:quá|vượt quá))\s+(?P<most>[^;,()]+?)\)?)?\s*[.;]?$",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(
    (
        r"^(?:(?:lấy|sử dụng|căn cứ|theo)\s+|điểm\s*[=:]\s*)"
        r"(?P<label>(?:t[ỷỉ] lệ|kết quả|mức độ hài lòng)\b[^/÷:+*×=]{3,}?)\s*"
        r"(?:[*×x]|\bnhân(?:\s+với)?\b)\s*(?:\(?\s*(?:số\s+)?điểm(?:\s+(?:tối đa|chuẩn))?\s*\)?)\s*[.;]?$"
    ),
    re.IGNORECASE,
)
_BEST = re.compile(
    (
        r"^(?:điểm\s*[=:]\s*)?(?:lấy\s+)?(?:giá trị\s+|mức\s+|phương án\s+|điểm\s+)*(?:cao nhất|lớn nhất)\s*"
        r"(?:trong|giữa|của)\s*(?:các|hai|2|3|ba)?\s*(?:công thức|phương án|giá trị|tỷ lệ|cách tính"
        r"|cách)?\s*(?:sau)?\s*[:=]?\s*(?P<list>.+)$"
    ),
    re.IGNORECASE,
)
_MAX_OF = re.compile(
    (
        r"^(?:điểm\s*[=:]\s*)?max\s*\((?P<list>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*[*×x]\s*"
        r"(?:\(?điểm tối đa\)?)\s*[.;]?$"
    ),
    re.IGNORECASE,
)


def read(cell: Cell) -> Draft | None:
    """The rule a sentence tells; None when none of them tells one."""
    for each in [*cell.of("special"), *cell.of("other"), *cell.of("branch")]:
        text = " ".join(each.text.split())
        for reader in (_unscored, _bonus, _min_max, _best, _sum, _expert, _external, _per_item):
            found = reader(cell, each, text)
            if found is not None:
                return found
    return None


def _unscored(cell: Cell, each: Statement, text: str) -> Draft | None:
    if not _UNSCORED.fullmatch(text):
        return None
    if cell.max_points:
        return refused([each], "Ghi không tính điểm mà lại có điểm tối đa.")
    doubts = () if cell.max_points == 0 else ("Chưa biết điểm tối đa để đối chiếu với “không tính điểm”.",)
    return Draft(rule={"form": "unscored"}, used=[each], doubts=doubts)


def _bonus(cell: Cell, each: Statement, text: str) -> Draft | None:
    if not _BONUS.search(text) or each.kind == "branch" or _is_within(cell, text):
        return None
    return refused(
        [each], "Là điểm cộng hoặc điểm trừ ngoài điểm tối đa; cần người xem ghi effect và cách tính."
    )


def _is_within(cell: Cell, text: str) -> bool:
    """Whether “mỗi … được cộng … điểm” is counted within the maximum: it is what the cap names."""
    match = _PER_ITEM.match(text)
    is_outside = words.search(r"\bđiểm (?:cộng|thưởng|trừ)\b|\btrừ\b|\bcộng thêm\b", f"{cell.title} {text}")
    return (
        match is not None
        and bool(match["most"])
        and not _cap_doubts(match["most"], cell.max_points)
        and not is_outside
    )


def _min_max(cell: Cell, each: Statement, text: str) -> Draft | None:
    if not _MIN_MAX.search(text):
        return None
    of = cell.ratio or _only_letter(cell)
    if of is None:
        return refused([each], "Tính theo Min–Max mà không nói so sánh số nào.")
    is_lower = words.search(r"\b(?:thấp|nhỏ|ít) nhất\b[^.;]*\bđiểm tối đa\b", text) and not words.search(
        "cao nhất", text
    )
    is_told = _SCALED.search(text) is not None
    rule: Tree = {"form": "min_max", "of": write(of), "scale": "min_max"}
    if is_lower:
        rule["better"] = "lower"
    doubts = odd(cell, of) if cell.ratio is not None else ()
    if not is_told:
        told = "“Min-Max … giảm dần” không nói rõ thang: (x − nhỏ nhất)/(lớn nhất − nhỏ nhất) hay x/lớn nhất."
        doubts = (*doubts, told)
    return Draft(rule=rule, used=[*cell.of("ratio", "derived"), each], doubts=doubts)


def _only_letter(cell: Cell) -> Expr | None:
    read_as = formulas.read(next(iter(cell.letters))) if len(cell.letters) == 1 else None
    return read_as.expr if read_as else None


def _best(cell: Cell, each: Statement, text: str) -> Draft | None:
    match = _MAX_OF.match(text) or _BEST.match(text)
    if match is None:
        return None
    parts = [part for part in re.split(r";|,|\bhoặc\b|\bvà\b", match["list"].strip(" .")) if part.strip()]
    exprs = []
    for part in parts:
        read_as = formulas.read(re.sub(r"^\s*\d\)\s*", "", part))
        if read_as is None or read_as.doubts:
            return refused([each], "Lấy cách tính cao nhất trong nhiều cách; chưa đọc được từng cách.")
        expr = cell.resolve(read_as.expr)
        share = share_of_max(expr) if MAX in names(expr) else expr
        if share is None or not names(share) <= set(cell.letters):
            return refused([each], "Lấy cách tính cao nhất trong nhiều cách; chưa đọc được từng cách.")
        exprs.append(share)
    if len(exprs) < 2:
        return refused([each], "Lấy cách tính cao nhất mà chỉ thấy một cách.")
    doubts = tuple(doubt for expr in exprs for doubt in odd(cell, expr))
    return Draft(
        rule={"form": "best_of", "of": [write(expr) for expr in exprs]},
        used=[*cell.of("ratio"), each],
        doubts=doubts,
    )


def _sum(cell: Cell, each: Statement, text: str) -> Draft | None:
    del cell
    if not _SUM.match(text):
        return None
    return Draft(
        rule={"form": "sum"}, used=[each], doubts=("Bằng tổng các mục con; cần xem đủ các mục con.",)
    )


def _expert(cell: Cell, each: Statement, text: str) -> Draft | None:
    if not _EXPERT.search(text) or each.kind == "branch":
        return None
    doubts = () if not words.search(r"\d", text) else ("Câu giao chấm điểm còn nói đến con số; cần xem.",)
    if cell.letters or cell.of("ratio", "points"):
        doubts = (*doubts, "Vừa giao hội đồng chấm vừa có công thức hay số liệu.")
    return Draft(rule={"form": "expert"}, used=[each], doubts=doubts)


def _external(cell: Cell, each: Statement, text: str) -> Draft | None:
    """“Lấy tỉ lệ trên Cổng DVC Quốc gia * điểm”: the percentage published elsewhere."""
    match = _EXTERNAL.match(text)
    if match is None or cell.letters:
        return None
    letter = cell.free_letter()
    label = match["label"].strip()
    figure = our_figure(letter, label[:1].upper() + label[1:], "%", percent=True)
    doubt = f"Số lấy từ nơi khác (“{label}”): cần xem ai cung cấp và ghi theo phần trăm nào."
    return Draft(
        rule={"form": "ratio", "of": write(percent_of(letter))},
        used=[each],
        doubts=(doubt,),
        figures=(figure,),
    )


# -- Points per item ------------------------------------------------------------------------------


def _per_item(cell: Cell, each: Statement, text: str) -> Draft | None:
    match = _PER_ITEM.match(text)
    if match is None:
        return None
    points = _points(match["points"], cell.max_points)
    if points is None or points <= 0 or words.search(r"\d|\bt[ỷỉ] lệ\b", match["noun"]):
        return refused([each], "Cho điểm theo từng mục; chưa đọc được mỗi mục được bao nhiêu điểm.")
    doubts = _cap_doubts(match["most"], cell.max_points)
    if words.search(r"\bcộng\b", text):
        doubts = (*doubts, "Nói “cộng”; được hiểu là cộng trong điểm tối đa, không phải điểm thưởng.")
    if cell.max_points is not None and points > cell.max_points:
        doubts = (*doubts, "Mỗi mục được nhiều hơn điểm tối đa.")
    noun = match["noun"].strip()
    if len(cell.letters) == 1:
        letter = next(iter(cell.letters))
        figures: tuple[Tree, ...] = ()
    elif cell.letters:
        return refused([each], "Cho điểm theo từng mục; không rõ theo số nào.")
    else:
        letter = cell.free_letter()
        label = f"Số {noun}"
        figures = (our_figure(letter, label, _unit(noun)),)
    rule: Tree = {"form": "per_item", "of": letter, "points": numbers.written(points)}
    return Draft(rule=rule, used=[each], doubts=doubts, figures=figures)


def _unit(noun: str) -> str:
    unit = units.guess(noun)[0]
    return unit if unit != units.FALLBACK else " ".join(noun.split()[:3])


def _points(text: str, maximum: Fraction | None) -> Fraction | None:
    plain = re.fullmatch(rf"\s*({numbers.DIGITS})\s*điểm\s*", text, re.IGNORECASE)
    if plain:
        return numbers.value(plain[1])
    read_as = formulas.read(text)
    if read_as is None or read_as.doubts or names(read_as.expr) != {MAX} or maximum is None:
        return None
    share = share_of_max(read_as.expr)
    if share is None or names(share):
        return None
    worth = constant(share)
    return worth * maximum if worth is not None else None


def _cap_doubts(most: str | None, maximum: Fraction | None) -> tuple[str, ...]:
    if most is None:
        return ("Không nói nhiều nhất được bao nhiêu điểm; được hiểu là không quá điểm tối đa.",)
    if words.search(rf"^(?:{words.MAX})$", most.strip()):
        return ()
    stated = re.fullmatch(rf"({numbers.DIGITS})\s*điểm?", most.strip(), re.IGNORECASE)
    value = numbers.value(stated[1]) if stated else None
    if value is None or maximum is None or value != maximum:
        return (f"“Tối đa {most.strip()}” cần đối chiếu với điểm tối đa của chỉ số.",)
    return ()
