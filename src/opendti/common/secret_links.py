"""Keeps one-time links out of the log: whoever reads a log must not be able to open an account by it."""

from __future__ import annotations

import logging
import re

_LINK = re.compile(r"(/activate/|/password/reset/key/)[^/\s\"']+")


class SecretLinkFilter(logging.Filter):
    """Writes `/activate/…` instead of the link, wherever in the message it stands; for a reset as well."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _LINK.search(message):
            record.msg, record.args = _LINK.sub(r"\1…", message), ()
        return True
