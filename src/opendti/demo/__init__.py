"""The demo: one province with invented figures, built once and then served."""

from .running import run

__all__ = ["run"]
