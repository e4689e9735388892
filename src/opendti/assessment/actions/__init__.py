"""Every change to a round and its sheets: one function each, for views, API, command and import alike."""

from opendti.common.refusals import Invalid, Refused, StepNotOpen

from .appraising import accept, accept_all, adjust
from .claiming import Conflict
from .erasing import erase_contact
from .excluding import exclude, lift_exclusion
from .exporting import tell_of_export
from .filling import (
    add_evidence_link,
    clear_answer,
    remove_evidence_link,
    save_answer,
    save_answers,
    save_remark,
    submit,
)
from .rounds import (
    add_group,
    add_unit,
    assign,
    close_self_assessment,
    create_round,
    mark_computed,
    mark_published,
    open_round,
    reopen_appraisal,
)

__all__ = [
    "Conflict",
    "Invalid",
    "Refused",
    "StepNotOpen",
    "accept",
    "accept_all",
    "add_evidence_link",
    "add_group",
    "add_unit",
    "adjust",
    "assign",
    "clear_answer",
    "close_self_assessment",
    "create_round",
    "erase_contact",
    "exclude",
    "lift_exclusion",
    "mark_computed",
    "mark_published",
    "open_round",
    "remove_evidence_link",
    "reopen_appraisal",
    "save_answer",
    "save_answers",
    "save_remark",
    "submit",
    "tell_of_export",
]
