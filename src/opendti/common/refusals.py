"""What an action raises when it will not do what was asked; the message is for the screen."""

from __future__ import annotations


class Refused(Exception):
    """The state of things does not permit it. Shown as 409; nothing has been changed.

    The message is Vietnamese and says what, where, why and what to do.
    """


class StepNotOpen(Refused):
    """The step is not open in the present state: too early, too late, or done already."""


class Invalid(ValueError):
    """What was given cannot be taken; `field` names the input it is about. Shown as 400."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
