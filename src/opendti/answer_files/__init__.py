"""Answers in CSV files and Excel workbooks, read into one `scoring.answers.Sheet` per unit.

This stands beside the pure core because reading workbooks takes a library the core does not use.
"""

from .reading import read
from .tables import AnswerFileError

__all__ = ["AnswerFileError", "read"]
