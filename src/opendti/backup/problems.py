"""What stops a backup or a restore, in words for the operator."""

from __future__ import annotations


class BackupError(Exception):
    """The backup or the restore did not happen; the message says what, where, why and what to do."""
