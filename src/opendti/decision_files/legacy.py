"""Text typed for fonts of the time before Unicode: it is Vietnamese only when seen in that font."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from .document import Block, DecisionFileError, Paragraph

_ENOUGH = 60_000
"""Letters looked at; a decision shows what it is long before."""

_TCVN3 = re.compile(
    r"\b(?:cña|vµ|sè|®iÓm|®Þnh|quyÕt|tØnh|c¸c|tæng|thµnh|chuyÓn|®æi|chØ|tû|lÖ|c¬|®¬n|vÞ|trªn|hµnh|chÝnh|n¨m|ngµy|th¸ng)\b",
    re.IGNORECASE,
)
_VNI = re.compile(
    r"\b(?:cuûa|vaø|soá|ñieåm|ñònh|quyeát|tænh|caùc|toång|thaønh|chuyeån|ñoåi|chæ|tyû|leä|ñôn|treân|haønh|"
    r"naêm|ngaøy|thaùng)\b",
    re.IGNORECASE,
)
_UNICODE = re.compile(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]", re.IGNORECASE)


def refuse(blocks: Iterable[Block], where: str) -> None:
    """Raises DecisionFileError when the text is in TCVN3 or VNI, wholly or in good part."""
    text = _sample(blocks)
    for name, pattern in (("TCVN3 (phông .VnTime)", _TCVN3), ("VNI (phông VNI-Times)", _VNI)):
        words = pattern.findall(text)
        odd = [word for word in words if not word.isascii()]
        if len(odd) >= 5 and len(odd) * 20 > len(_UNICODE.findall(text)):
            problem = f"chữ gõ bằng mã cũ {name}, không phải Unicode (ví dụ “{odd[0]}”)"
            remedy = (
                "Trong Word bôi đen toàn bộ, đổi sang Unicode bằng UniKey (Ctrl+Shift+F6), lưu rồi nhập lại"
            )
            raise DecisionFileError(where, f"{problem}. {remedy}")


def _sample(blocks: Iterable[Block]) -> str:
    pieces = itertools.chain.from_iterable(
        [block.text] if isinstance(block, Paragraph) else itertools.chain.from_iterable(block.rows)
        for block in blocks
    )
    length, taken = 0, []
    for piece in pieces:
        taken.append(piece)
        length += len(piece)
        if length > _ENOUGH:
            break
    return "\n".join(taken)
