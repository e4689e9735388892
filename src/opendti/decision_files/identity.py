"""Who issued a document, when, under which number and title, on which grounds, in place of what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from . import printed_values, recasing

_KINDS = ("QUYẾT ĐỊNH", "KẾ HOẠCH", "NGHỊ QUYẾT", "HƯỚNG DẪN", "THÔNG BÁO", "CÔNG VĂN")
_NUMBER = re.compile(r"^\s*Số(?: hiệu)?\s*:\s*(?P<n>\d*)\s*(?P<s>/\s*[A-ZĐ0-9/-]+)", re.MULTILINE)
_CITED = re.compile(r"(?:Quyết định|Kế hoạch) số\s*(?P<n>\d*)\s*(?P<s>/[A-ZĐ-]+)", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?P<p>[A-ZĐÂĂÊÔƠƯ][^\d,:\n]{1,40}?)\s*,\s*ngày(?P<rest>(?:\s*\d{0,2})\s*tháng\s*\d{0,2}\s*năm\s*(?P<y>\d{4}))",
    re.MULTILINE,
)
_REPLACES = re.compile(r"thay thế (?:cho )?((?:các )?Quyết định số .+?)\s*\.?\s*$")
_AUTHORITY = re.compile(r"^((CHỦ TỊCH|BỘ TRƯỞNG|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|HỘI ĐỒNG)\b.*|ỦY BAN NHÂN DÂN\b.*)$")
_PLACE_NAMED = re.compile(
    r"(?:[Tt]ỉnh|[Tt]hành phố) ([A-ZĐ][a-zà-ỹ]+(?: (?:[A-ZĐ][a-zà-ỹ]+|- [A-ZĐ][a-zà-ỹ]+)){0,3})"
)
_CARRIES_OUT = re.compile(
    r"Thực hiện ((?:Kế hoạch|Quyết định|Nghị quyết) số .+?)(?:;|, (?:UBND|[ỦU][ỷy] ban|Văn phòng"
    r"|Sở)\b.*(?:ban hành|xây dựng))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What identifies the document; "" where it does not say. `missing` says what a person must add."""

    number: str
    symbol: str
    issued_on: str
    year: str
    authority: str
    place: str
    title: str
    replaces: str
    legal_basis: tuple[str, ...]

    @property
    def slug(self) -> str:
        """What the codes of its sets begin with: place, number or issuing office, year."""
        office = printed_values.slug(self.symbol.rpartition("-")[2]) if self.symbol else ""
        middle = self.number or ("" if office == "ubnd" else office)
        parts = [printed_values.slug(part) for part in (self.place or "chua-ro", middle, self.year) if part]
        return "-".join(parts)

    @property
    def full_number(self) -> str:
        """The number as printed: `2405/QĐ-UBND`, or `…/KH-VPUB` where only the symbol is printed."""
        return f"{self.number or '…'}{self.symbol}" if self.symbol else ""

    def tree(self, annex: str) -> dict[str, object]:
        """The block `decision` of a set; what the document does not say is left out."""
        values: dict[str, object] = {
            "number": self.full_number, "issued_on": self.issued_on, "authority": self.authority,
            "place": self.place,
            "title": self.title, "annex": annex, "replaces": self.replaces,
            "legal_basis": list(self.legal_basis),
        }  # fmt: skip
        return {key: value for key, value in values.items() if value}

    @property
    def missing(self) -> list[str]:
        """What a person must add, in words."""
        wanted = (
            (self.number, "số"), (self.issued_on, "ngày ký"), (self.authority, "cơ quan ban hành"),
            (self.place, "tỉnh hay thành phố"),
            (self.title, "trích yếu"), (self.year, "năm"),
        )  # fmt: skip
        return [words for value, words in wanted if not value]


def read(body: Sequence[str], remarks: Sequence[str]) -> Identity:
    """The identity as the body's lines and the annexes' remarks (“Ban hành kèm theo …”) tell it."""
    text = "\n".join(body)
    told = "\n".join(remarks)
    found = _NUMBER.search(text) or _CITED.search(told)
    head = _HEAD.search(text)
    issued = (head and printed_values.date(head["rest"])) or printed_values.date(told) or ""
    year = head["y"] if head else issued[:4] or _year(told)
    place = _known_place(head["p"] if head else "", text)
    return Identity(
        number=found["n"] if found else "",
        symbol="".join(found["s"].split()) if found else "",
        issued_on=issued,
        year=year,
        authority=_authority(body, told, place),
        place=place,
        title=_title(body, place),
        replaces=next((match[1] for line in body if (match := _REPLACES.search(line))), ""),
        legal_basis=tuple(_legal_basis(body)),
    )


def _year(text: str) -> str:
    found = re.search(r"(?:/|năm\s)((?:19|20)\d{2})\b", text)
    return found[1] if found else ""


def _known_place(printed: str, text: str) -> str:
    if printed:
        return printed.strip()
    named = Counter(_PLACE_NAMED.findall(text))
    return named.most_common(1)[0][0] if named else ""


def _title_lines(body: Sequence[str]) -> tuple[int, int]:
    """Where the title stands: after the kind of document, up to its grounds or its authority."""
    for place, line in enumerate(body):
        if line.strip(" :*#") in _KINDS:
            end = place + 1
            while end < len(body) and end - place < 5 and not _ends_title(body[end]):
                end += 1
            return place + 1, end
    return 0, 0


def _ends_title(line: str) -> bool:
    grounds = re.match(r"(Căn cứ|Thực hiện|Theo đề nghị|[IVX]+\.|Điều)", line)
    return bool(grounds) or _AUTHORITY.match(line) is not None or len(line) > 400


def _title(body: Sequence[str], place: str) -> str:
    begin, end = _title_lines(body)
    return recasing.sentence(" ".join(body[begin:end]), place=place)


def _authority(body: Sequence[str], told: str, place: str) -> str:
    """Who decides: the line in capitals below the title, else who the annexes say issued it."""
    _, end = _title_lines(body)
    for line in body[end : end + 3]:
        if _AUTHORITY.match(line.strip()):
            return recasing.sentence(line, place=place)
    found = re.search(
        r" của ((?:Chủ tịch |Văn phòng |Hội đồng )*(?:UBND|[ỦU][ỷy] ban|Ủy ban|Văn phòng|Hội đồng|Chủ "
        r"tịch|Sở|Bộ)[^()\n;.]*)",
        told,
    )
    return found[1].strip(" )") if found else ""


def _legal_basis(body: Sequence[str]) -> list[str]:
    """What stands after each “Căn cứ”; a line that goes on with it in the same breath belongs to it."""
    found: list[str] = []
    is_open = False
    for line in (part for whole in body for part in re.split(r"(?<=;) (?=Căn cứ )", whole)):
        carried = _CARRIES_OUT.match(line)
        if line.startswith("Căn cứ ") and not re.match(r"Căn cứ (vào|kết quả|chức năng)", line):
            found.append(line.removeprefix("Căn cứ "))
            is_open = line.endswith(";")
        elif is_open and found and re.match(r"(Luật|Nghị định|Thông tư)\b", line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found += [carried[1]] if carried else []
            is_open = False
        if re.match(r"(QUYẾT ĐỊNH:|Điều 1|I\. )", line):
            break
    return [basis.rstrip(" ;.,") for basis in found]
