"""Workbooks no Excel would write, each made to take the reader's memory, its time or its sense."""

import io
import zipfile
from collections.abc import Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text(letters: str) -> str:
    return f'<c t="inlineStr"><is><t>{letters}</t></is></c>'


def row(*cells: str, given: str = "") -> str:
    return f"<row {given}>{''.join(cells)}</row>"


def book(
    *sheets: str, heads: Sequence[str] = (), texts: Sequence[str] = (), start: str = "", more: str = ""
) -> bytes:
    """Each sheet is the XML of its rows, below a row of heads; `start` comes before, `more` after them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        names = [f'<sheet name="S{n}" r:id="s{n}" {given(sheet)}/>' for n, sheet in enumerate(sheets)]
        parts.writestr("xl/workbook.xml", _tag("workbook", f"<sheets>{''.join(names)}</sheets>"))
        links = [_link(f"s{n}", "worksheet", f"worksheets/{n}.xml") for n in range(len(sheets))]
        links += [_link("texts", "sharedStrings", "sharedStrings.xml")]
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}</Relationships>',
        )
        parts.writestr(
            "xl/sharedStrings.xml", _tag("sst", "".join(f"<si><t>{each}</t></si>" for each in texts))
        )
        first = row(*map(text, heads)) if heads else ""
        for n, sheet in enumerate(sheets):
            rows = sheet.removeprefix(HIDDEN)
            parts.writestr(
                f"xl/worksheets/{n}.xml",
                start + _tag("worksheet", f"<sheetData>{first}{rows}</sheetData>{more}"),
            )
    return target.getvalue()


HIDDEN = "<!--hidden-->"


def given(sheet: str) -> str:
    return 'state="hidden"' if sheet.startswith(HIDDEN) else ""


def _tag(name: str, inside: str) -> str:
    return f'<{name} xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{inside}</{name}>'


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
