"""One text in every kind of file is one document."""

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from opendti.decision_files.document import Block, Paragraph, Table
from opendti.decision_files.opening import open_document
from tests.decision_files import making

SEEDS = Path(__file__).parents[1] / "seeds"
HEADING = (
    "STT",
    "Chỉ số/Chỉ số thành phần",
    "Điểm tối đa",
    "Đơn vị thẩm định",
    "Cách tính điểm",
    "Tài liệu kiểm chứng",
)
MAKERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "html": making.as_html,
    "docx": making.as_docx,
    "pdf": making.as_pdf,
}


def annex_table() -> Table:
    """The components of seed 001 as a table; what stands between agency and next code is rule and evidence.

    Where exactly the rule ends does not matter here: the cells only have to be long and of many lines.
    """
    lines = (SEEDS / "2405.txt").read_text(encoding="utf-8").splitlines()
    lines = [" ".join(line.split()) for line in lines[lines.index("PHỤ LỤC 1") :] if line.strip()]
    starts = [place for place, line in enumerate(lines) if re.fullmatch(r"[1-8](\.\d+){0,2}|I+", line)]
    rows = [HEADING]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        code, *rest = lines[start:end]
        if 5 <= len(rest) < 16 and re.fullmatch(r"[\d,.]+", rest[1]):
            title, points, *rest = rest
            rows.append((code, title, points, rest[0], "\n".join(rest[1:-1]), rest[-1]))
    return Table(rows=tuple(rows))


@pytest.fixture(scope="module")
def table() -> Table:
    table = annex_table()
    assert len(table.rows) > 70
    return table


@pytest.mark.parametrize("kind", MAKERS)
def test_a_real_table_comes_back_as_it_was(kind, table):
    intro = Paragraph(text="Phụ lục 1: Bộ chỉ số chuyển đổi số các sở, ban, ngành cấp tỉnh")
    end = Paragraph(text="- Lưu: VT, KGVX.")
    document = open_document(MAKERS[kind]([intro, table, end]), name="x")

    assert document.kind == kind
    first, found, last = document.blocks
    assert isinstance(found, Table)
    assert (first, last) == (intro, end)
    assert len(found.rows) == len(table.rows)
    pairs = [pair for rows in zip(table.rows, found.rows, strict=True) for pair in zip(*rows, strict=True)]
    assert [(one, other) for one, other in pairs if one.split() != other.split()] == []
    # A PDF keeps no line breaks. Two cells can be read either way: where a line happens to be full and
    # nothing in the words of the next says that it starts anew.
    assert sum(1 for one, other in pairs if one != other) <= (3 if kind == "pdf" else 0)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_real_table_is_read_at_once(kind, table):
    content = MAKERS[kind]([table])
    started = time.perf_counter()
    open_document(content, name="x")

    assert time.perf_counter() - started < 2
