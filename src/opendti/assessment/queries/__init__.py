"""Everything that reads rounds and sheets. Lists make the same number of queries however long they are."""

from .appraisal import ComponentView, UnitRow, component_across_units, item_called
from .concluding import with_parents
from .handed_down import closed_sheets_open_to, sheets_through_years, units_left_to, units_of
from .progress import Progress, progress_of, waits_for_expert
from .sheets import (
    Row,
    answer_rows,
    answers_of,
    canonical_answers,
    definition_of,
    entry_of,
    fits_receipt,
    receipt_of,
    scores_of,
)
from .work import (
    ComponentWork,
    RoundWork,
    SheetWork,
    Work,
    rounds_of,
    work_for,
)

__all__ = [
    "ComponentView",
    "ComponentWork",
    "Progress",
    "RoundWork",
    "Row",
    "SheetWork",
    "UnitRow",
    "Work",
    "answer_rows",
    "answers_of",
    "canonical_answers",
    "closed_sheets_open_to",
    "component_across_units",
    "definition_of",
    "entry_of",
    "fits_receipt",
    "item_called",
    "progress_of",
    "receipt_of",
    "rounds_of",
    "scores_of",
    "sheets_through_years",
    "units_left_to",
    "units_of",
    "waits_for_expert",
    "with_parents",
    "work_for",
]
