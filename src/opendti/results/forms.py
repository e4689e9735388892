"""What must be said to publish results, or to set them aside."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from .workflow import said_too_early


class PublishForm(forms.Form):
    """The decision that announces the results of a year, as printed on it."""

    def __init__(self, data: QueryDict | None = None, *, year: int) -> None:
        super().__init__(data)
        self.year = year

    decision_number = forms.CharField(
        label="Số quyết định công bố",
        max_length=80,
        help_text="Ghi như trên văn bản, ví dụ 512/QĐ-UBND",
        error_messages={
            "required": "Chưa ghi số quyết định công bố. Ghi như trên văn bản, ví dụ 512/QĐ-UBND.",
            "max_length": "Số quyết định dài quá 80 ký tự. Ghi riêng số và ký hiệu.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decided_on = forms.DateField(
        label="Ngày ký",
        help_text="Dạng ngày/tháng/năm, ví dụ 25/03/2025",
        error_messages={
            "required": "Chưa ghi ngày ký quyết định. Viết dạng 25/03/2025.",
            "invalid": "Ngày ký không đọc được. Viết dạng 25/03/2025.",
        },
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(f"Ngày ký {day:%d/%m/%Y} chưa tới. Ghi ngày trên quyết định đã ký.")
        if too_early := said_too_early(day, self.year):
            raise ValidationError(too_early)
        return day


class ReopenForm(forms.Form):
    """Why the computed results are set aside."""

    reason = forms.CharField(
        label="Lý do mở lại",
        max_length=2_000,
        error_messages={
            "required": "Chưa ghi lý do mở lại thẩm định. Ghi rõ vì sao.",
            "max_length": "Lý do dài quá 2.000 ký tự. Rút gọn lại.",
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
