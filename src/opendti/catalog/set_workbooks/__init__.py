"""A whole index set as an Excel workbook, and such a workbook read back: nothing is lost on the way."""

from .reading import is_set_workbook, tree_from_workbook
from .writing import set_workbook

__all__ = ["is_set_workbook", "set_workbook", "tree_from_workbook"]
