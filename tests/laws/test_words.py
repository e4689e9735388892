"""One word per thing on screen (docs/glossary.md): the words left behind do not come back into the pages."""

import re

from .source import ROOT, name_of

LEFT = {
    r"Vui lòng": "say what to do, without it",
    r">(Thôi|Huỷ|Hủy|OK|Submit|Cancel)<": "Quay lại",
    r"[Đđ]ường dẫn": "liên kết, or địa chỉ of a page",
    r"[Nn]ghiệp vụ": "name the change",
    r"[Nn]gười dùng": "người, or tài khoản",
    r"[Qq]uản trị của đơn vị": "người cấp tài khoản cho bạn",
    r"[Ll]ớp bảo vệ|xác thực hai": "bước xác thực thứ hai",
    r"[Ll]ãnh đạo tỉnh|của tỉnh\b": "levels are data",
    r"(?<!name=\")\b[Ee]-?mail\b(?= )": "thư điện tử",
    r"tỉ lệ|hủy|hòa\b|hóa\b|ủy\b": "tỷ lệ, huỷ, hoà, hoá, uỷ",
}
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<(?:input|a|form|script|link|meta)\b[^>]*>", re.DOTALL)
COMMENTS = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)


def test_the_pages_keep_to_the_glossary():
    pages = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "src" / "opendti").rglob("templates/**/*.*")]
    assert len(pages) > 100
    found = [
        f"{name_of(path)}: {hit.group()!r}, write: {instead}"
        for path in pages
        for word, instead in LEFT.items()
        for hit in re.finditer(word, TAGS.sub("", COMMENTS.sub("", path.read_text(encoding="utf-8"))))
    ]

    assert found == []
