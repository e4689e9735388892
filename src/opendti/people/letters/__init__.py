"""What a person gets a link by: a letter on paper, or a mail."""

from .mails import send_mails
from .paper import letters_pdf

__all__ = ["letters_pdf", "send_mails"]
