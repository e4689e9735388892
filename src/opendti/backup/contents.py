"""Which tables a backup holds: all of them, but for a few left out with a reason."""

from __future__ import annotations

from django.apps import apps
from django.db import models

LEFT_OUT = {
    "sessions": "phiên đăng nhập: sau khi khôi phục mọi người đăng nhập lại",
    "usersessions": "danh sách phiên đăng nhập: đi cùng phiên đăng nhập",
    "axes": "các lần đăng nhập hỏng: chỉ có ích trong vài giờ",
    "contenttypes": "bảng kê kiểu dữ liệu: lệnh migrate tự lập",
    "auth": "quyền và nhóm của Django: phần mềm không dùng, lệnh migrate tự lập",
}
"""Apps whose tables stay behind, and why."""

Columns = list["models.Field[object, object]"]


def kept_models() -> list[type[models.Model]]:
    """Every model with a table of its own that a backup holds, many-to-many tables included, by label."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def left_out() -> dict[str, str]:
    """The installed apps that stay behind, with the reason."""
    return {label: reason for label, reason in LEFT_OUT.items() if label in apps.app_configs}


def columns_of(model: type[models.Model]) -> Columns:
    """The columns of the model's own table, but for those the database computes."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]
