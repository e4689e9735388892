"""The open data sets: their columns, documented where they are filled, and their rows.

Exact values stand as fractions (`620/3`) beside what the pages show. Names are of organisations only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from opendti.results import heat, reading
from opendti.results.models import GroupResult, NodeResult, Publication, UnitResult
from opendti.scoring import rounding

Value = str | int | Fraction | None
Kind = Literal["text", "whole", "decimal", "fraction"]

NOTHING = "–"
"""What an explanation says for a figure nobody gave."""

KIND_WORDS: dict[Kind, str] = {
    "text": "chữ",
    "whole": "số nguyên",
    "decimal": "số thập phân, dấu chấm",
    "fraction": "phân số, giá trị đúng",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its name in the files, what it means, and an example."""

    name: str
    kind: Kind
    about: str
    example: str

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a page shows it, with its number of decimals."""

    value: Fraction
    places: int

    def __str__(self) -> str:
        text = rounding.shown(self.value, self.places, grouped=False)
        return text.replace(",", ".").replace(rounding.MINUS, "-")


Row = tuple[Value | Shown, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file on offer."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Publication], Iterator[Row]]

    def table(self, publication: Publication) -> Table:
        return Table(self, publication, list(self.rows(publication)))


@dataclass(frozen=True, slots=True)
class Table:
    """A data set filled for one publication."""

    dataset: Dataset
    publication: Publication
    rows: list[Row]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.dataset.columns


_WHO = (
    Column("nam", "whole", "Năm đánh giá", "2024"),
    Column("nhom", "text", "Mã nhóm xếp hạng", "huyen"),
    Column("don_vi", "text", "Mã đơn vị, không đổi giữa các năm", "nam-sach"),
    Column("ten_don_vi", "text", "Tên đơn vị khi công bố", "Huyện Nam Sách"),
)
_CODE = Column("ma", "text", "Mã trong bộ chỉ số", "4.7")
_TITLE = Column("ten", "text", "Tên như in trong quyết định", "Tỷ lệ các cơ sở giáo dục …")
_KIND = Column(
    "loai", "text", "tong, nhom, chi_so_chinh, thanh_phan, hoặc phan (phần của thành phần)", "thanh_phan"
)
_POINTS = (
    Column("diem_dung", "fraction", "Điểm, giá trị đúng", "500/53"),
    Column("diem", "decimal", "Điểm như hiển thị, đã làm tròn", "9.43"),
    Column("diem_toi_da", "fraction", "Điểm tối đa đơn vị có thể đạt, đã bỏ phần không đánh giá", "10"),
)

KIND_NAMES = {
    "set": "tong",
    "group": "nhom",
    "main_index": "chi_so_chinh",
    "component": "thanh_phan",
    "part": "phan",
}
STATE_NAMES = {
    "scored": "co",
    "missing": "khong_so_lieu",
    "excluded": "khong_danh_gia",
    "not_applicable": "khong_co",
    "error": "so_lieu_sai",
}


def ranking_rows(publication: Publication) -> Iterator[Row]:
    for group, units in groupby(reading.all_units(publication), key=lambda unit: unit.group):
        yield from _ranking_of(publication, group, list(units))


def _ranking_of(publication: Publication, group: GroupResult, units: list[UnitResult]) -> Iterator[Row]:
    values = [Fraction(unit.percent) for unit in units if unit.percent is not None]
    texts = iter(rounding.shown_apart(values, group.places))
    for unit in units:
        index: tuple[str | None, Shown | None] = (None, None)
        if unit.percent is not None:
            decimals = len(next(texts).partition(",")[2])
            index = (unit.percent, Shown(Fraction(unit.percent), decimals))
        points = (unit.points, Shown(Fraction(unit.points), group.places), _number(unit.max))
        yield (*_who(publication, unit), unit.rank, *index, *points, unit.class_label)


def score_rows(publication: Publication) -> Iterator[Row]:
    for node in reading.all_nodes(publication):
        places, percent = node.unit.group.places, heat.percent_of(node)
        share = (None, None) if percent is None else (str(percent), Shown(percent, places))
        points = (node.points, Shown(Fraction(node.points), places), _number(node.max))
        what, state = (KIND_NAMES[node.kind], node.code, node.title), STATE_NAMES[node.state]
        yield (*_who(publication, node.unit), *what, *points, _number(node.full_max), *share, state)


def figure_rows(publication: Publication) -> Iterator[Row]:
    for node in reading.all_nodes(publication, with_explanations=True):
        for each in _inputs(node):
            figure = (each["letter"], each["label"], each["unit"], _entered(each["value"]), each["source"])
            yield (*_who(publication, node.unit), node.code, *figure)


def method_rows(publication: Publication) -> Iterator[Row]:
    for tab in reading.tabs(publication):
        for node in reading.method_nodes(tab.group):
            told = node.explanation or {}
            texts = (told.get("clause", ""), told.get("law", ""), told.get("note", ""))
            what = (KIND_NAMES[node.kind], node.code, node.title, _number(node.full_max))
            yield (publication.year, tab.group.code, *what, *texts)


def _who(publication: Publication, unit: UnitResult) -> tuple[int, str, str, str]:
    return (publication.year, unit.group.code, unit.organisation_code, unit.organisation_name)


def _number(exact: str) -> str | int:
    """A whole number as such, so that spreadsheets can add it up; a fraction stays text."""
    return exact if "/" in exact else int(exact)


def _entered(shown: str) -> str | Shown | None:
    """A figure of an explanation (`1.234,5`) as a number; a fraction without an end stays text."""
    if shown == NOTHING or "/" in shown:
        return None if shown == NOTHING else shown
    whole, _, decimals = shown.replace(".", "").replace(rounding.MINUS, "-").partition(",")
    return Shown(Fraction(f"{whole}.{decimals}" if decimals else whole), len(decimals))


def _inputs(node: NodeResult) -> Iterable[dict[str, Any]]:
    return node.explanation.get("inputs", ()) if node.explanation else ()


DATASETS: dict[str, Dataset] = {
    each.name: each
    for each in (
        Dataset(
            "ranking",
            "Xếp hạng",
            "Một dòng một đơn vị: hạng, chỉ số, điểm",
            (
                *_WHO,
                Column("hang", "whole", "Hạng trong nhóm; trống nếu không xếp hạng", "4"),
                Column("chi_so_dung", "fraction", "Chỉ số, %, giá trị đúng; hạng xét theo đây", "8469/100"),
                Column("chi_so", "decimal", "Chỉ số, %, như hiển thị", "84.69"),
                *_POINTS,
                Column("xep_loai", "text", "Xếp loại; trống nếu quyết định không đặt", "Khá"),
            ),
            ranking_rows,
        ),
        Dataset(
            "scores",
            "Điểm từng chỉ số",
            "Một dòng một đơn vị × chỉ số: điểm, điểm tối đa, tình trạng",
            (
                *_WHO,
                _KIND,
                _CODE,
                _TITLE,
                *_POINTS,
                Column("toi_da_quyet_dinh", "fraction", "Điểm tối đa theo quyết định", "10"),
                Column("ty_le_dung", "fraction", "100 × điểm ÷ điểm tối đa, giá trị đúng", "5000/53"),
                Column("ty_le", "decimal", "Tỷ lệ đạt, %, như hiển thị", "94.34"),
                Column("tinh_trang", "text", ", ".join(STATE_NAMES.values()), "co"),
            ),
            score_rows,
        ),
        Dataset(
            "figures",
            "Số liệu đầu vào",
            "Một dòng một số liệu đã đưa vào công thức: giá trị, nguồn",
            (
                *_WHO,
                _CODE,
                Column("ky_hieu", "text", "Chữ của số liệu trong quyết định", "a"),
                Column("noi_dung", "text", "Số liệu là gì", "Tổng số cơ sở giáo dục"),
                Column("don_vi_tinh", "text", "Đơn vị tính", "cơ sở"),
                Column(
                    "gia_tri",
                    "decimal",
                    "Giá trị đã tính, không làm tròn, không ngăn hàng nghìn; trống nếu chưa có; "
                    "phân số nếu số thập phân không hết",
                    "1234.5",
                ),
                Column(
                    "nguon",
                    "text",
                    "Ai cho số liệu; số đơn vị kê khai nếu thẩm định điều chỉnh",
                    "Đơn vị nhập",
                ),
            ),
            figure_rows,
        ),
        Dataset(
            "method",
            "Bộ chỉ số",
            "Tên, điểm tối đa, căn cứ, lời văn và ghi chú của từng chỉ số",
            (
                _WHO[0],
                _WHO[1],
                _KIND,
                _CODE,
                _TITLE,
                Column("diem_toi_da", "fraction", "Điểm tối đa theo quyết định", "10"),
                Column("can_cu", "text", "Quyết định, phụ lục, mục", "2405/QĐ-UBND, Phụ lục 2, mục 4.7"),
                Column("loi_van", "text", "Lời văn của quyết định, như in", "Tỷ lệ = a/b …"),
                Column("ghi_chu", "text", "Chỗ chưa rõ và cách hiểu", "…"),
            ),
            method_rows,
        ),
    )
}
