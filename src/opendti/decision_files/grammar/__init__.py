"""The grammar of Vietnamese scoring phrases: the cell “Cách tính điểm” into a rule, or an honest doubt."""

from .lines import line_kind
from .reading import RuleReading, read_rule

__all__ = ["RuleReading", "line_kind", "read_rule"]
