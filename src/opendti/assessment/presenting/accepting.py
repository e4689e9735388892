"""What somebody should know before accepting an item of many units at once."""

from __future__ import annotations

from opendti.assessment.queries.appraisal_pages import ItemPage
from opendti.scoring.outcomes import FlagCode, State

from .component_table import Table


def bulk_words(page: ItemPage, table: Table) -> str:
    """`Trong đó: 2 đơn vị không có số liệu, 1 đơn vị có cảnh báo.`; empty where nothing is doubtful."""
    rows = [
        row for line, row in zip(table.lines, page.view.rows, strict=True) if line.is_open and not line.is_off
    ]
    scores = [row.self_score for row in rows]
    counts = {
        "không có số liệu": sum(
            score.state is State.MISSING if score else not row.values
            for row, score in zip(rows, scores, strict=True)
        ),
        "có cảnh báo": sum(
            any(flag.code is not FlagCode.MISSING for flag in score.flags) for score in scores if score
        ),
        "không gửi phiếu": sum(row.sheet.submitted_at is None for row in rows),
    }
    told = [f"{count} đơn vị {words}" for words, count in counts.items() if count]
    return f"Trong đó: {', '.join(told)}." if told else ""
