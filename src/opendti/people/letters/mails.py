"""One-time links by mail, one mail a person."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from opendti.people.actions.invitations import Link
from opendti.people.models import User

logger = logging.getLogger(__name__)

_TEXT = """\
Chào {name},

Ông (bà) được cấp tài khoản trên phần mềm đo lường chuyển đổi số OpenDTI{place}.

Tên đăng nhập: {username}
Mở liên kết này và tự đặt mật khẩu; dùng được một lần, đến {until}:

{url}

Ai có liên kết thì mở được tài khoản: đừng chuyển thư này cho người khác. Không ai hỏi mật khẩu của ông (bà).
Liên kết không mở được: hỏi {giver}.
"""


def send_mails(links: Sequence[Link], *, base: str, by: User) -> list[User]:
    """Sends each link to its person's address, and returns those whose mail was not taken."""
    failed: list[User] = []
    connection = get_connection()
    for link in links:
        message = EmailMessage(
            "[OpenDTI] Kích hoạt tài khoản",
            _text(link, base, by),
            to=[link.user.email],
            connection=connection,
        )
        try:
            connection.open()  # Does nothing while it is open, so that all mails go through one.
            message.send()
        except (SMTPException, OSError) as trouble:
            logger.warning("A mail with a link was not taken: %s", type(trouble).__name__)
            failed.append(link.user)
    connection.close()
    return failed


def _text(link: Link, base: str, by: User) -> str:
    until = timezone.localtime(link.expires_at)
    return _TEXT.format(
        name=link.user,
        place=f" của {settings.OPENDTI_PLACE}" if settings.OPENDTI_PLACE else "",
        username=link.user.username,
        until=f"{until:%H:%M} ngày {until:%d/%m/%Y}",
        url=link.url(base),
        giver=f"{by}, {by.hats[0].organisation}" if by.hats else str(by),
    )
