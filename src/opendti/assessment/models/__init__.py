"""A round with its sheets, what units answered, and what appraisers found."""

from .answering import Answer, EvidenceLink, Exclusion, Remark
from .appraising import Assignment, Finding, FindingValue
from .rounds import RankingGroup, Round, Sheet

__all__ = [
    "Answer",
    "Assignment",
    "EvidenceLink",
    "Exclusion",
    "Finding",
    "FindingValue",
    "RankingGroup",
    "Remark",
    "Round",
    "Sheet",
]
