"""What keeps a draft from being an index set, told where it is and by the editor's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from opendti.scoring.trees import Tree

from .editing import GENERAL, HEAD

_TRAIL = re.compile(r" \(ở ([^)]*)\)$")
_STEP = re.compile(r"(groups|main_indexes|components|parts)\[(\d+)\]\.?")
_QUOTED = re.compile(r"“([a-z_]+)”")
_KINDS = {"groups": "Nhóm", "main_indexes": "Chỉ số chính", "components": "Chỉ số", "parts": "Chỉ số"}
WORDS = {
    "code": "Mã",
    "title": "Tên",
    "max": "Điểm tối đa",
    "level": "Cấp",
    "year": "Năm",
    "rule": "Cách tính",
    "form": "Cách tính",
    "of": "Giá trị",
    "worth": "Phần điểm",
    "label": "Lời của quyết định",
    "unit": "Đơn vị tính",
    "id": "Chữ",
    "when": "Khi",
    "points": "Điểm",
    "at_least": "Từ (kể cả mốc)",
    "before": "Trước ngày",
    "scale": "Cách chia",
    "levels": "Các mức",
    "conditions": "Các điều kiện",
    "bands": "Các bậc",
    "steps": "Các bậc",
    "cases": "Các trường hợp",
    "components": "Chỉ số thành phần",
    "main_indexes": "Chỉ số chính",
    "groups": "Nhóm chỉ số",
    "decision": "Quyết định",
    "number": "Số quyết định",
    "authority": "Cơ quan ban hành",
    "place": "Nơi ban hành",
    "annex": "Phụ lục",
    "appraisers": "Đơn vị thẩm định",
    "agencies": "Cơ quan",
    "short": "Tên ngắn",
    "effect": "Cách cộng vào tổng",
    "clause": "Căn cứ",
    "appraisers_printed": "Ô đơn vị thẩm định như in",
    "suppliers": "Phối hợp, cung cấp số liệu",
    "text": "Cách tính điểm như in",
    "evidence": "Tài liệu kiểm chứng",
    "note": "Ghi chú",
    "notes": "Trả lời chung",
    "answers": "Nghi vấn đã trả lời",
    "expects": "Các số phải thoả",
    "figures": "Số liệu cần ghi",
    "general": "Thông tin chung",
    "shared": "Số liệu dùng chung",
    "applies_to": "Đối tượng áp dụng",
    "exclusion_clause": "Khoản “Không đánh giá”",
    "rounding": "Làm tròn",
    "classes": "Xếp loại",
}
"""What the editor calls the keys of the file."""


DOUBTS = {
    "agency-count-mismatch": "Số chỉ số giao cho cơ quan khác với danh sách",
    "appraiser-missing": "Không ghi đơn vị thẩm định",
    "code-order": "Mã đứng trái thứ tự",
    "copied-variable": "Số có vẻ chép từ chỉ số bên cạnh",
    "count-mismatch": "Bảng cấu trúc đếm khác bảng chi tiết",
    "deadline-in-title": "Hạn chỉ có trong tên chỉ số",
    "decision-undated": "Văn bản không ghi ngày ban hành",
    "evidence-missing": "Để trống tài liệu kiểm chứng",
    "foreign-evidence": "Tài liệu kiểm chứng nói về chỉ số chính khác",
    "no-formula": "Có số liệu mà không có công thức",
    "points-mismatch": "Bảng cấu trúc ghi điểm khác bảng chi tiết",
    "silent-denominator": "Không nói khi mẫu số bằng 0",
    "unused-variable": "Có số được hỏi mà không dùng",
    "worth-not-whole": "Câu trả lời tốt nhất không được đúng điểm tối đa",
}
"""What the linter's doubts are about, for the one answer that settles all of a kind."""
MEANWHILE = {
    "count-mismatch": "Phần mềm theo bảng chi tiết.",
    "points-mismatch": "Phần mềm theo bảng chi tiết.",
    "silent-denominator": "Phần mềm cho 0 điểm và gắn cờ; muốn khác thì chọn trong cách tính.",
}
"""What the program does about a doubt as long as a person does not change it."""


class Problem(NamedTuple):
    """What is wrong, at which row of the draft (HEAD for the set itself), and the name of that place."""

    row: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def located(tree: Tree, complaint: str) -> Problem:
    """A complaint of `loading.build` about a draft's tree, with the node it is about."""
    trail = _TRAIL.search(complaint)
    message = said(complaint)
    if trail is None:
        return Problem(HEAD, "", message)
    if trail[1].startswith(("general", "shared")):
        return Problem(GENERAL, "Thông tin chung", message)
    node: object = tree
    row, place = HEAD, ""
    for key, number in _STEP.findall(trail[1]):
        children = node.get(key) if isinstance(node, Mapping) else None
        if not isinstance(children, list) or len(children) < int(number):
            break
        node = children[int(number) - 1]
        if isinstance(node, Mapping):
            place = f"{_KINDS[key]} {node.get('code', number)}"
            row = str(node.get("row", "")) if key in ("components", "parts") else HEAD
    return Problem(row, place, message)


def said(complaint: str) -> str:
    """The complaint without its path, keys by the editor's words, and the line of a list."""
    trail = _TRAIL.search(complaint)
    words = complaint[: trail.start()] if trail else complaint
    words = words.replace("thiếu khoá “", "thiếu “").replace(
        "Viết dạng 12, 2.5, 1/2", "Viết dạng 12; 2,5; 1/2"
    )
    words = _QUOTED.sub(lambda key: f"“{WORDS.get(key[1], key[1])}”", words)
    within = _STEP.sub("", trail[1]) if trail else ""
    lines = re.findall(r"\[(\d+)\]", within)
    return f"{words[:1].upper()}{words[1:]}" + (f" (dòng {lines[-1]})" if lines else "")
