"""allauth's forms where our pages need a little more."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm

from opendti.people.models import User


class LogInForm(LoginForm):
    """Finds the account however the name is typed."""

    def clean_login(self) -> str:
        return User.normalize_username(self.cleaned_data["login"])


class ActivateAppForm(ActivateTOTPForm):
    """Shows the key in groups of four, for phones whose camera does not work."""

    @property
    def key_in_groups(self) -> str:
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))

    def clean_code(self) -> str:
        """Apps show 123 456; the space is not part of the code."""
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        code: str = super().clean_code()
        return code


class AddPasskeyForm(AddWebAuthnForm):
    """Proposes to log in by the passkey alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
