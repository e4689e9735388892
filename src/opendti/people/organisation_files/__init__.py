"""Lists of organisations as Excel workbooks: read, held against what is there, and written."""

from .checking import Preview, Row, check
from .columns import Listed
from .reading import read
from .writing import exported, template

__all__ = ["Listed", "Preview", "Row", "check", "exported", "read", "template"]
