"""Each check of the settings: what is good is passed over, what is not is told with what to do."""

import pytest
from django.core import checks as django_checks

from opendti.common import checks

ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"
SECRET = "".join(chr(33 + number % 90) for number in range(64))
STRICT = {"DIRECTIVES": {"default-src": ["'self'"], "img-src": ["'self'", "data:"], "object-src": ["'none'"]}}
LOOSE = {"DIRECTIVES": {"default-src": ["'self'"], "script-src": ["'self'", "'unsafe-inline'"]}}
ANYTHING = {"DIRECTIVES": {"default-src": ["*"]}}


def sign_on(url: str, *, has_secret: bool = True) -> dict[str, object]:
    return {"openid_connect": {"APPS": [{"secret": "x" * has_secret, "settings": {"server_url": url}}]}}


@pytest.fixture(autouse=True)
def good(settings):
    """Settings as they should be in use."""
    settings.SECRET_KEY = SECRET
    settings.DEBUG = settings.OPENDTI_DEMO = False
    settings.ALLOWED_HOSTS = ["dti.tinh.gov.vn"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://dti.tinh.gov.vn"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.CONTENT_SECURITY_POLICY = STRICT
    settings.PASSWORD_HASHERS = [ARGON2]
    settings.OPENDTI_SECOND_FACTOR = ("operator", "manager", "auditor", "clerk")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "OpenDTI <dti@tinh.gov.vn>"
    settings.SOCIALACCOUNT_PROVIDERS = {}
    settings.STATIC_ROOT = None
    return settings


def found() -> list[str]:
    told = [each for check in checks.CHECKS.values() for each in check()]
    assert all(each.msg and each.hint for each in told)
    return [str(each.id) for each in told]


def test_good_settings_raise_no_complaint():
    assert found() == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"SECRET_KEY": ""}, "opendti.E000"),
        ({"SECRET_KEY": checks.DEMO_KEY}, "opendti.E001"),
        ({"SECRET_KEY": SECRET[:49]}, "opendti.E002"),
        ({"SECRET_KEY": "abcd" * 20}, "opendti.E002"),
        ({"SECRET_KEY": f"django-insecure-{SECRET}"}, "opendti.E002"),
        ({"DEBUG": True}, "opendti.E003"),
        ({"OPENDTI_DEMO": True}, "opendti.E004"),
        ({"ALLOWED_HOSTS": ["*"], "CSRF_TRUSTED_ORIGINS": []}, "opendti.E005"),
        ({"ALLOWED_HOSTS": [], "CSRF_TRUSTED_ORIGINS": []}, "opendti.E005"),
        ({"ALLOWED_HOSTS": ["localhost"], "CSRF_TRUSTED_ORIGINS": []}, "opendti.W005"),
        ({"ALLOWED_HOSTS": ["https://dti.tinh.gov.vn"], "CSRF_TRUSTED_ORIGINS": []}, "opendti.E023"),
        ({"ALLOWED_HOSTS": ["dti.tinh.gov.vn:443"], "CSRF_TRUSTED_ORIGINS": []}, "opendti.E023"),
        ({"CSRF_TRUSTED_ORIGINS": ["dti.tinh.gov.vn"]}, "opendti.E006"),
        ({"CSRF_TRUSTED_ORIGINS": ["https://[dti"]}, "opendti.E006"),
        ({"CSRF_TRUSTED_ORIGINS": ["https://dti.tinh.gov.vn/vao"]}, "opendti.E006"),
        ({"CSRF_TRUSTED_ORIGINS": ["http://dti.tinh.gov.vn"]}, "opendti.E007"),
        ({"CSRF_TRUSTED_ORIGINS": ["https://khac.gov.vn"]}, "opendti.E008"),
        ({"CSRF_COOKIE_SECURE": False}, "opendti.E009"),
        (
            {"SESSION_COOKIE_SECURE": False, "CSRF_COOKIE_SECURE": False, "SECURE_HSTS_SECONDS": 0},
            "opendti.W010",
        ),
        ({"SECURE_HSTS_SECONDS": 0}, "opendti.E011"),
        ({"SECURE_PROXY_SSL_HEADER": None, "CSRF_TRUSTED_ORIGINS": []}, "opendti.E012"),
        ({"CONTENT_SECURITY_POLICY": None}, "opendti.E013"),
        ({"MIDDLEWARE": []}, "opendti.E013"),
        ({"CONTENT_SECURITY_POLICY": LOOSE}, "opendti.E014"),
        ({"CONTENT_SECURITY_POLICY": ANYTHING}, "opendti.E014"),
        ({"SESSION_COOKIE_HTTPONLY": False}, "opendti.E015"),
        ({"SESSION_COOKIE_SAMESITE": "None"}, "opendti.E016"),
        ({"CSRF_COOKIE_SAMESITE": False}, "opendti.E016"),
        ({"SESSION_COOKIE_AGE": 14 * 24 * 3600}, "opendti.W016"),
        ({"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher", ARGON2]}, "opendti.E017"),
        ({"OPENDTI_SECOND_FACTOR": ("operator", "manager")}, "opendti.W018"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "opendti.W019"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "opendti.E019"),
        ({"DEFAULT_FROM_EMAIL": "opendti@localhost"}, "opendti.W024"),
        ({"EMAIL_HOST": "thu.tinh.gov.vn", "EMAIL_HOST_PASSWORD": "x"}, "opendti.W025"),
        ({"SOCIALACCOUNT_PROVIDERS": sign_on("http://sso.tinh.gov.vn")}, "opendti.E026"),
        ({"SOCIALACCOUNT_PROVIDERS": sign_on("https://sso.tinh.gov.vn", has_secret=False)}, "opendti.E027"),
        ({"TIME_ZONE": "UTC"}, "opendti.E020"),
        ({"USE_TZ": False}, "opendti.E020"),
    ],
)
def test_a_setting_that_is_not_good_is_told(good, values, told):
    for name, value in values.items():
        setattr(good, name, value)

    assert found() == [told]


def test_hsts_without_https_is_told(good):
    good.SESSION_COOKIE_SECURE = good.CSRF_COOKIE_SECURE = False

    assert found() == ["opendti.W010", "opendti.E010"]


def test_static_files_that_were_not_collected_or_are_old(good, tmp_path, monkeypatch):
    good.STATIC_ROOT = str(tmp_path)
    assert found() == ["opendti.E021"]

    (tmp_path / "staticfiles.json").write_text("{}")
    assert found() == ["opendti.E022"]

    monkeypatch.setattr("opendti.common.checks.finders.get_finders", list)
    assert found() == []


def test_djangos_own_command_tells_the_same(good):
    good.OPENDTI_DEMO = True
    told = django_checks.run_checks(tags=["opendti"], include_deployment_checks=True)

    assert [each.id for each in told] == ["opendti.E004"]
    assert django_checks.run_checks(tags=["opendti"]) == []
