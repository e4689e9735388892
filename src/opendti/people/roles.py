"""What a person may be in an organisation. No tables, so workflow tables may name roles."""

from django.db import models


class Role(models.TextChoices):
    """A membership's role; a person may hold several, in one organisation or in more."""

    CLERK = "clerk", "Nhập liệu"
    HEAD = "head", "Lãnh đạo đơn vị"
    APPRAISER = "appraiser", "Thẩm định"
    MANAGER = "manager", "Quản trị đợt đánh giá"
    LEADER = "leader", "Lãnh đạo tỉnh"
