"""HTML as legal portals and Word's “save as web page” publish it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from . import gridding
from .document import Block, DecisionFileError
from .gridding import Cell, Grid

_SIGNS = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|tbody|td|meta|div)\b", re.IGNORECASE)
_DROPPED = {
    "script", "style", "head", "noscript", "template", "svg", "math", "button", "select", "input", "textarea",
    "nav", "aside", "footer", "iframe", "object", "embed", "canvas", "audio", "video", "map",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "main", "header", "form", "fieldset", "center", "blockquote", "pre", "address", "hr", "figure",
    "figcaption", "caption", "tr", "td", "th", "tbody", "thead", "tfoot", "body", "html", "details",
    "summary",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKED = re.compile(r"\s*(?:[-–—+*•·●▪○◦]|\w{1,3}[.)])\s")
_DEEPEST = 200


def is_html(text: str) -> bool:
    """Whether the text is a page or a piece of one, and not a text with a few tags in it."""
    head = text.lstrip()[:200].lower()
    if head.startswith(("<!doctype html", "<html")):
        return True
    signs = {found.group().lower().split("<")[1].strip() for found in _SIGNS.finditer(text)}
    return (
        bool(signs & {"html", "body"})
        or {"table", "td"} <= signs
        or ("div" in signs and head.startswith("<"))
    )


def blocks(text: str, where: str) -> list[Block]:
    """The paragraphs, one per line, and the tables; raises DecisionFileError if there is nothing."""
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(_ENCODING.sub("", text).encode("utf-8", errors="replace"), parser)
    except etree.ParseError:
        root = None
    if root is None:
        raise DecisionFileError(
            where, "trang HTML trống hoặc hỏng, không đọc được gì. Lưu lại trang rồi thử lại"
        )
    found: list[Block] = []
    for part in _Walk().parts(root):
        found += gridding.paragraphs(part) if isinstance(part, str) else gridding.blocks(part)
    return found


class _Walk:
    """Goes through the elements and gathers lines; white space in the source is only space."""

    def __init__(self) -> None:
        self._line: list[str] = []
        self._parts: list[str | Grid] = []

    def parts(self, element: etree._Element) -> list[str | Grid]:
        """Text and tables under the element, in order."""
        self._children(element, 0)
        self._flush()
        return self._parts

    def _flush(self) -> None:
        text = "".join(self._line)
        self._line = []
        if text.strip():
            if self._parts and isinstance(self._parts[-1], str):
                self._parts[-1] += "\n" + text
            else:
                self._parts.append(text)

    def _say(self, text: str | None) -> None:
        if text:
            self._line.append(re.sub(r"[ \t\r\n\f\v\u2028\u2029\x85]+", " ", text))

    def _children(self, element: etree._Element, depth: int) -> None:
        self._say(element.text)
        for child in element:
            self._element(child, depth + 1)
            self._say(child.tail)

    def _element(self, element: etree._Element, depth: int) -> None:
        name = element.tag.lower() if isinstance(element.tag, str) else "script"
        if name in _DROPPED or depth > _DEEPEST or _is_hidden(element):
            return
        if name == "br":
            self._flush()
        elif name == "table":
            self._flush()
            self._parts.append(_grid(element))
        elif name in _BLOCKS:
            self._flush()
            self._say(_list_mark(element) if name == "li" else "")
            self._children(element, depth)
            self._flush()
        else:
            self._children(element, depth)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _list_mark(item: etree._Element) -> str:
    """The bullet or number a browser would draw, unless the text brings its own."""
    text = "".join(str(each) for each in item.itertext())[:60]
    parent = item.getparent()
    if _MARKED.match(text) or parent is None:
        return ""
    if parent.tag != "ol":
        return "- "
    number = _whole(item.get("value") or parent.get("start"))
    if not item.get("value"):
        number += sum(1 for _ in item.itersiblings("li", preceding=True))
    kind = parent.get("type")
    return f"{chr(96 + number)}) " if kind == "a" and number <= 26 else f"{number}. "


def _grid(table: etree._Element) -> Grid:
    return Grid([_row(cells) for cells in _rows(table)])


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each row, also where the markup forgot a <tr> or nested one in another."""
    loose: list[etree._Element] = []
    pending = list(reversed(table))
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str) or _is_hidden(element):
            continue
        if element.tag in {"td", "th"}:
            loose.append(element)
            continue
        if element.tag == "caption" or element.tag in _DROPPED:
            continue
        if element.tag == "tr":
            if loose:
                yield loose
            loose = []
            pending.append(etree.Element("end"))
        if element.tag == "end":
            yield loose
            loose = []
        pending += reversed(element)
    if loose:
        yield loose


def _row(cells: list[etree._Element]) -> list[Cell]:
    return [
        Cell(content=_Walk().parts(cell), columns=_span(cell, "colspan"), rows=_span(cell, "rowspan"))
        for cell in cells
        if not _is_hidden(cell)
    ]


def _span(cell: etree._Element, name: str) -> int:
    """How many places a cell takes; `rowspan=0` reaches to the end of the table."""
    number = _whole(cell.get(name))
    if number == 0:
        return 65_534 if name == "rowspan" else 1
    return number


def _whole(text: str | None) -> int:
    """The number an attribute gives, cut to six figures; 1 when it gives none."""
    said = (text or "").strip()[:6]
    return int(said) if said.isascii() and said.isdigit() else 1
