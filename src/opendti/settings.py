"""Every setting, from the environment. `docs/operations` explains them for operators.

DATABASE_URL       a path to an SQLite file (default var/opendti.sqlite3) or postgres://…
SECRET_KEY         required outside demo and debug; SECRET_KEY_FILE names a file holding it
ALLOWED_HOSTS      names the server answers to, separated by commas
OPENDTI_ORIGINS    addresses the browser sends, such as https://dti.tinh.gov.vn, separated by commas
OPENDTI_DEMO       1 opens the page of demo accounts and marks every screen as illustrative
OPENDTI_DEBUG      1 shows tracebacks; never in use
OPENDTI_HTTPS      0 on a network without TLS: cookies are then sent over http too
OPENDTI_BEHIND_PROXY  1 when a proxy ends TLS and sets X-Forwarded-Proto itself
OPENDTI_PLACE      whose digital transformation is measured, “Tỉnh Hải Dương”
STATIC_ROOT        where collectstatic puts its files; left out, they are served from where they lie
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def _switch(name: str, *, default: bool = False) -> bool:
    said = os.environ.get(name, "").strip().lower()
    if said in ("", "0", "1", "no", "yes", "false", "true"):
        return default if not said else said in ("1", "yes", "true")
    raise ImproperlyConfigured(f"{name}={said!r}: say 1 or 0.")


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _secret(name: str) -> str:
    """The variable, or what stands in the file that NAME_FILE points at; empty if neither is set.

    Django itself refuses an empty SECRET_KEY where it needs one, so that `makemigrations` does not.
    """
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get(name, "")


def _database(url: str) -> dict[str, Any]:
    """Django's settings for an SQLite path (`var/x.sqlite3`, `sqlite:///x`) or a postgres:// URL."""
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    if parts.scheme not in ("", "sqlite"):
        raise ImproperlyConfigured(f"DATABASE_URL starts with {parts.scheme!r}: use postgres:// or a path.")
    path = Path(unquote(url.removeprefix("sqlite://").removeprefix("/") if parts.scheme else url))
    if parts.scheme and url.startswith("sqlite:////"):
        path = Path("/") / path
    path = path if path.is_absolute() else ROOT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # What was acknowledged must survive a killed server: WAL with a sync at every commit.
        # IMMEDIATE takes the write lock first, so that nobody is turned away halfway through.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


DEBUG = _switch("OPENDTI_DEBUG")
OPENDTI_DEMO = _switch("OPENDTI_DEMO")
OPENDTI_PLACE = os.environ.get("OPENDTI_PLACE", "Tỉnh Hải Dương" if OPENDTI_DEMO else "")
_IS_OPEN_TO_ALL = DEBUG or OPENDTI_DEMO
_HAS_TLS = _switch("OPENDTI_HTTPS", default=not _IS_OPEN_TO_ALL)

SECRET_KEY = _secret("SECRET_KEY") or ("only-for-demo-and-debug" if _IS_OPEN_TO_ALL else "")
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", "*" if _IS_OPEN_TO_ALL else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _list("OPENDTI_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "opendti.common",
    "opendti.audit",
    "opendti.people",
    "opendti.catalog",
    "opendti.assessment",
    "opendti.results",
    "opendti.home",
    "opendti.portal",
]

MIDDLEWARE = [
    "opendti.common.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opendti.common.log_in.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "opendti.common.errors.RefusalMiddleware",
]

ROOT_URLCONF = "opendti.urls"
WSGI_APPLICATION = "opendti.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "opendti.common.context.site",
                "opendti.people.context.person",
                "opendti.home.navigation.sections",
            ],
            "builtins": ["opendti.common.templatetags.vietnamese"],
        },
    }
]

# -- Data -----------------------------------------------------------------------------------------

DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or "var/opendti.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "home:work"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day with overtime, in seconds
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HAS_TLS

# -- Language -------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Django's own Vietnamese formats read 05/12/2026 as the 12th of May and refuse 1.234,5.
FORMAT_MODULE_PATH = ["opendti.common.formats"]

# -- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [ROOT / "static"] if path.is_dir()]
STATIC_ROOT = os.environ.get("STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_ALLOW_ALL_ORIGINS = False
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if STATIC_ROOT
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# -- Safety ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _switch("OPENDTI_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HAS_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "opendti.common.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# -- Logging --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "opendti.common.request_id.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["stderr"], "propagate": False}},
}
