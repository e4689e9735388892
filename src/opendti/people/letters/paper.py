"""Letters with one-time links as a PDF, a page a person, those of one organisation together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from opendti.people.actions.invitations import Link
from opendti.people.models import Membership, User
from opendti.people.plans import tidy

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parents[1] / "common" / "fonts"

_LONG_WORD = re.compile(r"\S{30}(?=\S)")
_QUIET = 2
_MASK = 2


def letters_pdf(links: Sequence[Link], *, base: str, by: User, held: Iterable[Membership]) -> bytes:
    """The PDF. `base` is the installation's address, `held` what the people are or will be.

    All texts reach the template as data, so that nothing in them is taken for markup.
    """
    roles: dict[int, list[Membership]] = {}
    for each in held:
        roles.setdefault(each.user_id, []).append(each)
    ordered = sorted(links, key=lambda link: _place(link, roles.get(link.user.pk, [])))
    letters = [_letter(link, roles.get(link.user.pk, []), base) for link in ordered]
    today = timezone.localdate()
    data = {
        "sender": by.hats[0].organisation.name if by.hats else "",
        "giver": str(by),
        "place": place_words(settings.OPENDTI_PLACE),
        "day": f"ngày {today:%d} tháng {today:%m} năm {today:%Y}",
        "site": base.rstrip("/"),
        "letters": letters,
    }
    made: bytes = typst.compile(
        str(_HERE / "letter.typ"),
        root=str(_HERE),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return made


def place_words(place: str) -> str:
    """The place before the date, as Decree 30/2020 (annex I) writes it: “Hải Dương”, not “Tỉnh Hải Dương”.

    Places named after a person keep their kind.
    """
    if place == "Thành phố Hồ Chí Minh":
        return place
    return place.removeprefix("Tỉnh ").removeprefix("Thành phố ")


def _breakable(text: str) -> str:
    """Words that no line holds, with places to break them at."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", text)


def qr_code(url: str) -> str:
    """The address as an SVG drawing: a rectangle for each run of dark squares in a row.

    The mask is given, because trying all eight for a letter takes longer than everything else together.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET, mask_pattern=_MASK)
    code.add_data(url)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{begin} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for begin, length in _runs(row)
    )
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def _runs(row: Sequence[bool | None]) -> Iterator[tuple[int, int]]:
    """Where dark squares begin, and how many follow each other."""
    place = 0
    for is_dark, squares in groupby(row, key=bool):
        length = len(list(squares))
        if is_dark:
            yield place, length
        place += length


def _place(link: Link, held: list[Membership]) -> tuple[int, str, str]:
    if not held:
        return (0, "", link.user.search_text)
    organisation = held[0].organisation
    return (organisation.order, organisation.path, link.user.search_text)


def _letter(link: Link, held: list[Membership], base: str) -> dict[str, object]:
    begins = min((each.valid_from for each in held), default=timezone.localdate())
    until = timezone.localtime(link.expires_at)
    return {
        "name": _breakable(tidy(str(link.user))),
        "organisation": held[0].organisation.name if held else "",
        "username": _breakable(link.user.username),
        "roles": [each.words for each in held],
        "begins": f"{begins:%d/%m/%Y}" if begins > timezone.localdate() else "",
        "until": f"{until:%H:%M} ngày {until:%d/%m/%Y}",
        "path": link.url(base).removesuffix(f"{link.token}/"),
        "token": f"{link.token}/",
        "qr": qr_code(link.url(base)),
    }
