"""The rows of an annex put in order: general information, main indexes, components and their parts.

Provinces number differently (A, I, 1, 1.1 or I, 1), so the levels are told from the codes that occur.
No row is dropped: one that fits nowhere is kept as a stray, and a code that stands twice is kept under
a proposed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from . import printed_values
from .doubt import Doubt
from .headings import Role
from .rows import FieldTable, Row

_GENERAL = re.compile(r"thông tin chung", re.IGNORECASE)
_SCORED = re.compile(
    r"^(các |bảng )?(chỉ số|tiêu chí|nội dung) (đánh giá|chấm điểm)|^bảng điểm", re.IGNORECASE
)
_REST = re.compile(r"còn lại", re.IGNORECASE)
_MAIN_ABOVE = re.compile(
    r"(?P<code>\d{1,2})[.)]?\s+(?P<title>.+?)\s*[:.]?(?:\s*[(:–-]\s*(?P<max>\d+([.,]\d+)?)\s*điểm\s*[).]?)?",
    re.IGNORECASE,
)
_LETTERS = "abcdđeghik"
_STYLES = ("letter", "roman", "number", "dotted")


@dataclass(slots=True, kw_only=True)
class Node:
    """A component or a general item under the code it gets; `printed` is the code the document prints."""

    code: str
    printed: str
    row: Row
    reasons: list[str] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    clause: str = ""

    def walk(self) -> Iterator[Node]:
        """Yield the node and its parts, each before its own."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(slots=True, kw_only=True)
class Main:
    """A main index and its components; `row` is None where the document has no row for it."""

    code: str
    title: str
    row: Row | None
    group: str = ""
    components: list[Node] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Outline:
    """What an annex lists; `section` is the code and title of a row that only opens the scored part."""

    general: list[Node] = field(default_factory=list)
    groups: list[tuple[str, str, Row]] = field(default_factory=list)
    mains: list[Main] = field(default_factory=list)
    total: Row | None = None
    rest: Row | None = None
    section: tuple[str, str] | None = None
    strays: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def nodes(self) -> Iterator[Node]:
        """Yield all components and parts in order."""
        return (each for main in self.mains for top in main.components for each in top.walk())


def outline(tables: Iterable[FieldTable]) -> Outline:
    """The outline of the tables of one set, in their order."""
    found = Outline()
    scored: list[tuple[str, Row]] = []
    for table in tables:
        is_general = table.kind == "general"
        prefix = _prefix(table.above)
        scored += [] if is_general else _main_above(table)
        for row in table.rows:
            code = printed_values.code(row.cell("code")) or ""
            section = _section(row)
            if section:
                is_general = section == "general"
                prefix = code if is_general and code else prefix
                found.section = found.section if is_general or not code else (code, row.cell("title"))
            elif is_general:
                _add_general(found, code, row, prefix)
            else:
                scored.append((code, row))
    _Builder(found, [code for code, _ in scored]).build(scored)
    return found


def _main_above(table: FieldTable) -> list[tuple[str, Row]]:
    """The main index that only the line above its table names: “2. Thể chế số (30 điểm)”."""
    found = _MAIN_ABOVE.fullmatch(table.above[-1]) if table.above else None
    rows = table.rows
    first = rows[0].cell("code").strip() if rows else ""
    if not found or not first.startswith(f"{found['code']}."):
        return []
    cells: dict[Role, str] = {"code": found["code"], "title": found["title"], "max": found["max"] or ""}
    return [(found["code"], Row(cells=cells, printed=(("", table.above[-1]),)))]


def _section(row: Row) -> str:
    """`general` or `scored` where a row only opens that part of the table, otherwise ""."""
    if row.cell("max") or row.cell("rule") or row.cell("appraiser"):
        return ""
    if re.fullmatch(r"\d+(\.\d+)*", printed_values.code(row.cell("code")) or ""):
        return ""
    title = row.cell("title")
    return "general" if _GENERAL.search(title) else "scored" if _SCORED.search(title) else ""


def _prefix(above: Sequence[str]) -> str:
    """What codes of general items begin with: the sign of their part, `I` where it has none."""
    signs = (re.match(r"([A-Z]|[IVX]+)[.)]\s*thông tin chung", line, re.IGNORECASE) for line in above)
    return next((found[1].upper() for found in signs if found), "I")


def _add_general(found: Outline, code: str, row: Row, prefix: str) -> None:
    if not code:
        found.strays.append(row)
        return
    node = Node(code=f"{prefix}.{code.removeprefix(f'{prefix}.')}", printed=code, row=row)
    _make_unique(node, {each.code for each in found.general}, found)
    found.general.append(node)


def _make_unique(node: Node, taken: set[str], found: Outline) -> None:
    """Gives a node whose code is taken the next free one, and says so."""
    if node.code not in taken:
        return
    stem, _, last = node.code.rpartition(".")
    proposed = f"{stem}.{int(last) + 1}" if last.isdigit() else ""
    if not proposed or proposed in taken:
        letters = (chr(each) for each in range(ord("B"), ord("Z")))
        proposed = next(f"{node.code}{letter}" for letter in letters if f"{node.code}{letter}" not in taken)
    message = (
        f"Mã {node.code} in hai lần; hàng thứ hai (“{node.row.cell('title')}”) tạm ghi mã {proposed}, cần "
        "người xem."
    )
    found.doubts.append(Doubt(code="duplicate-code", at=proposed, message=message))
    node.reasons.append(f"Mã in là {node.code}, trùng với hàng trước; {proposed} là mã chúng tôi đề nghị.")
    node.code = proposed


class _Builder:
    """Puts scored rows under their main indexes, as the styles of their codes tell."""

    def __init__(self, found: Outline, codes: Sequence[str]) -> None:
        self.found = found
        present = {style for code in codes if (style := _style(code))}
        levels = [style for style in _STYLES if style in present]
        self.leaf = levels[-1] if levels else ""
        above = levels[:-1][::-1]
        self.main = above[0] if above else ""
        self.groups = above[1:]
        self.taken: set[str] = set()
        self.all_codes = set(codes)

    def build(self, scored: Sequence[tuple[str, Row]]) -> None:
        for code, row in scored:
            title = row.cell("title")
            if printed_values.is_total(title) and not row.cell("rule"):
                self.found.total = self.found.total or row
            elif not code and self._is_known_sum(row):
                continue
            elif not code and _REST.search(title) and row.cell("appraiser"):
                self.found.rest = row
            elif not code:
                self._uncoded(row)
            else:
                self._place(code, row)

    def _uncoded(self, row: Row) -> None:
        if self._is_lettered_part(row):
            return
        if self.main or row.cell("rule") or row.cell("max") or not row.cell("title"):
            self.found.strays.append(row)
        else:
            self._open_main(str(len(self.found.mains) + 1), row)

    def _is_known_sum(self, row: Row) -> bool:
        """Whether a row “Cộng mục 1” repeats the points of its main index; any other sum is a stray."""
        main = self.found.mains[-1].row if self.found.mains else None
        if main is None or row.cell("rule") or not printed_values.is_subtotal(row.cell("title")):
            return False
        known = printed_values.points(main.cell("max"))
        return known is not None and known == printed_values.points(row.cell("max"))

    def _is_lettered_part(self, row: Row) -> bool:
        """Whether a row is the part “a)”, “b)” … of the component above; then it is put there."""
        sign = re.fullmatch(r"([a-zđ])\s*[.)]?", row.cell("code")) or re.match(
            r"([a-zđ])\s*\)", row.cell("title")
        )
        above = self.found.mains[-1].components if self.found.mains else []
        if not sign or not above or not row.cell("max"):
            return False
        parent, number = above[-1], len(above[-1].parts) + 1
        code = f"{parent.code}.{number}"
        if sign[1] != _LETTERS[number - 1 : number] or code in self.all_codes:
            return False
        reason = f"Mục {sign[1]}) của chỉ số {parent.code} không in mã; mã {code} do phần mềm đặt."
        parent.parts.append(Node(code=code, printed=f"{sign[1]})", row=row, reasons=[reason]))
        self.taken.add(code)
        return True

    def _place(self, code: str, row: Row) -> None:
        style = _style(code)
        if style in self.groups:
            self.found.groups.append((code, row.cell("title"), row))
        elif style == self.main and style != self.leaf:
            number = str(printed_values.roman_value(code)) if style == "roman" else code
            self._open_main(number if style != "letter" else str(len(self.found.mains) + 1), row)
        else:
            self._component(code, row)

    def _open_main(self, code: str, row: Row) -> None:
        group = self.found.groups[-1][0] if self.found.groups else ""
        known = next((main for main in self.found.mains if main.code == code), None)
        if known:
            message = (
                f"Chỉ số chính {code} in hai lần (“{known.title}” và “{row.cell('title')}”); các chỉ số "
                "được gộp lại."
            )
            self.found.doubts.append(Doubt(code="duplicate-main-index", at=code, message=message))
            self.found.mains.remove(known)
            self.found.mains.append(known)
            return
        self.found.mains.append(Main(code=code, title=row.cell("title"), row=row, group=group))

    def _component(self, printed: str, row: Row) -> None:
        mains = self.found.mains
        if _style(printed) == "dotted":
            first = printed.split(".", maxsplit=1)[0]
            code = printed
            if printed_values.is_roman(first):
                code = f"{printed_values.roman_value(first)}{printed[len(first) :]}"
            main = self._main_of(code.split(".")[0])
        else:
            main = mains[-1] if mains else self._main_of("1")
            code = f"{main.code}.{printed}"
        node = Node(code=code, printed=printed, row=row)
        if code != printed and main.row is not None:
            steps = [self.found.section[0] if self.found.section else "", main.row.cell("code").strip(". ")]
            node.clause = "mục " + ".".join(filter(None, [*steps, printed.rpartition(".")[2]]))
        _make_unique(node, self.taken | (self.all_codes if code in self.taken else set()), self.found)
        self.taken.add(node.code)
        parent = self._parent(main, node)
        (parent.parts if parent else main.components).append(node)

    def _main_of(self, code: str) -> Main:
        """The main index of a component; one without a row where the document lists none."""
        known = next((main for main in self.found.mains if main.code == code), None)
        if known is None:
            group = self.found.groups[-1][0] if self.found.groups else ""
            known = Main(code=code, title="", row=None, group=group)
            self.found.mains.append(known)
        return known

    def _parent(self, main: Main, node: Node) -> Node | None:
        stem = node.code.rpartition(".")[0]
        if "." not in stem:
            return None
        parent = next((each for top in main.components for each in top.walk() if each.code == stem), None)
        if parent is None:
            message = f"Chỉ số {node.code} là mục con của {stem}, nhưng bảng không có hàng {stem}."
            self.found.doubts.append(Doubt(code="parent-missing", at=node.code, message=message))
        return parent


def _style(code: str) -> str:
    if not code:
        return ""
    if "." in code:
        return "dotted"
    if code.isdigit():
        return "number"
    return "roman" if printed_values.is_roman(code) else "letter"
