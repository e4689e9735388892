"""Workbooks to upload, as people make them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

HEADS = ("Mã", "Tên chính thức", "Tên ngắn", "Cấp", "Mã cơ quan cấp trên", "Thứ tự", "Từ ngày", "Đến ngày")
MORE = (*HEADS, "Kế tục của (mã; mã)", "Quyết định")


def workbook(
    *rows: Sequence[object], heads: Sequence[str] = HEADS, merged: str = "", above: Sequence[str] = ()
) -> bytes:
    """The rows under a header; a text that begins with = is a formula, a day a real day."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("Danh sách")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate([*([above] if above else []), heads, *rows]):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - Excel knows no zones
                    page.write_datetime(line, place, moment, day)
                else:
                    page.write(line, place, cell)
        if merged:
            page.merge_range(merged, "Gộp")
    return target.getvalue()


def province(departments: int, communes: int) -> bytes:
    """A province with departments and communes, as a list of an office."""
    rows: list[Sequence[object]] = [("tinh-moi", "Tỉnh Mới", "", "Tỉnh", "", 0)]
    rows += [(f"so-{n}", f"Sở số {n}", f"S{n}", "Sở", "tinh-moi", n) for n in range(departments)]
    rows += [(f"xa-{n}", f"Xã số {n}", "", "Xã", "tinh-moi", 100 + n % 900) for n in range(communes)]
    return workbook(*rows)
