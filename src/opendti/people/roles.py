"""What a person may be in an organisation. No tables, so workflow tables may name roles."""

from django.db import models


class Role(models.TextChoices):
    """A membership's role; a person may hold several, in one organisation or in more."""

    CLERK = "clerk", "Nhập liệu"
    HEAD = "head", "Lãnh đạo đơn vị"
    APPRAISER = "appraiser", "Thẩm định"
    SUPPLIER = "supplier", "Cung cấp số liệu"
    SECRETARY = "secretary", "Tổ thư ký"
    COUNCIL = "council", "Thành viên hội đồng"
    MANAGER = "manager", "Quản trị đợt đánh giá"
    LEADER = "leader", "Lãnh đạo theo dõi"
    AUDITOR = "auditor", "Kiểm tra nhật ký"
    OPERATOR = "operator", "Vận hành hệ thống"


GIVEN_BY_MANAGERS = frozenset(
    {Role.CLERK, Role.HEAD, Role.APPRAISER, Role.SUPPLIER, Role.SECRETARY, Role.COUNCIL}
)
"""The roles a round's manager hands out; the others only an operator."""
