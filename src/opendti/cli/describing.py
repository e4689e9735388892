"""An index set as text, complete enough to be held against the decision line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from opendti.scoring import describing, entries, forms, rounding, ruling, wording
from opendti.scoring.definition import Component, Declared, Figure, GeneralItem, IndexSet, MainIndex
from opendti.scoring.formula import Formula


def lines(index_set: IndexSet) -> Iterator[str]:
    """Yield the set from the decision to the last component."""
    yield from _head(index_set)
    yield from _structure(index_set)
    for item in index_set.general:
        yield from ("", "THÔNG TIN CHUNG") if item is index_set.general[0] else ()
        yield from _general(item)
    for item in index_set.shared:
        if item is index_set.shared[0]:
            yield from ("", "SỐ LIỆU DÙNG CHUNG (bộ chỉ số này thêm, không có trong quyết định)")
        yield from _general(item)
    for group in index_set.groups:
        yield from ("", f"NHÓM {group.code}. {group.title} ({_points(group.max)})", *_note(group.note, "  "))
        for main in group.main_indexes:
            yield from _main(index_set, main)
    yield from _notes(index_set)


def _head(index_set: IndexSet) -> Iterator[str]:
    decision = index_set.decision
    yield f"{index_set.code}: {index_set.title}"
    day = f"ngày {decision.issued_on:%d/%m/%Y}" if decision.issued_on else "không ghi ngày"
    yield f"{wording.cited(decision.number)} {day}, {decision.authority}, {decision.annex}"
    yield f"Tên quyết định: {decision.title}"
    yield f"Cấp {index_set.level}, năm {index_set.year}, tối đa {_points(index_set.max)}"
    if decision.replaces:
        yield f"Thay thế: {decision.replaces}"
    yield from _listed("Nguồn", index_set.sources)
    yield from _listed("Căn cứ", decision.legal_basis)
    yield from _listed("Áp dụng cho", index_set.applies_to)
    agencies = [
        f"{each.name} (in cả là: {', '.join(each.printed)})" if each.printed else each.name
        for each in index_set.agencies
    ]
    yield from _listed("Cơ quan thẩm định, phối hợp", agencies)
    yield from _listed(
        "Xếp loại", [_class(each.label, each.above, each.at_least) for each in index_set.classes]
    )
    if index_set.exclusion_clause:
        yield f"“Không đánh giá”: {index_set.exclusion_clause}"
    yield f"Làm tròn khi hiện: {index_set.rounding.places} chữ số thập phân"
    yield from _note(index_set.rounding.note, "  ")
    yield from _note(index_set.note, "")


def _class(label: str, above: Fraction | None, at_least: Fraction | None) -> str:
    if above is not None:
        return f"{label}: trên {rounding.figure(above)} %"
    return f"{label}: còn lại" if at_least is None else f"{label}: từ {rounding.figure(at_least)} %"


def _structure(index_set: IndexSet) -> Iterator[str]:
    yield from ("", "CẤU TRÚC (bảng cấu trúc ghi / bảng chi tiết có)")
    count = len(list(index_set.components))
    yield f"  Cả bộ: {_compared(index_set.declared, count, rounding.figure(index_set.max))}"
    for group in index_set.groups:
        count = sum(len(main.components) for main in group.main_indexes)
        shown = _compared(group.declared, count, rounding.figure(group.max))
        yield f"  {group.code} {group.title}: {shown}"
        for main in group.main_indexes:
            shown = _compared(main.declared, len(main.components), rounding.figure(main.max))
            yield f"    {main.code} {main.title}: {shown}"


def _compared(declared: Declared, count: int, points: str) -> str:
    said = "–" if declared.components is None else str(declared.components)
    worth = "–" if declared.points is None else rounding.figure(declared.points)
    return f"{said} / {count} chỉ số thành phần, {worth} / {points} điểm"


def _general(item: GeneralItem) -> Iterator[str]:
    unit = f", đơn vị tính: {item.unit}" if item.unit else ""
    yield f"  {item.code} value: {item.title} ({describing.KINDS[item.kind]}{unit})"
    if item.appraisers:
        yield f"    Thẩm định: {', '.join(item.appraisers)}"
    if item.supplier:
        yield f"    Cung cấp: {item.supplier}"
    yield from _printed("Giải thích", item.explanation, "    ")
    yield from _note(item.note, "    ")


def _main(index_set: IndexSet, main: MainIndex) -> Iterator[str]:
    yield from (
        "",
        f"  CHỈ SỐ CHÍNH {main.code}. {main.title} ({_points(main.max)})",
        *_note(main.note, "    "),
    )
    if main.weight is not None:
        yield f"    Trọng số: {rounding.figure(main.weight)}"
    for component in main.components:
        for each in component.walk():
            yield from ("", *(f"    {line}" for line in _component(index_set, each)))


def _component(index_set: IndexSet, component: Component) -> Iterator[str]:
    yield f"{component.code} {component.title} ({_points(component.max)}{_effect(component)})"
    if component.clause:
        yield f"  Căn cứ: {index_set.clause_of(component)}"
    appraisers = component.appraisers_printed or ", ".join(component.appraisers)
    yield from _printed("Thẩm định", appraisers or "không ghi", "  ")
    if component.suppliers:
        yield f"  Phối hợp cung cấp số liệu: {', '.join(component.suppliers)}"
    for figure in component.figures:
        yield f"  {figure.id}: {figure.label} ({describing.KINDS[figure.kind]}, đơn vị tính: {figure.unit})"
        yield from (f"    {line}" for line in _figure(index_set, figure))
    asked = entries.asked(component)
    if asked.has_date:
        yield "  date: Ngày ban hành"
    if asked.has_points:
        yield "  points: Điểm chấm trực tiếp"
    yield from (f"  {line}" for line in ruling.lines(component))
    yield from (f"  Số liệu phải có: {each.written()} (không thì gắn cờ)" for each in component.expects)
    yield from _printed("Cách tính điểm (nguyên văn)", component.text, "  ")
    is_asked = not isinstance(component.rule, (forms.Unscored, forms.SumOfParts))
    yield from _printed("Tài liệu kiểm chứng", component.evidence or ("để trống" if is_asked else None), "  ")
    yield from _note(component.note, "  ")


def _effect(component: Component) -> str:
    effect = describing.EFFECTS[component.effect]
    return f", {effect}" if effect else ""


def _figure(index_set: IndexSet, figure: Figure) -> Iterator[str]:
    if figure.source:
        yield f"Lấy từ mục {figure.source}: quyết định dẫn “mục {figure.source}”"
    if figure.default:
        places = _places(index_set, figure.default)
        yield f"Lấy từ {places} theo cách hiểu của chúng tôi, quyết định không dẫn; số ghi ở đây thì thắng"
    if figure.supplier:
        yield f"Cung cấp: {figure.supplier}"
    yield from _note(figure.note, "")


def _places(index_set: IndexSet, default: Formula) -> str:
    shared = {item.code for item in index_set.shared}
    ours = " (số liệu dùng chung, bộ chỉ số này thêm)" if default.names & shared else ""
    return f"{default.written()}{ours}"


def _notes(index_set: IndexSet) -> Iterator[str]:
    if index_set.notes:
        yield from ("", "GHI CHÚ CHO CẢ BỘ (theo mã của opendti indexset lint)")
    for code, note in index_set.notes.items():
        yield f"  [{code}] {' '.join(note.split())}"


def _points(value: Fraction) -> str:
    return f"{rounding.figure(value)} điểm"


def _listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield f"{heading}:"
        yield from (f"  - {each}" for each in found)


def _printed(heading: str, text: str | None, indent: str) -> Iterator[str]:
    """A text of the decision: on the line of its heading, or below it line by line."""
    if not text:
        return
    rows = text.strip().splitlines()
    if len(rows) == 1:
        yield f"{indent}{heading}: {rows[0]}"
    else:
        yield f"{indent}{heading}:"
        yield from (f"{indent}  | {row}" for row in rows)


def _note(note: str | None, indent: str) -> Iterator[str]:
    if note:
        yield f"{indent}Ghi chú: {' '.join(note.split())}"
