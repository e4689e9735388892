"""What may become of a computation. No database."""

from enum import StrEnum


class PublicationState(StrEnum):
    """Computed, then published or discarded; what is published is replaced only by a newer one."""

    COMPUTED = "computed"
    DISCARDED = "discarded"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
