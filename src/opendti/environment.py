"""Reads what an operator says in the environment, in the shapes the settings need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]

_WHY: dict[type[Exception], str] = {
    FileNotFoundError: "không có tệp này",
    PermissionError: "tài khoản chạy phần mềm không có quyền đọc",
    IsADirectoryError: "đó là thư mục",
}


def switch(name: str, *, default: bool = False) -> bool:
    """Yes or no; ImproperlyConfigured for anything else."""
    said = os.environ.get(name, "").strip().lower()
    if said in ("", "0", "1", "no", "yes", "false", "true"):
        return default if not said else said in ("1", "yes", "true")
    raise ImproperlyConfigured(f"{name} là {said!r}, chỉ nhận 1 hoặc 0.")


def parts(name: str, default: str = "") -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def secret(name: str) -> str:
    """The variable, or what stands in the file that NAME_FILE points at; empty if neither is set.

    Django itself refuses an empty SECRET_KEY where it needs one, so that `makemigrations` does not.
    """
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        why = _WHY.get(type(wrong), "tệp không phải văn bản")
        raise ImproperlyConfigured(f"Không đọc được tệp {path} của {name}_FILE: {why}.") from None


def count(name: str, default: int) -> int:
    """A whole number above zero; ImproperlyConfigured for anything else."""
    said = os.environ.get(name, "").strip()
    if said and not (said.isascii() and said.isdigit() and int(said)):
        raise ImproperlyConfigured(f"{name} là {said!r}, chỉ nhận số nguyên lớn hơn 0.")
    return int(said or default)


def split_of(name: str, url: str) -> SplitResult:
    """The parts of an address; ImproperlyConfigured for what is none."""
    try:
        split = urlsplit(url)
        split.port  # noqa: B018 - raises for what is no port
    except ValueError:
        raise ImproperlyConfigured(f"{name} viết sai máy chủ hoặc cổng. Cổng là số từ 1 đến 65535.") from None
    return split


def database(url: str) -> dict[str, Any]:
    """Django's settings for an SQLite path (`var/x.sqlite3`, `sqlite:///x`) or a postgres:// URL.

    Only our own folder for databases is made: a mistyped path must not begin an empty one elsewhere.
    """
    split = split_of("DATABASE_URL", url)
    if split.scheme in ("postgres", "postgresql"):
        options = dict(parse_qsl(split.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(split.path.lstrip("/")),
            "USER": unquote(split.username or ""),
            "PASSWORD": unquote(split.password or ""),
            "HOST": options.pop("host", split.hostname or ""),
            "PORT": str(split.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    if split.scheme not in ("", "sqlite"):
        raise ImproperlyConfigured(
            f"DATABASE_URL bắt đầu bằng {split.scheme!r}, chỉ nhận postgres:// hoặc đường dẫn tệp."
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _sqlite_file(url, has_scheme=bool(split.scheme)),
        # What was acknowledged must survive a killed server: WAL with a sync at every commit.
        # IMMEDIATE takes the write lock first, so that nobody is turned away halfway through.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _sqlite_file(url: str, *, has_scheme: bool) -> Path:
    path = Path(unquote(url.removeprefix("sqlite://").removeprefix("/") if has_scheme else url))
    if has_scheme and url.startswith("sqlite:////"):
        path = Path("/") / path
    path = path if path.is_absolute() else ROOT / path
    if path.parent == ROOT / "var":
        path.parent.mkdir(exist_ok=True)
    if not path.parent.is_dir():
        raise ImproperlyConfigured(
            f"DATABASE_URL: không có thư mục {path.parent}. Sửa đường dẫn, hoặc tạo thư mục nếu là lần đầu."
        )
    return path


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:587?tls=1`; nothing is sent without a URL.

    `tls=1` begins in clear and turns to TLS (STARTTLS); `smtps://` speaks TLS from the first byte.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    split = split_of("OPENDTI_MAIL", url)
    if split.scheme not in ("smtp", "smtps") or not split.hostname:
        raise ImproperlyConfigured("OPENDTI_MAIL không có dạng smtp://tên:mật-khẩu@máy:587?tls=1.")
    is_tls_throughout = split.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": split.hostname,
        "EMAIL_PORT": split.port or (465 if is_tls_throughout else 25),
        "EMAIL_HOST_USER": unquote(split.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(split.password or ""),
        "EMAIL_USE_SSL": is_tls_throughout,
        "EMAIL_USE_TLS": not is_tls_throughout and dict(parse_qsl(split.query)).get("tls") == "1",
        "EMAIL_TIMEOUT": 10,
    }


def single_sign_on() -> list[dict[str, Any]]:
    """How allauth wants to be told of the province's OpenID Connect provider; empty if there is none."""
    url = os.environ.get("OPENDTI_OIDC_URL", "")
    if not url:
        return []
    split_of("OPENDTI_OIDC_URL", url)
    client = os.environ.get("OPENDTI_OIDC_CLIENT", "")
    if not client:
        raise ImproperlyConfigured("Đã đặt OPENDTI_OIDC_URL mà thiếu OPENDTI_OIDC_CLIENT.")
    return [
        {
            "provider_id": "province",
            "name": os.environ.get("OPENDTI_OIDC_NAME", "") or "tài khoản công vụ",
            "client_id": client,
            "secret": secret("OPENDTI_OIDC_SECRET"),
            "settings": {"server_url": url.rstrip("/")},
        }
    ]


def origin_of(url: str) -> list[str]:
    """The scheme, host and port of an address, as the Content-Security-Policy names it."""
    split = split_of("OPENDTI_OIDC_URL", url)
    return [f"{split.scheme}://{split.netloc}"] if split.netloc else []
