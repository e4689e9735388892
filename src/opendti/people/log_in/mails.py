"""Mails of log-in leave beside the answer, not before it.

How long the mail server takes would tell whether an address has an account, and one that is down would
turn a password that was changed into an error page.
"""

from __future__ import annotations

import contextvars
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

logger = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds before a mail is made, by when the answer has left: making it beside would slow the answer."""

_SENDERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def beside_the_answer(send: Callable[[], None]) -> None:
    """Calls `send` in a thread, where it still knows of the request; what fails is written to the log."""
    _SENDERS.submit(contextvars.copy_context().run, _later, send)


def _later(send: Callable[[], None]) -> None:
    time.sleep(PAUSE)
    tried(send)


def tried(send: Callable[[], None]) -> None:
    """Calls `send`; what fails is written to the log, without whom the mail was for."""
    try:
        send()
    except (SMTPException, OSError) as trouble:
        logger.error("A mail of log-in was not taken: %s", type(trouble).__name__)  # noqa: TRY400
    except Exception:
        logger.exception("A mail of log-in was not made.")
