"""Where in the workbook everything stands: worksheets, columns, and how a value fills a cell.

Groups, main indexes, components, their parts and their figures are rows of one worksheet, in the
order of the decision; the first column says what a row is, and so under what it belongs.
"""

from __future__ import annotations

import json
from typing import Literal, NamedTuple, cast

from opendti.scoring import trees
from opendti.scoring.loading import IndexSetError
from opendti.scoring.trees import Tree

Shape = Literal["text", "list", "yaml"]
"""A text; a list of texts, one a line; a table written as YAML."""


class Place(NamedTuple):
    """A key of the file (`decision.number` inside a table), the head of its column, how it is written."""

    key: str
    head: str
    shape: Shape = "text"
    width: int = 14


SET = "Bộ chỉ số"
GENERAL = "Thông tin chung"
ITEMS = "Chỉ số"
AGENCIES = "Cơ quan"
CLASSES = "Xếp loại"
NOTES = "Ghi chú chung"

KEY, MEANING, VALUE = "Khoá", "Nghĩa", "Giá trị"
KIND, CODE = "Loại", "Mã"
OTHER = Place("", "Khoá khác (YAML)", "yaml", 24)
"""What has no column of its own, so that a draft with odd keys comes back as it was."""

SET_PLACES = (
    Place("format", "Định dạng"),
    Place("status", "Tình trạng (frame: bộ khung)"),
    Place("code", "Mã của bộ"),
    Place("title", "Tên bộ chỉ số"),
    Place("level", "Cấp được đánh giá"),
    Place("year", "Năm ban hành"),
    Place("max", "Tổng điểm tối đa"),
    Place("decision.number", "Quyết định: số"),
    Place("decision.issued_on", "Quyết định: ngày ban hành"),
    Place("decision.authority", "Quyết định: cơ quan ban hành"),
    Place("decision.place", "Quyết định: nơi ban hành"),
    Place("decision.title", "Quyết định: trích yếu"),
    Place("decision.annex", "Quyết định: phụ lục"),
    Place("decision.replaces", "Quyết định: thay thế"),
    Place("decision.legal_basis", "Quyết định: căn cứ", "list"),
    Place("sources", "Nguồn", "list"),
    Place("applies_to", "Đối tượng áp dụng", "list"),
    Place("rounding.places", "Làm tròn: số chữ số thập phân khi hiện"),
    Place("rounding.note", "Làm tròn: vì sao"),
    Place("aggregation", "Cách cộng (sum, composite)"),
    Place("default_appraisers", "Đơn vị thẩm định các chỉ số còn lại", "list"),
    Place("declared.main_indexes", "Bảng cấu trúc ghi: số chỉ số chính"),
    Place("declared.components", "Bảng cấu trúc ghi: số chỉ số thành phần"),
    Place("declared.points", "Bảng cấu trúc ghi: điểm"),
    Place("exclusion_clause", "Khoản cho phép “Không đánh giá”"),
    Place("note", "Ghi chú"),
    Place("review", "Cần người xem", "list"),
)

AGENCY_PLACES = (
    Place("name", "Tên cơ quan", width=40),
    Place("printed", "Các cách viết trong phụ lục", "list", 40),
    Place("declared.components", "Văn bản ghi thẩm định bao nhiêu chỉ số", width=20),
)

CLASS_PLACES = (
    Place("label", "Mức", width=30),
    Place("above", "Trên (%)"),
    Place("at_least", "Từ (%) trở lên"),
)

NOTE_PLACES = (Place("code", "Mã nghi vấn", width=24), Place("text", "Trả lời", width=100))

PRINTED, OURS = "Quyết định", "Người lập tệp thêm"
"""Which list a row of general information belongs to: `general` or `shared`."""

GENERAL_PLACES = (
    Place("code", CODE, width=8),
    Place("title", "Tên", width=50),
    Place("kind", "Kiểu"),
    Place("unit", "Đơn vị tính"),
    Place("appraisers", "Đơn vị thẩm định", "list", 28),
    Place("supplier", "Cơ quan cung cấp", width=28),
    Place("explanation", "Giải thích", width=50),
    Place("note", "Ghi chú", width=40),
    Place("review", "Cần người xem", "list", 30),
)

GROUP, MAIN, COMPONENT, FIGURE = "Nhóm", "Chỉ số chính", "Chỉ số", "Số liệu"
PART = "Mục con"

_DECLARED = (
    Place("declared.main_indexes", "Văn bản ghi: chỉ số chính"),
    Place("declared.components", "Văn bản ghi: chỉ số"),
    Place("declared.points", "Văn bản ghi: điểm"),
)

ITEM_PLACES = (
    Place("code", CODE, width=8),
    Place("title", "Tên (như in)", width=50),
    Place("short", "Tên ngắn", width=20),
    Place("max", "Điểm tối đa", width=9),
    Place("weight", "Trọng số", width=9),
    Place("effect", "Cộng, trừ", width=9),
    Place("appraisers", "Đơn vị thẩm định", "list", 28),
    Place("appraisers_printed", "Ô thẩm định như in", width=28),
    Place("suppliers", "Phối hợp cung cấp số liệu", "list", 28),
    Place("text", "Cách tính điểm (như in)", width=60),
    Place("evidence", "Tài liệu kiểm chứng (như in)", width=40),
    Place("rule.form", "Dạng tính", width=13),
    Place("rule", "Tham số của cách tính (YAML)", "yaml", 44),
    Place("unit", "Đơn vị tính"),
    Place("kind", "Kiểu"),
    Place("source", "Lấy từ mục (quyết định dẫn)"),
    Place("default", "Lấy sẵn từ (người lập tệp hiểu)"),
    Place("supplier", "Cơ quan cung cấp", width=28),
    Place("expects", "Điều số liệu phải thoả", "list", 22),
    Place("said", "Câu đã đọc ra cách tính", width=40),
    Place("clause", "Chỗ trong quyết định", width=20),
    Place("note", "Ghi chú", width=50),
    Place("answers", "Trả lời nghi vấn", "list", 20),
    Place("review", "Cần người xem", "list", 30),
    *_DECLARED,
)

_OF_FIGURE = {"code": "id", "title": "label"}
"""A figure stands in the columns of the component it belongs to, under its own keys."""

NESTED = ("groups", "main_indexes", "components", "parts", "figures")
"""Keys whose lists are rows of their own."""


def places_of(kind: str) -> tuple[Place, ...]:
    """The places a row of this kind fills; a figure's letter and label stand under Mã and Tên."""
    if kind != FIGURE:
        return ITEM_PLACES
    return tuple(place._replace(key=_OF_FIGURE.get(place.key, place.key)) for place in ITEM_PLACES)


# -- A node into cells, and back ------------------------------------------------------------------


def cells(node: Tree, places: tuple[Place, ...], *, apart: tuple[str, ...] = ()) -> list[str | None]:
    """The node's values in their columns, the last one what has no column; `apart` stands elsewhere."""
    left = {key: value for key, value in node.items() if not (key in apart and _is_rows(value))}
    found = [_taken(left, place) for place in places]
    return [*found, trees.write(left).strip("\n") if left else None]


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _taken(left: dict[str, object], place: Place) -> str | None:
    """The text for a cell; what was written is taken out of `left`."""
    table, _, key = place.key.rpartition(".")
    holder = left.get(table) if table else left
    if not isinstance(holder, dict) or key not in holder:
        return None
    text = _written(holder[key], place.shape)
    if text is None:
        return None
    rest = {name: value for name, value in holder.items() if name != key}
    if not table:
        del left[key]
    elif rest:
        left[table] = rest
    else:
        del left[table]
    return text


def _written(value: object, shape: Shape) -> str | None:
    """The value as a cell holds it; None where a cell could not give it back."""
    if shape == "text":
        return value if isinstance(value, str) and value else None
    if shape == "yaml":
        return trees.write(cast("Tree", value)).strip("\n") if isinstance(value, dict) and value else None
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        return None
    lines = [str(each) for each in value]
    is_plain = all(line.strip() == line and line and len(line.splitlines()) == 1 for line in lines)
    return (
        "\n".join(lines)
        if is_plain and not lines[0].startswith("[")
        else json.dumps(lines, ensure_ascii=False)
    )


def put(node: Tree, place: Place, text: str) -> None:
    """Sets the value a cell holds; raises ValueError with what is wrong, in Vietnamese."""
    value = _read(text, place.shape)
    table, _, key = place.key.rpartition(".")
    if not place.key:
        _merge(node, cast("Tree", value))
        return
    holder = node
    if table:
        holder = cast("Tree", node.setdefault(table, {}))
    if isinstance(value, dict) and isinstance(holder.get(key), dict):
        _merge(cast("Tree", holder[key]), value)
    else:
        holder[key] = value


def _merge(node: Tree, more: Tree) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(node.get(key), dict):
            _merge(cast("Tree", node[key]), cast("Tree", value))
        elif key in node:
            raise ValueError(f"khoá “{key}” đã có ở cột khác")
        else:
            node[key] = value


def _read(text: str, shape: Shape) -> object:
    if shape == "text":
        return text
    if shape == "yaml":
        try:
            return trees.parse(text, name="ô")
        except IndexSetError as wrong:
            raise ValueError("; ".join(wrong.problems)) from None
    if text.startswith("["):
        try:
            lines = json.loads(text)
        except ValueError:
            raise ValueError("danh sách mở bằng [ mà không đúng dạng JSON; viết mỗi mục một dòng") from None
        if not all(isinstance(each, str) for each in lines):
            raise ValueError("danh sách chỉ gồm chữ; viết mỗi mục một dòng")
        return lines
    return [line.strip() for line in text.splitlines() if line.strip()]
