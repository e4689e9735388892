"""What may become of a computation, and when. No database."""

from datetime import date
from enum import StrEnum


class PublicationState(StrEnum):
    """Computed, then published or discarded; what is published is replaced only by a newer one."""

    COMPUTED = "computed"
    DISCARDED = "discarded"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


def said_too_early(decided_on: date, year: int) -> str:
    """Why a decision of that day cannot announce the results of that year; empty when it can."""
    if decided_on.year >= year:
        return ""
    return (
        f"Ngày ký {decided_on:%d/%m/%Y} trước năm đánh giá {year}, nên quyết định này không thể công bố "
        f"kết quả năm {year}. Ghi ngày trên quyết định đã ký, từ 01/01/{year}."
    )
