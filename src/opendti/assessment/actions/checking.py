"""What may be given for an item, beyond what the index set's own reader checks."""

from __future__ import annotations

from urllib.parse import urlsplit

from opendti.common.refusals import Invalid
from opendti.scoring import definition, entries
from opendti.scoring.quantities import DecimalSign

MAX_REASON = 2_000
MAX_URL = 1_000

_BY_MANAGER = ("excluded", "not_applicable")


def parsed(
    index_set: definition.IndexSet,
    item: str,
    field: str,
    value: str,
    *,
    decimal: DecimalSign | None = None,
    may_give_points: bool = True,
) -> entries.Entry:
    """The entry; raises entries.EntryError, also for what is given elsewhere.

    A figure that the decision takes from the general information is given there, once; so a sheet
    can never contradict itself. Excluding is the round manager's; expert points are the appraiser's.
    """
    if field in _BY_MANAGER:
        raise entries.EntryError("Chỉ quản trị đợt đánh giá mới loại trừ được. Gửi đề nghị cho họ", "field")
    if field == "points" and not may_give_points:
        raise entries.EntryError("Điểm này do đơn vị thẩm định chấm, đơn vị không tự nhập", "field")
    if _has_control(value):
        raise entries.EntryError(f"{item}: nội dung có ký tự điều khiển không lưu được. Gõ lại", "value")
    entry = entries.parse(index_set, item, field, value, decimal=decimal)
    for leaf in index_set.leaves:
        if leaf.code == entry.item:
            for figure in leaf.figures:
                if figure.id == entry.field and figure.source:
                    raise entries.EntryError(
                        f"{leaf.code} {figure.id} lấy từ thông tin chung {figure.source}. Nhập số ở mục đó",
                        "field",
                    )
    return entry


def plain(text: str, field: str, *, longest: int = MAX_REASON) -> str:
    """The text without space around it; raises Invalid when it is too long or cannot be stored."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid(f"Nội dung dài {len(text)} ký tự; tối đa {longest}. Rút gọn lại.", field)
    if _has_control(text):
        raise Invalid("Nội dung có ký tự điều khiển không lưu được. Gõ lại thay vì dán.", field)
    return text


def web_address(url: str) -> str:
    """The address without space around it; raises Invalid unless it is http or https with a host.

    Nothing before an @ either: it would be a password for all to read, or a name to be taken for the host.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_web = is_web and "@" not in parts.netloc and "\\" not in url
    except ValueError:
        is_web = False
    if (
        not is_web
        or len(url) > MAX_URL
        or any(letter.isspace() or not letter.isprintable() for letter in url)
    ):
        raise Invalid(f"“{url[:80]}” không phải địa chỉ web. Dán địa chỉ bắt đầu bằng https://", "url")
    return url


def _has_control(text: str) -> bool:
    return any(letter < " " and letter not in "\n\r\t" for letter in text)


def component_codes(index_set: definition.IndexSet) -> set[str]:
    """The codes of all components and their parts."""
    return {each.code for component in index_set.components for each in _with_parts(component)}


def item_codes(index_set: definition.IndexSet) -> set[str]:
    """The codes of all components, parts and general items."""
    return component_codes(index_set) | {item.code for item in index_set.general_items}


def _with_parts(component: definition.Component) -> list[definition.Component]:
    return [component, *(each for part in component.parts for each in _with_parts(part))]
