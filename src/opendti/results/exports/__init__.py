"""Published results as data: the same tables as CSV, JSON and Excel."""

from .files import EXCEL, FORMS
from .group_workbook import group_workbook
from .tables import DATASETS, Column, Dataset, Table

__all__ = [
    "DATASETS",
    "EXCEL",
    "FORMS",
    "Column",
    "Dataset",
    "Table",
    "group_workbook",
]
