"""Published results as data: the same tables as CSV, JSON and Excel."""

from .files import FORMS
from .group_workbook import group_workbook
from .tables import DATASETS, Column, Dataset, Table
from .years_workbook import years_workbook

__all__ = [
    "DATASETS",
    "FORMS",
    "Column",
    "Dataset",
    "Table",
    "group_workbook",
    "years_workbook",
]
