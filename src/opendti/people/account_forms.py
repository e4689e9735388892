"""What people type about accounts: a new password, a person, a role with its days, how a list is narrowed."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from . import queries
from .models import Organisation, User
from .queries.people import STATES, Filter
from .roles import Role

_YES_NO = {"yes": True, "no": False}
_NEAR = 5


def _date(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    field = forms.DateField(label=label, required=required, help_text=help_text)
    field.widget.attrs |= {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
    field.error_messages["invalid"] = "Không đọc được ngày. Viết dạng 31/12/2026."
    return field


class NewPasswordForm(forms.Form):
    """A password typed twice, held against the rules for this person."""

    password1 = forms.CharField(strip=False, error_messages={"required": "Chưa nhập mật khẩu."})
    password2 = forms.CharField(strip=False, error_messages={"required": "Chưa gõ lại mật khẩu."})

    def __init__(self, data: QueryDict | None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean(self) -> None:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if not first or not second:
            return
        if first != second:
            self.add_error("password2", "Hai lần gõ khác nhau. Gõ lại cho giống ô trên.")
            return
        try:
            password_validation.validate_password(first, self.user)
        except ValidationError as weak:
            self.add_error("password1", weak)


class PersonForm(forms.Form):
    """A person's names."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Chưa nhập họ và tên."}
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        help_text="Để gửi liên kết và đặt lại mật khẩu. Là dữ liệu cá nhân: chỉ người cấp tài khoản thấy.",
        error_messages={"invalid": "Địa chỉ thư chưa đúng. Viết dạng lan@tinh.gov.vn."},
    )


class Given(TypedDict):
    """A role, where, and on which days."""

    organisation_pk: int
    role: Role
    valid_from: date | None
    valid_until: date | None


class OrganisationField(forms.CharField):
    """One of the organisations of `scope`, typed as name or code, with suggestions while one types.

    What lies outside the scope is answered like what does not exist.
    """

    scope: QuerySet[Organisation] = Organisation.objects.none()
    widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", "maxlength": 300})

    def clean(self, value: str) -> Organisation:
        """The organisation; ValidationError when none or several are meant, with those it might be."""
        text: str = super().clean(value)
        found = queries.typed(self.scope, text)
        if len(found) == 1:
            return found[0]
        near = found[:_NEAR] or queries.suggested(self.scope, text, most=_NEAR)
        names = "; ".join(each.with_code for each in near)
        if found:
            raise ValidationError(f"Có {len(found)} cơ quan tên “{text}”. Gõ mã của một cơ quan: {names}.")
        what = f"Không có cơ quan nào tên “{text}” trong các cơ quan bạn phụ trách."
        raise ValidationError(f"{what} Có phải: {names}?" if near else f"{what} Gõ lại tên, hoặc gõ mã.")


class MembershipForm(forms.Form):
    """A role in one of the organisations the giver looks after, with its days."""

    organisation = OrganisationField(label="Cơ quan", help_text="Gõ tên hay mã, không dấu cũng được.")
    role = forms.ChoiceField(label="Vai trò")
    valid_from = _date("Từ ngày", help_text="Để trống là từ hôm nay.")
    valid_until = _date("Đến hết ngày", help_text="Để trống là chưa định.")

    def __init__(self, data: QueryDict | None, *, scope: QuerySet[Organisation], roles: list[Role]) -> None:
        super().__init__(data)
        organisation: OrganisationField = self.fields["organisation"]  # type: ignore[assignment]
        organisation.scope = scope
        organisation.widget.attrs["data-suggests"] = reverse("people:organisation-suggestions")
        organisation.error_messages["required"] = "Chưa chọn cơ quan. Gõ tên hay mã."
        self.fields["role"].choices = [("", "Chọn vai trò"), *((each.value, each.label) for each in roles)]  # type: ignore[attr-defined]
        self.fields["role"].error_messages |= {
            "required": "Chưa chọn vai trò.",
            "invalid_choice": "Không cấp được vai trò này. Chọn trong danh sách.",
        }

    def clean(self) -> None:
        begins = self.cleaned_data.get("valid_from") or timezone.localdate()
        ends = self.cleaned_data.get("valid_until")
        if ends and ends < begins:
            self.add_error("valid_until", "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.")

    def given(self) -> Given:
        """What `give_membership` wants."""
        data = self.cleaned_data
        return {
            "organisation_pk": data["organisation"].pk,
            "role": Role(data["role"]),
            "valid_from": data["valid_from"],
            "valid_until": data["valid_until"],
        }


class NewPersonForm(PersonForm, MembershipForm):
    """A person with their first role. Without a user name one is made of the name."""

    username = forms.CharField(
        label="Tên đăng nhập",
        required=False,
        max_length=80,
        help_text="Chữ không dấu, số, dấu chấm. Để trống thì lấy từ họ tên: Nguyễn Thị Lan thành lannt.",
        validators=[RegexValidator(r"^[A-Za-z0-9._@-]+$", "Chỉ dùng chữ không dấu, chữ số, dấu . _ - và @.")],
    )
    field_order = ["full_name", "username", "email", "organisation", "role", "valid_from", "valid_until"]


class EndForm(forms.Form):
    """From which day on a role is over."""

    on = _date("Hết vai trò từ ngày", help_text="Để trống là từ hôm nay.")

    def day(self) -> date | None:
        """The day; None for today or what cannot be read."""
        found: date | None = self.cleaned_data.get("on")
        return found


def filter_of(query: QueryDict, scope: QuerySet[Organisation]) -> Filter:
    """How the address narrows the list; what cannot be read narrows nothing."""
    organisation, pks = query.get("organisation", ""), query.getlist("person")[:1000]
    role, state = query.get("role", ""), query.get("state", "")
    return Filter(
        words=query.get("q", "").strip()[:100],
        organisation=scope.filter(pk=organisation).first() if _is_number(organisation) else None,
        role=Role(role) if role in Role.values else None,
        state=state if state in STATES else "",
        has_second_factor=_YES_NO.get(query.get("second", "")),
        has_link=_YES_NO.get(query.get("link", "")),
        place=query.get("place", "").strip()[:100],
        pks=tuple(int(each) for each in pks if _is_number(each)),
    )


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 19


def roles_for(giver: User) -> list[Role]:
    """The roles the giver gives somewhere."""
    return queries.reach_of(giver).roles()
