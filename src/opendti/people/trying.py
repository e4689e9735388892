"""The demo accounts as their page shows them: by role, with what is worth trying."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Membership, User
from .roles import Role


@dataclass(frozen=True, slots=True)
class Account:
    """A person in one role, with the organisations they hold it in."""

    user: User
    role: Role
    membership: Membership
    organisations: list[str]
    to_try: str


@dataclass(frozen=True, slots=True)
class Section:
    """Accounts that stand under one heading."""

    key: str
    title: str
    accounts: list[Account]


_SECTIONS: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("quan-ly", "Quản lý đợt", (Role.MANAGER,)),
    ("don-vi", "Đơn vị được đánh giá", (Role.CLERK, Role.HEAD)),
    ("tham-dinh", "Đơn vị thẩm định", (Role.APPRAISER,)),
    ("lanh-dao", "Lãnh đạo", (Role.LEADER,)),
    ("hoi-dong", "Tổ thư ký và hội đồng", (Role.SECRETARY, Role.COUNCIL)),
    ("so-lieu", "Đơn vị cung cấp số liệu", (Role.SUPPLIER,)),
    ("he-thong", "Vận hành và kiểm tra", (Role.OPERATOR, Role.AUDITOR)),
)

_TO_TRY = {
    Role.CLERK: "Nhập số liệu vào phiếu, xem điểm đổi theo số, gắn liên kết tài liệu kiểm chứng",
    Role.HEAD: "Xem lại cả phiếu của đơn vị rồi gửi",
    Role.APPRAISER: "Thẩm định một chỉ số cho tất cả đơn vị: công nhận, hoặc điều chỉnh kèm lý do",
    Role.MANAGER: "Khoá tự đánh giá, tính kết quả, xem bảng xếp hạng rồi công bố",
    Role.SUPPLIER: "Xem bộ chỉ số và số liệu cần cung cấp",
    Role.SECRETARY: "Theo dõi các đơn vị, xem phiếu và người liên hệ",
    Role.COUNCIL: "Xem phiếu, kết quả thẩm định và bảng xếp hạng",
    Role.AUDITOR: "Tra nhật ký: ai đã làm gì, khi nào, trước và sau",
    Role.OPERATOR: "Quản lý cơ quan và tài khoản, sáp nhập, cấp liên kết kích hoạt",
    Role.LEADER: "Xem bảng xếp hạng, bản đồ nhiệt, và đơn vị nào mất nhiều điểm nhất ở đâu",
}


def sections(memberships: Iterable[Membership]) -> list[Section]:
    """The accounts under their headings; unit by unit, the clerk before the head. Empty ones are left out."""
    accounts: dict[tuple[int, Role], Account] = {}
    for each in memberships:
        role = Role(each.role)
        made = Account(each.user, role, each, [], _TO_TRY[role])
        accounts.setdefault((each.user_id, role), made).organisations.append(each.organisation.name)
    found = [
        Section(key, title, _by_unit([each for each in accounts.values() if each.role in roles]))
        for key, title, roles in _SECTIONS
    ]
    return [section for section in found if section.accounts]


def _by_unit(accounts: list[Account]) -> list[Account]:
    """Those of one organisation together, in the order in which organisations first appear."""
    first: dict[str, int] = {}
    for each in accounts:
        first.setdefault(each.organisations[0], len(first))
    return sorted(accounts, key=lambda each: first[each.organisations[0]])
