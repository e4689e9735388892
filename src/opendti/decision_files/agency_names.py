"""Names of agencies: which words are one, what a cell of appraisers says, which names mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# A name of an agency begins with one of these words; the case is as printed, so a small “ban” within a
# sentence is none.
_HEADS = (
    "Sở", "VP", "Văn phòng", "Văn Phòng", "Ban", "Thanh tra", "UBND", "Ủy ban", "Uỷ ban", "ỦY BAN",
    "Công an", "Cục", "Chi cục",
    "Ngân hàng", "NHNN", "Trung tâm", "Phòng", "Bảo hiểm", "BHXH", "Bộ Chỉ huy", "Bộ chỉ huy", "Bộ CHQS",
    "Đài", "Báo", "Kho bạc", "Viện", "Trường",
    "Liên minh", "Hội", "Tỉnh đoàn", "Thành đoàn", "Mặt trận", "Tổ công tác", "Tổ Công tác", "Tổ thư ký",
    "Hội đồng", "Tòa án", "Cơ quan", "Kiểm lâm", "Điện lực", "Bưu điện",
    "SỞ", "VĂN PHÒNG", "CÔNG AN", "CỤC",
)  # fmt: skip
_HEAD = "(?:" + "|".join(sorted(_HEADS, key=len, reverse=True)) + r")(?!\w)"
_STARTS = re.compile(rf"^[-+•*]?\s*(?P<name>{_HEAD}.*)$", re.DOTALL)
_SEPARATOR = re.compile(rf"\s*(?:[;,/+\n]|\bvà\b|\s[-–]\s)\s*[-+•]?\s*(?={_HEAD})")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_HELPS = re.compile(
    rf"(?:phối hợp(?:\s+với)?\s*:?\s+(?P<after>{_HEAD}.*))|(?P<before>{_HEAD}.*?)\s+(?:phối hợp|cung cấp"
    rf"|báo cáo)",
    re.IGNORECASE | re.DOTALL,
)
_TELLS = re.compile(
    r"\b(cung cấp số liệu|triển khai|có số liệu|trong đó|theo dõi của|phê duyệt|ban hành|gồm)\b",
    re.IGNORECASE,
)
_SUPPLIES = re.compile(rf"[-+•\d.,)\s]*({_HEAD}[^:;]{{0,60}}?)\s+cung cấp (?:số liệu|dữ liệu)")
_LONGEST_NAME = 90


class Appraisers(NamedTuple):
    """A cell of appraisers: the names in it, the agencies that only help, whether there is more in it."""

    names: tuple[str, ...]
    suppliers: tuple[str, ...]
    has_more: bool
    strange: str


def is_agency(text: str) -> bool:
    """Whether a text is the name of an agency, with or without remarks in parentheses."""
    bare = _PARENTHESES.sub("", text).strip(" .;")
    named = _STARTS.match(bare)
    return bool(named) and len(bare) <= _LONGEST_NAME and not _TELLS.search(bare) and ":" not in bare


def appraisers(cell: str) -> Appraisers:
    """What a cell says: “Sở A (Phối hợp Sở B)” names A and has B help; `strange` is what is no agency."""
    text = cell.strip()
    suppliers: list[str] = []
    for remark in _PARENTHESES.findall(text):
        found = _HELPS.search(remark)
        if found:
            suppliers += _names(found["after"] or found["before"])
    bare = _PARENTHESES.sub(" ", text)
    names = _names(bare)
    strange = "; ".join(name for name in names if not _STARTS.match(name))
    has_more = text != ", ".join(names)
    return Appraisers(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(suppliers)), has_more, strange)


def data_suppliers(evidence: str) -> list[str]:
    """The agencies a cell of evidence says supply the figures: “Sở TTTT cung cấp số liệu”."""
    found = (_SUPPLIES.match(line) for line in evidence.split("\n"))
    return [name for match in found if match for name in _names(match[1])]


def _names(text: str) -> list[str]:
    parts = [part.strip(" .;,-+•\n") for part in _SEPARATOR.split(text)]
    return [" ".join(part.split()) for part in parts if part]


# -- Which names mean the same --------------------------------------------------------------------

_SKIPPED = {"và", "&", "-", "–"}

KNOWN = (
    "Văn phòng UBND tỉnh", "Văn phòng UBND Thành phố", "Sở Thông tin và Truyền thông", "Sở Nội vụ",
    "Sở Tài chính", "Sở Kế hoạch và Đầu tư",
    "Sở Công Thương", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Tư pháp", "Sở Xây dựng",
    "Sở Khoa học và Công nghệ",
    "Sở Lao động, Thương binh và Xã hội", "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Nông nghiệp và Môi trường",
    "Sở Tài nguyên và Môi trường", "Sở Giao thông vận tải", "Sở Văn hóa, Thể thao và Du lịch",
    "Thanh tra tỉnh",
)  # fmt: skip


def same(one: str, other: str) -> bool:
    """Whether two names mean one agency: another case, “và” for “&”, initials for words (Sở TTTT)."""
    left, right = _words(one), _words(other)
    return _matches(left, right) or _matches(right, left)


def _words(name: str) -> list[str]:
    name = re.sub(r"\b[UỦ][ỷyỶY]\s+ban\s+nhân\s+dân\b", "UBND", name, flags=re.IGNORECASE)
    name = re.sub(r"(?<=\w)\s*&\s*(?=\w)", "", re.sub(r"\bUỷ\b", "Ủy", name))
    glued = re.sub(r"(?<=[A-ZĐ]),\s*(?=[A-ZĐ]{2})", "", name)
    words = re.findall(r"[^\s,.;()]+", glued)
    return [word for word in words if word.casefold() not in _SKIPPED]


def _matches(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether each word of `short` is the next word of `full`, or the initials of the next ones."""
    if not short or not full:
        return not short and not full
    first, rest = short[0], short[1:]
    if first.casefold() == full[0].casefold() and _matches(rest, full[1:]):
        return True
    size = len(first)
    is_initials = size > 1 and first.isupper() and first.isalpha() and len(full) >= size
    if not is_initials:
        return False
    initials = "".join(word[0] for word in full[:size]).upper()
    return initials == first and _matches(rest, full[size:])


def merged(printed: Iterable[str], official: Sequence[str]) -> list[dict[str, object]]:
    """The agencies of a set in the order they are printed, each with its other spellings.

    The name is the one of `official` (what the decision's articles call them) where one means the
    same, otherwise the longest spelling; a name that is only initials gets the common full name.
    """
    groups: list[list[str]] = []
    for name in dict.fromkeys(printed):
        fitting = next((group for group in groups if any(same(name, each) for each in group)), None)
        if fitting is None:
            fitting = [each for each in (*official, *KNOWN) if same(name, each)][:1]
            groups.append(fitting)
        if name not in fitting:
            fitting.append(name)
    return [_agency(group, official) for group in groups]


def _agency(group: list[str], official: Sequence[str]) -> dict[str, object]:
    name = next((each for each in group if each in official), None) or max(group, key=len)
    others = [each for each in group if each != name]
    return {"name": name, "printed": others} if others else {"name": name}


def spellings(agency: Mapping[str, object]) -> list[str]:
    """All spellings of an agency of a set, its name first."""
    printed = agency.get("printed")
    return [str(agency["name"]), *(str(each) for each in (printed if isinstance(printed, list) else []))]
