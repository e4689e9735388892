"""People with passwords, and what a second factor needs."""

import hashlib
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from opendti.people.log_in import mails
from opendti.people.models import User

PASSWORD = "mat-khau-dai-1"
LOG_IN = "/account/login/"


@pytest.fixture
def lan(cast):
    """Nguyễn Thị Lan, clerk of Sở Y tế, with a password."""
    return with_password(cast.lan)


@pytest.fixture
def quang(cast):
    """Đặng Minh Quang, manager, with a password."""
    return with_password(cast.quang)


def with_password(user: User, email: str = "") -> User:
    user.set_password(PASSWORD)
    user.email = email
    user.save(update_fields=["password", "email"])
    return user


def log_in(client, username: str = "lan", password: str = PASSWORD, **more):
    return client.post(LOG_IN, {"login": username, "password": password}, **more)


def is_in(client) -> bool:
    """Whether a page for people who are logged in opens."""
    return bool(client.get("/work/").status_code == 200)


def code_now(secret: str, ahead: int = 0) -> str:
    """What an app with the secret shows now, or `ahead` periods of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


@pytest.fixture
def committed(transactional_db):
    """What waits for the commit happens; the shared cache, which no test empties, is emptied."""
    yield
    cache.clear()


@pytest.fixture
def app_of_lan(lan) -> str:
    """The secret in Lan's app."""
    return give_app(lan)


def give_app(user: User) -> str:
    secret = str(generate_totp_secret())
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return secret


@pytest.fixture
def client_elsewhere() -> Client:
    """Another browser."""
    return Client()


def give_passkey(user: User, name: str = "Máy ở cơ quan") -> Authenticator:
    """A passkey as a browser would have made it, with a key that nobody keeps."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(bytes(16), b"passkey-of-tests", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, credential)
    made = {
        "id": websafe_encode(credential.credential_id),
        "rawId": websafe_encode(credential.credential_id),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                CollectedClientData.create("webauthn.create", b"asked", "https://testserver")
            ),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=user, type=kind, data={"name": name, "credential": made})


@pytest.fixture(autouse=True)
def mails_at_once(monkeypatch):
    """Mails leave before the answer here, so that a test can look for them."""
    monkeypatch.setattr(mails, "beside_the_answer", mails.tried)
