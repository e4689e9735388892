"""A decision made anew as a page of a legal portal, a Word document or a PDF, to be read back."""

import html
import io
import re
from collections.abc import Sequence

import docx
import typst
from docx.document import Document as WordDocument
from docx.shared import Mm

from opendti.decision_files.document import Block, Paragraph, Table

_PORTAL = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Văn bản</title><style>td {{ border: solid 1px }}</style>
<script>document.write("<table><tr><td>1</td><td>2</td></tr></table>");</script></head>
<body><form action="/van-ban"><table width="100%"><tr><td valign=top>
<div class="noi-dung">{}</div>
</td></tr></table></form></body></html>
"""

_PAGE = """
#set page("a4", flipped: {flipped}, margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set page(numbering: "1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "vi", hyphenate: false)
#set par(justify: false, leading: 0.55em)
#let lines(..each) = each.pos().join(linebreak())
"""


# -- HTML -----------------------------------------------------------------------------------------


def as_html(blocks: Sequence[Block]) -> bytes:
    """A page like those of legal portals: a layout table around everything, styles, &nbsp;, <p> and <br>."""
    return _PORTAL.format("\n".join(map(_html_block, blocks))).encode()


def _html_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        span = f'<span lang="VI" style="font-size:14.0pt">{_escaped(block.text)}</span>'
        return f'<p style="text-align:justify">{span}</p>'
    rows = "\n".join(_html_row(number, row) for number, row in enumerate(block.rows))
    return (
        f'<table border=1 cellspacing="0" style="border-collapse:collapse"><tbody>\n{rows}\n</tbody></table>'
    )


def _html_row(number: int, row: tuple[str, ...]) -> str:
    return f"<tr style='height:15.0pt'>{''.join(_html_cell(number, cell) for cell in row)}</tr>"


def _html_cell(number: int, cell: str) -> str:
    lines = [_escaped(line) for line in cell.split("\n")]
    if number % 2:
        inside = "<br />\n".join(lines)
    else:
        inside = "".join(f"<p class=MsoNormal>\n   <b>{line}</b>&nbsp;</p>" for line in lines)
    return f'<td width="64" valign="top">{inside}</td>'


def _escaped(text: str) -> str:
    return html.escape(text).replace(" - ", "&nbsp;- ")


# -- Word -----------------------------------------------------------------------------------------


def as_docx(blocks: Sequence[Block]) -> bytes:
    """A Word document; each line of a cell is a paragraph of its own."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang không thuộc văn bản"
    for block in blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        else:
            _word_table(document, block)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _word_table(document: WordDocument, table: Table) -> None:
    made = document.add_table(rows=len(table.rows), cols=table.width, style="Table Grid")
    made.columns[0].width = Mm(15)
    for row, cells in zip(made.rows, table.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)


# -- PDF ------------------------------------------------------------------------------------------


def as_pdf(blocks: Sequence[Block], *, is_flipped: bool = False) -> bytes:
    """A PDF on A4: tables repeat their first row on each page, and rows break over pages."""
    parts = [_PAGE.format(flipped=str(is_flipped).lower())]
    parts += [_typst_block(block) for block in blocks]
    pdf = typst.compile("\n".join(parts).encode())
    assert isinstance(pdf, bytes)
    return pdf


def _typst_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"#par({_quoted(block.text)})"
    widths = ", ".join(f"{width}fr" for width in _widths(block))
    heading, *rows = ["".join(f"{_typst_cell(cell)}, " for cell in row) for row in block.rows]
    body = ",\n".join(row.rstrip(", ") for row in rows)
    return f"#table(columns: ({widths}), table.header({heading}),\n{body})"


def _widths(table: Table) -> list[int]:
    """Shares of the page's width: longer texts get more of it."""
    longest = [max(len(row[column]) for row in table.rows) for column in range(table.width)]
    return [6 if length < 8 else 9 if length < 40 else 16 if length < 200 else 24 for length in longest]


def _typst_cell(text: str) -> str:
    return f"lines({', '.join(map(_quoted, text.split(chr(10))))})"


def _quoted(text: str) -> str:
    """A string of Typst; a word joiner keeps lines from breaking at a slash, where Word breaks none."""
    text = re.sub(r"/(?=\S)", "/\u2060", text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
