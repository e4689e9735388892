"""Every setting, from the environment. `docs/operations` explains them for operators.

DATABASE_URL       a path to an SQLite file (default var/opendti.sqlite3) or postgres://…
SECRET_KEY         required outside demo and debug; SECRET_KEY_FILE names a file holding it
ALLOWED_HOSTS      names the server answers to, separated by commas
OPENDTI_ORIGINS    addresses the browser sends, such as https://dti.tinh.gov.vn, separated by commas
OPENDTI_DEMO       1 opens the page of demo accounts and marks every screen as illustrative
OPENDTI_DEBUG      1 shows tracebacks; never in use
OPENDTI_HTTPS      0 on a network without TLS: cookies are then sent over http too
OPENDTI_BEHIND_PROXY  1 when a proxy ends TLS, sets X-Forwarded-Proto itself and adds to X-Forwarded-For
OPENDTI_RATE_PER_SESSION, OPENDTI_RATE_PER_ADDRESS  requests a minute before 429 (300, 3000)
OPENDTI_PLACE      whose digital transformation is measured, “Tỉnh Hải Dương”
OPENDTI_SECOND_FACTOR  roles that must have a second factor; operator,manager,auditor unless demo or debug
OPENDTI_OIDC_URL   the province's single sign-on (OpenID Connect), with OPENDTI_OIDC_CLIENT,
                   OPENDTI_OIDC_SECRET or OPENDTI_OIDC_SECRET_FILE, and OPENDTI_OIDC_NAME for the button
OPENDTI_MAIL       smtp://user:password@host:587?tls=1, or OPENDTI_MAIL_FILE; without it no mail is sent
OPENDTI_MAIL_FROM  the sender of mails
STATIC_ROOT        where collectstatic puts its files; left out, they are served from where they lie
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF

from opendti import environment
from opendti.environment import ROOT

DEBUG = environment.switch("OPENDTI_DEBUG")
OPENDTI_DEMO = environment.switch("OPENDTI_DEMO")
OPENDTI_PLACE = os.environ.get("OPENDTI_PLACE", "Tỉnh Hải Dương" if OPENDTI_DEMO else "")
_IS_OPEN_TO_ALL = DEBUG or OPENDTI_DEMO
_HAS_TLS = environment.switch("OPENDTI_HTTPS", default=not _IS_OPEN_TO_ALL)

SECRET_KEY = environment.secret("SECRET_KEY") or ("only-for-demo-and-debug" if _IS_OPEN_TO_ALL else "")
ALLOWED_HOSTS = environment.parts("ALLOWED_HOSTS", "*" if _IS_OPEN_TO_ALL else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.parts("OPENDTI_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "opendti.common",
    "opendti.audit",
    "opendti.people",
    "opendti.people.log_in",
    "opendti.catalog",
    "opendti.assessment",
    "opendti.results",
    "opendti.home",
    "opendti.portal",
]

MIDDLEWARE = [
    "opendti.common.request_facts.RequestFactsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "opendti.common.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opendti.common.rate_limits.RateLimitMiddleware",
    "opendti.common.sizes.SizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "opendti.common.characters.CharactersMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opendti.common.log_in.LoginRequired",
    "opendti.people.log_in.second_factor.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "opendti.common.errors.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "opendti.urls"
FORCE_SCRIPT_NAME = ""  # Else a header could put what it likes before every link.
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
                "opendti.people.log_in.context.ways",
                "opendti.home.navigation.sections",
            ],
            "builtins": ["opendti.common.templatetags.vietnamese"],
        },
    }
]

# -- Data -----------------------------------------------------------------------------------------

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL") or "var/opendti.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# All processes must count the same failures and know the same codes used, so the cache is a table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # Beyond, what still counts would be thrown away too.
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

# -- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # First, so that who is locked out is not even looked up.
    "opendti.people.log_in.backends.PeopleOfToday",
]
LOGIN_URL = "account_login"
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
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day with overtime, in seconds
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HAS_TLS
# The beginning tells browsers to take neither from another site below the same domain, of which tinh.gov.vn
# has many: it could put its own visitor's session in ours. Browsers want TLS for it.
_ONLY_OURS = "__Host-" if _HAS_TLS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_ONLY_OURS}sessionid", f"{_ONLY_OURS}csrftoken"

ACCOUNT_ADAPTER = "opendti.people.log_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]  # Nobody signs up; allauth's checks want it.
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[OpenDTI] "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ACCOUNT_FORMS = {
    "login": "opendti.people.log_in.forms.LogInForm",
    "change_password": "opendti.people.log_in.forms.NewPasswordForm",
}
# By address only so much that no office feels it; wrong passwords are counted by axes, below.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "10/5m/key,50/d/key",  # codes of one account; three of a million are right at a time
    "reset_password": "100/m/ip,5/h/key",
    "reset_password_from_key": "100/m/ip",
}
MFA_ADAPTER = "opendti.people.log_in.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Addresses come from the operator; nobody could squat one.
MFA_TOTP_ISSUER = "OpenDTI"
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds that a phone's clock may be off
MFA_FORMS = {
    "authenticate": "opendti.people.log_in.forms.CodeForm",
    "reauthenticate": "opendti.people.log_in.forms.CodeAgainForm",
    "activate_totp": "opendti.people.log_in.forms.ActivateAppForm",
    "add_webauthn": "opendti.people.log_in.forms.AddPasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
OPENDTI_LINK_DAYS = 30  # how long a link that opens an account is good for
OPENDTI_SECOND_FACTOR = tuple(
    environment.parts("OPENDTI_SECOND_FACTOR", "" if _IS_OPEN_TO_ALL else "operator,manager,auditor")
)
USERSESSIONS_ADAPTER = "opendti.people.log_in.sessions.SessionsAdapter"
SOCIALACCOUNT_ADAPTER = "opendti.people.log_in.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.single_sign_on()}}
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # The audit trail tells who came in.
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address", "path_info", "csrfmiddlewaretoken"]
AXES_CLIENT_IP_CALLABLE = "opendti.people.log_in.lock_out.address_of"
AXES_USERNAME_CALLABLE = "opendti.people.log_in.lock_out.name_typed"
AXES_LOCKOUT_CALLABLE = "opendti.people.log_in.lock_out.locked"

# -- Mail -----------------------------------------------------------------------------------------

OPENDTI_MAIL = environment.secret("OPENDTI_MAIL")
globals().update(environment.mail(OPENDTI_MAIL))
DEFAULT_FROM_EMAIL = os.environ.get("OPENDTI_MAIL_FROM", "opendti@localhost")
ACCOUNT_EMAIL_NOTIFICATIONS = bool(OPENDTI_MAIL)

# -- Language -------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# What Django, allauth and axes leave in English.
LOCALE_PATHS = [ROOT / "src" / "opendti" / "people" / "locale"]
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
        # A browser also holds the redirect after a form to it, and single sign-on is one.
        "form-action": [SELF, *environment.origin_of(os.environ.get("OPENDTI_OIDC_URL", ""))],
        "frame-ancestors": [NONE],
    }
}
OPENDTI_BEHIND_PROXY = environment.switch("OPENDTI_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPENDTI_BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HAS_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "opendti.common.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
OPENDTI_LARGEST_REQUEST = 24 * 1024 * 1024  # bytes; no form takes a file of more than 20 MB

OPENDTI_RATE_PER_SESSION = environment.count("OPENDTI_RATE_PER_SESSION", 300)  # requests a minute
OPENDTI_RATE_PER_ADDRESS = environment.count("OPENDTI_RATE_PER_ADDRESS", 3000)  # requests a minute

# -- Logging --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "opendti.common.request_facts.RequestIdFilter"},
        "secret_links": {"()": "opendti.common.secret_links.SecretLinkFilter"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id", "secret_links"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},  # It tells of every step it takes.
        "django.server": {"handlers": ["stderr"], "propagate": False},
    },
}
