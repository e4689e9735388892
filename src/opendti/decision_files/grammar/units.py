"""The unit a figure is counted in, guessed from its words, and the general item they name."""

from __future__ import annotations

import re

FALLBACK = "đơn vị tính"

_LEAD = re.compile(r"^(?:(?:tổng|số|lượng|các|những|toàn bộ|cộng)\s+)+", re.IGNORECASE)
_MONEY = re.compile(
    r"\((?:(?:đvt|đơn vị(?: tính)?)\s*:?\s*)?(triệu đồng|t[ỷỉ] đồng|nghìn đồng|ngàn đồng|đồng)\)",
    re.IGNORECASE,
)
_IS_MONEY = re.compile(
    r"^(?:tổng\s+)?(?:số\s+)?(?:kinh phí|chi\s|ngân sách|vốn|dự toán|giá trị giải ngân)", re.IGNORECASE
)
_IS_SHARE = re.compile(r"^(?:t[ỷỉ] lệ|phần trăm|tỷ trọng)\b", re.IGNORECASE)
_SOURCE = re.compile(r"\bmục\s+([IVX]+\.\d+)\b")

# The first of these words in a label says what is counted; longer words before their parts.
_UNITS = (
    (r"tin\s*[,/]\s*bài", "tin, bài"),
    (r"buổi họp", "buổi họp"),
    (r"cuộc họp|cuộc giao ban", "cuộc họp"),
    (r"doanh nghiệp[^;]*?,?\s*hộ kinh doanh[^;]*?(?:HTX|hợp tác xã)", "doanh nghiệp, hộ, HTX"),
    (r"doanh nghiệp(?: nhỏ và vừa| vừa và nhỏ)?[^,;]{0,20}[,/]\s*(?:HTX|hợp tác xã)", "doanh nghiệp, HTX"),
    (r"doanh nghiệp", "doanh nghiệp"),
    (r"hộ kinh doanh[^,;]*,\s*(?:HTX|hợp tác xã)", "hộ, HTX"),
    (r"hộ gia đình|hộ kinh doanh|hộ nông dân|hộ\b", "hộ"),
    (r"HTX|hợp tác xã", "HTX"),
    (
        r"CBCCVC|CCVC|công chức|viên chức|cán bộ|đảng viên|người|dân số|học sinh|sinh viên|lao động|công dân",
        "người",
    ),
    (r"hệ thống|HTTT|phần mềm", "hệ thống"),
    (r"máy chủ|máy trạm|máy tính|máy\b", "máy"),
    (r"DVCTT|DVC|dịch vụ", "dịch vụ"),
    (r"TTHC|thủ tục", "thủ tục"),
    (r"hồ sơ", "hồ sơ"),
    (r"văn bản", "văn bản"),
    (r"báo cáo", "báo cáo"),
    (r"sự cố", "sự cố"),
    (r"UBND cấp xã", "UBND cấp xã"),
    (r"UBND", "UBND"),
    (r"xã|phường|thị trấn", "xã"),
    (r"huyện", "huyện"),
    (r"thôn|xóm|tổ dân phố", "thôn"),
    (r"trạm[^,;]{0,10},\s*bệnh viện", "cơ sở"),
    (r"trạm", "trạm"),
    (r"bệnh viện", "bệnh viện"),
    (r"lượt", "lượt"),
    (r"đánh giá", "đánh giá"),
    (r"đài", "đài"),
    (r"điểm phục vụ|điểm\b", "điểm"),
    (r"cơ sở", "cơ sở"),
    (r"trường", "trường"),
    (r"nhà văn hóa|nhà văn hoá|khu du lịch|di tích|địa điểm", "địa điểm"),
    (r"sản phẩm", "sản phẩm"),
    (r"mô hình", "mô hình"),
    (r"chỉ tiêu", "chỉ tiêu"),
    (r"nhiệm vụ", "nhiệm vụ"),
    (r"giao dịch", "giao dịch"),
    (r"sáng kiến", "sáng kiến"),
    (r"lớp", "lớp"),
    (r"lần", "lần"),
    (r"phiếu", "phiếu"),
    (r"thiết bị", "thiết bị"),
    (r"cuộc", "cuộc"),
    (r"cơ quan", "cơ quan"),
    (r"đơn vị", "đơn vị"),
)
_PATTERNS = [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), unit) for pattern, unit in _UNITS]


def guess(label: str) -> tuple[str, str | None]:
    """The unit and kind of a figure with this label; the kind is None for a plain count."""
    money = _MONEY.search(label)
    if money or _IS_MONEY.match(label):
        return (money[1].lower().replace("tỉ", "tỷ").replace("ngàn", "nghìn") if money else "đồng"), "amount"
    if _IS_SHARE.match(label):
        return "%", "percent"
    text = _LEAD.sub("", label)
    found = [
        (match.start(), number, unit)
        for number, (p, unit) in enumerate(_PATTERNS)
        if (match := p.search(text))
    ]
    return (min(found)[2] if found else FALLBACK), None


def source(label: str) -> str | None:
    """The general item the words point at: `I.8` in “(mục I.8)”; None when they name none or several."""
    named = set(_SOURCE.findall(label))
    several = re.search(r"\bmục\s+[IVX]+\.\d+\s*(?:,|và|\+)\s*(?:mục\s+)?[IVX]+\.\d+", label)
    return named.pop() if len(named) == 1 and not several else None
