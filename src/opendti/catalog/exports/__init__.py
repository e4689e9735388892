"""What a published set, or the comparison of two, is downloaded as."""

from .comparison_workbook import comparison_workbook
from .method_pdf import method_pdf

__all__ = ["comparison_workbook", "method_pdf"]
