"""`opendti operator`: the first account of an installation, and a way back in when nobody has one."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from . import starting
from .writing import CommandError

_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add(arguments: argparse.Namespace) -> int:
    """Makes the operator, and the organisation if need be; prints the link that opens the account."""
    _prepare()
    actions = import_module("opendti.people.actions")
    with _refusals():
        link = actions.add_operator(
            organisation=arguments.organisation,
            code=arguments.code,
            username=arguments.username,
            full_name=arguments.name,
        )
    return _print(link, arguments.address)


def link(arguments: argparse.Namespace) -> int:
    """Prints a new link for an operator; older ones open nothing any more."""
    _prepare()
    actions = import_module("opendti.people.actions")
    with _refusals():
        made = actions.link_for_operator(
            arguments.username, without_second_factor=arguments.reset_second_factor
        )
    return _print(made, arguments.address)


def describe(
    adding: argparse._ArgumentGroup,  # argparse has no public name for it
    linking: argparse._ArgumentGroup,
    whom: argparse._ArgumentGroup,
    *,
    words: Callable[[str], str],
) -> None:
    """What the two commands take; `words` reads a name."""
    for name, metavar, says in (
        ("--organisation", "CƠ_QUAN", "tên chính thức của cơ quan cao nhất, ví dụ “Uỷ ban nhân dân tỉnh A”"),
        ("--username", "TÊN", "tên đăng nhập"),
        ("--name", "HỌ_TÊN", "họ và tên"),
    ):
        adding.add_argument(name, metavar=metavar, type=words, required=True, help=says)
    adding.add_argument("--code", metavar="MÃ", type=code, required=True, help="mã cơ quan, ví dụ ubnd-tinh")
    whom.add_argument("username", metavar="TÊN", help="tên đăng nhập")
    linking.add_argument(
        "--reset-second-factor", action="store_true", help="bỏ luôn bước xác thực thứ hai (mất điện thoại)"
    )
    says = "địa chỉ mọi người mở phần mềm, ví dụ https://dti.tinh.gov.vn"
    for each in (adding, linking):
        each.add_argument("--address", metavar="ĐỊA_CHỈ", type=address, required=True, help=says)


def address(text: str) -> str:
    """Where people reach the installation, without the stroke at the end."""
    if not _ADDRESS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải địa chỉ. Viết dạng https://dti.tinh.gov.vn")
    return text.rstrip("/")


def code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải mã. Viết dạng ubnd-tinh, không dấu, không cách"
        )
    return text


def _prepare() -> None:
    """Starts Django on a database that is as the code wants it; CommandError if not."""
    starting.prepare()
    try:
        import_module("django.core.management").call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        raise CommandError("Cơ sở dữ liệu chưa cập nhật. Chạy: opendti manage migrate") from None


@contextmanager
def _refusals() -> Iterator[None]:
    """Turns what an action refuses into a message of the command."""
    refusals = import_module("opendti.common.refusals")
    try:
        yield
    except (refusals.Refused, refusals.Invalid) as wrong:
        raise CommandError(str(wrong)) from None


def _print(link: Any, base: str) -> int:  # noqa: ANN401 - its class comes with Django, which is not there yet
    """To the terminal only; the link is written nowhere else."""
    until = import_module("django.utils.timezone").localtime(link.expires_at)
    sys.stdout.write(
        f"Tài khoản: {link.user.username} ({link.user.full_name})\n"
        f"Liên kết kích hoạt, dùng một lần, đến {until:%H:%M ngày %d/%m/%Y}:\n\n"
        f"  {link.url(base)}\n\n"
        "Liên kết cũ của tài khoản này, nếu có, hết dùng được. Ai có liên kết thì mở được tài khoản: "
        "chỉ đưa cho đúng người.\n"
    )
    return 0
