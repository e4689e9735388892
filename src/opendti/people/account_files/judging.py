"""One row by itself: can it be read, does the organisation exist for the giver, may the role be given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from opendti.common.folding import folded
from opendti.people import periods
from opendti.people.models import Organisation, User
from opendti.people.roles import Role

from .reading import Line
from .surroundings import Surroundings

USERNAME = re.compile(r"[a-z0-9._@-]+")
_ROLES = {folded(role.label): role for role in Role} | {role.value: role for role in Role}


@dataclass(slots=True)
class Judged:
    """What a row says, as far as it can be read, and what is wrong with it."""

    username: str = ""
    organisation: Organisation | None = None
    role: Role | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    problems: list[str] = field(default_factory=list)


def judged(line: Line, around: Surroundings) -> Judged:
    """The row held against everything but the other rows."""
    found = Judged(username=User.normalize_username(line.username), problems=[*line.problems])
    _names(line, found)
    _place(line, around, found)
    _role(line, around, found)
    _days(line, found)
    return found


def _names(line: Line, found: Judged) -> None:
    if not line.name:
        found.problems.append("Thiếu họ và tên. Ghi họ và tên.")
    elif len(line.name) > 120:
        found.problems.append("Họ và tên dài quá 120 chữ. Viết ngắn lại.")
    if found.username and (len(found.username) > 80 or not USERNAME.fullmatch(found.username)):
        found.problems.append(
            f"Tên đăng nhập “{line.username}”"
            " có chữ không dùng được. Chỉ dùng chữ không dấu, chữ số, dấu . _ - @."
        )
    if line.email:
        try:
            validate_email(line.email)
        except ValidationError:
            found.problems.append(f"Thư điện tử “{line.email}” viết sai. Viết dạng lan@tinh.gov.vn.")


def _place(line: Line, around: Surroundings, found: Judged) -> None:
    """An organisation outside the scope is told in the words of one that does not exist."""
    named = around.by_name.get(folded(line.organisation), [])
    if not line.organisation:
        found.problems.append("Thiếu mã cơ quan. Ghi mã, xem trang tính Cơ quan của tệp mẫu.")
    elif organisation := around.by_code.get(line.organisation.lower()):
        found.organisation = organisation
    elif len(named) == 1:
        found.organisation = named[0]
    elif named:
        codes = ", ".join(each.code for each in named[:5])
        found.problems.append(f"Có {len(named)} cơ quan tên “{line.organisation}”. Ghi mã: {codes}.")
    else:
        found.problems.append(
            f"Không có cơ quan “{line.organisation}” trong các cơ quan bạn phụ trách. "
            "Xem mã ở trang tính Cơ quan của tệp mẫu."
        )


def _role(line: Line, around: Surroundings, found: Judged) -> None:
    if not line.role:
        found.problems.append("Thiếu vai trò. Chọn trong trang tính Vai trò của tệp mẫu.")
        return
    found.role = _ROLES.get(folded(line.role))
    if found.role is None:
        known = ", ".join(role.label for role in around.reach.roles())
        found.problems.append(f"Không có vai trò “{line.role}”. Chọn một trong: {known}.")
    elif found.organisation and found.role not in around.reach.roles_in(found.organisation):
        found.problems.append(
            f"Vai trò {found.role.label} do người vận hành cấp. Chọn vai trò khác, hoặc nhờ người vận hành."
        )


def _days(line: Line, found: Judged) -> None:
    for head, value in (("Từ ngày", line.valid_from), ("Đến ngày", line.valid_until)):
        if isinstance(value, str):
            found.problems.append(f"{head} “{value}” không đọc được. Viết dạng 31/12/2026.")
    found.valid_from = line.valid_from if isinstance(line.valid_from, date) else None
    found.valid_until = line.valid_until if isinstance(line.valid_until, date) else None
    begins = found.valid_from or timezone.localdate()
    if found.valid_until and found.valid_until < begins:
        found.problems.append("Đến ngày trước Từ ngày. Sửa một trong hai.")
    elif found.organisation and (problem := periods.outside(found.organisation, begins, found.valid_until)):
        found.problems.append(problem)
