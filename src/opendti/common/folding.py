"""Text as it is searched: without case, diacritics and the stroke of đ.

Kept in columns computed here, so that SQLite and PostgreSQL find the same; neither folds đ by itself.
"""

from __future__ import annotations

import unicodedata


def folded(*parts: str) -> str:
    """`Sở Giáo dục và Đào tạo` is `so giao duc va dao tao`; several parts are joined by spaces."""
    lowered = " ".join(parts).lower().replace("đ", "d")
    letters = (each for each in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(each))
    return " ".join("".join(letters).split())
