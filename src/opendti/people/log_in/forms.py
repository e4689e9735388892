"""The forms of log-in, where allauth's do not fit."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as accounts
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.core.exceptions import ValidationError

from opendti.people.models import User

from . import guarding, used_codes

_TOO_MANY = "too_many_login_attempts"


class LogInForm(LoginForm):
    """Finds the account however the name is typed."""

    def clean_login(self) -> str:
        return User.normalize_username(self.cleaned_data["login"])


class NewPasswordForm(ChangePasswordForm):
    """Counts wrong present passwords with those of log-in, so that an open session is no place to guess."""

    def clean_oldpassword(self) -> str:
        password: str = self.cleaned_data["oldpassword"]
        if not accounts().reauthenticate(self.user, password):
            raise accounts().validation_error("enter_current_password")
        return password


class _CodeOnce(BaseAuthenticateForm):
    """A code is good once, and who tries too many is told of in the trail and by mail."""

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        if used_codes.was_used(self.user, typed):
            raise get_adapter().validation_error("incorrect_code")
        try:
            code: str = super().clean_code()
        except ValidationError as wrong:
            if getattr(wrong, "code", "") == _TOO_MANY:
                guarding.codes_refused(self.user)
            raise
        used_codes.keep(self.user, code)
        return code


class CodeForm(_CodeOnce, AuthenticateForm):
    """The second step of log-in."""


class CodeAgainForm(_CodeOnce, ReauthenticateForm):
    """The code as a proof before something dangerous."""


class ActivateAppForm(ActivateTOTPForm):
    """Shows the key in groups of four, for phones whose camera does not work."""

    @property
    def key_in_groups(self) -> str:
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))

    def clean_code(self) -> str:
        """Apps show 123 456; the space is not part of the code. It is used with this: no log-in by it."""
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        code: str = super().clean_code()
        used_codes.keep(self.user, code)
        return code


class AddPasskeyForm(AddWebAuthnForm):
    """Proposes to log in by the passkey alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
