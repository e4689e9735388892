"""What must hold in the settings before real people use them: `opendti check`, `manage check --deploy`.

Each check looks at settings alone: no database, no network. `msg` says what is wrong and why it
matters, `hint` what to do, both for the operator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name for it
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

DEMO_KEY = "only-for-demo-and-debug"
SHORTEST_KEY = 50
"""Characters; as Django counts."""

FEWEST_SIGNS = 10
"""Different characters; a random key of the shortest length has more, even in hexadecimal."""

NEED_SECOND_FACTOR = ("operator", "manager", "auditor")
ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"
LONGEST_SESSION = 24 * 60 * 60
"""Seconds."""

_CSP_UNSAFE = (
    "'unsafe-inline'",
    "'unsafe-eval'",
    "'unsafe-hashes'",
    "'strict-dynamic'",
    "*",
    "data:",
    "blob:",
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_HOST = re.compile(r"\.?[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}

Found = Iterator[CheckMessage]
Check = Callable[[], Found]

CHECKS: dict[str, Check] = {}
"""Every check by the words an operator reads."""


def _check(title: str) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        CHECKS[title] = check
        register(lambda app_configs, **_more: list(check()), "opendti", deploy=True)  # noqa: ARG005
        return check

    return keep


@_check("Khoá bí mật SECRET_KEY")
def secret_key() -> Found:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's way to say that it is empty.
        key = ""
    how = "Đặt SECRET_KEY_FILE là tệp chứa chuỗi ngẫu nhiên, tạo bằng: openssl rand -base64 48"
    if not key:
        yield Error("Chưa có khoá bí mật nên không ai đăng nhập được", hint=how, id="opendti.E000")
    elif key == DEMO_KEY:
        yield Error("Đang dùng khoá của bản dùng thử, ai cũng biết", hint=how, id="opendti.E001")
    elif len(key) < SHORTEST_KEY:
        yield Error(f"Khoá ngắn hơn {SHORTEST_KEY} ký tự nên đoán được", hint=how, id="opendti.E002")
    elif len(set(key)) < FEWEST_SIGNS or key.startswith("django-insecure-"):
        yield Error("Khoá không phải chuỗi ngẫu nhiên nên đoán được", hint=how, id="opendti.E002")


@_check("Chế độ dùng thử và gỡ lỗi đã tắt")
def modes() -> Found:
    if settings.DEBUG:
        why = "OPENDTI_DEBUG=1 cho người ngoài thấy mã nguồn và cấu hình khi có lỗi"
        yield Error(why, hint="Bỏ biến OPENDTI_DEBUG", id="opendti.E003")
    if settings.OPENDTI_DEMO:
        why = "OPENDTI_DEMO=1 cho ai cũng vào được bằng tài khoản minh hoạ"
        yield Error(why, hint="Bỏ biến OPENDTI_DEMO", id="opendti.E004")


@_check("Tên máy chủ ALLOWED_HOSTS")
def hosts() -> Found:
    how = "Đặt ALLOWED_HOSTS là tên miền người dùng gõ, ví dụ dti.tinh.gov.vn"
    if any(host.strip() in ("*", ".") for host in settings.ALLOWED_HOSTS):
        why = "Nhận mọi tên máy chủ, nên liên kết trong thư có thể bị giả"
        yield Error(why, hint=how, id="opendti.E005")
    elif not settings.ALLOWED_HOSTS:
        yield Error("Không nhận tên máy chủ nào, mọi trang đều báo lỗi 400", hint=how, id="opendti.E005")
    elif odd := [host for host in settings.ALLOWED_HOSTS if not _HOST.fullmatch(host)]:
        why = (
            f"“{odd[0]}” không phải tên máy chủ (không ghi https://, cổng, đường dẫn), nên trang báo lỗi 400"
        )
        yield Error(why, hint=how, id="opendti.E023")
    elif set(settings.ALLOWED_HOSTS) <= _LOCAL:
        yield Warning("Chỉ trả lời trên chính máy này", hint=how, id="opendti.W005")


@_check("Địa chỉ trang OPENDTI_ORIGINS")
def origins() -> Found:
    how = "Đặt OPENDTI_ORIGINS là địa chỉ trang, ví dụ https://dti.tinh.gov.vn"
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        split = _split(origin)
        if not split or split.scheme not in ("http", "https") or not split.netloc or split.path.strip("/"):
            yield Error(f"“{origin}” không phải địa chỉ trang", hint=how, id="opendti.E006")
        elif split.scheme == "http" and settings.SESSION_COOKIE_SECURE:
            why = f"{origin} là http, mà cookie chỉ gửi qua https, nên không ai đăng nhập được ở đó"
            yield Error(why, hint=f"{how}; mạng không có TLS thì đặt OPENDTI_HTTPS=0", id="opendti.E007")
        elif "*" not in origin and not validate_host(split.hostname or "", settings.ALLOWED_HOSTS):
            why = f"{split.hostname} không có trong ALLOWED_HOSTS, nên trang báo lỗi 400"
            yield Error(why, hint="Thêm tên đó vào ALLOWED_HOSTS", id="opendti.E008")


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


@_check("HTTPS và proxy")
def transport() -> Found:
    is_secure = settings.SESSION_COOKIE_SECURE
    if is_secure != settings.CSRF_COOKIE_SECURE:
        why = "Hai cookie của phiên và của biểu mẫu không cùng đòi https"
        yield Error(why, hint="Đặt cả hai bằng OPENDTI_HTTPS", id="opendti.E009")
    if not is_secure:
        why = "OPENDTI_HTTPS=0: mật khẩu và cookie đi qua mạng không mã hoá, ai ở giữa cũng đọc được"
        how = "Đặt proxy có TLS phía trước rồi bỏ OPENDTI_HTTPS=0"
        yield Warning(why, hint=how, id="opendti.W010")
        if settings.SECURE_HSTS_SECONDS:
            yield Error("Có HSTS mà không có https", hint="Bỏ OPENDTI_HTTPS=0", id="opendti.E010")
        return
    if not settings.SECURE_HSTS_SECONDS:
        why = "Không có HSTS, nên trình duyệt có thể bị dẫn sang http"
        yield Error(why, hint="Đặt SECURE_HSTS_SECONDS", id="opendti.E011")
    if not settings.SECURE_PROXY_SSL_HEADER and not settings.CSRF_TRUSTED_ORIGINS:
        why = "Phần mềm không biết trang chạy https, nên biểu mẫu gửi lên bị từ chối (403)"
        how = "Proxy tự đặt X-Forwarded-Proto thì đặt OPENDTI_BEHIND_PROXY=1; không thì đặt OPENDTI_ORIGINS"
        yield Error(why, hint=how, id="opendti.E012")


@_check("Content-Security-Policy")
def content_security() -> Found:
    how = "Bỏ phần sửa CONTENT_SECURITY_POLICY; phần mềm không cần nới"
    policy = getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}
    directives = policy.get("DIRECTIVES", {})
    if "csp.middleware.CSPMiddleware" not in settings.MIDDLEWARE or "default-src" not in directives:
        yield Error("Không có CSP, nên mã lạ chèn vào trang chạy được", hint=how, id="opendti.E013")
    for name, values in directives.items():
        loose = [str(value) for value in values or () if str(value) in _CSP_UNSAFE]
        if loose and not (name == "img-src" and set(loose) <= {"data:", "blob:"}):
            why = f"{name} cho {', '.join(loose)}, nên mã lạ chèn vào trang chạy được"
            yield Error(why, hint=how, id="opendti.E014")


@_check("Cookie")
def cookies() -> Found:
    how = "Bỏ phần sửa cấu hình cookie; mặc định của phần mềm là đủ"
    if not settings.SESSION_COOKIE_HTTPONLY:
        yield Error("Mã trong trang đọc được cookie phiên", hint=how, id="opendti.E015")
    for name in ("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE"):
        if getattr(settings, name) not in ("Lax", "Strict"):
            yield Error(f"{name} để trang khác gửi kèm cookie", hint=how, id="opendti.E016")
    if settings.SESSION_COOKIE_AGE > LONGEST_SESSION:
        why = "Phiên đăng nhập dài hơn một ngày, máy dùng chung dễ bị dùng nhờ"
        yield Warning(why, hint="Giảm SESSION_COOKIE_AGE", id="opendti.W016")


@_check("Băm mật khẩu bằng argon2")
def password_hashers() -> Found:
    if settings.PASSWORD_HASHERS[:1] != [ARGON2]:
        why = "Mật khẩu mới không băm bằng argon2, lộ cơ sở dữ liệu thì dễ dò ra"
        yield Error(why, hint=f"Đặt {ARGON2} lên đầu PASSWORD_HASHERS", id="opendti.E017")


@_check("Bước xác thực thứ hai OPENDTI_SECOND_FACTOR")
def second_factor() -> Found:
    missing = [
        role for role in NEED_SECOND_FACTOR if role not in getattr(settings, "OPENDTI_SECOND_FACTOR", ())
    ]
    if missing:
        why = f"Vai trò {', '.join(missing)} chỉ cần mật khẩu, lộ mật khẩu là mất hệ thống"
        how = f"Đặt OPENDTI_SECOND_FACTOR={','.join(NEED_SECOND_FACTOR)}, hoặc bỏ biến này"
        yield Warning(why, hint=how, id="opendti.W018")


@_check("Thư điện tử OPENDTI_MAIL")
def mail() -> Found:
    backend = settings.EMAIL_BACKEND.split(".")[-2]
    if backend == "dummy":
        why = "Chưa có máy chủ thư: không tự đặt lại được mật khẩu, không có thư báo an ninh"
        how = (
            "Đặt OPENDTI_MAIL=smtp://tên:mật-khẩu@máy:587?tls=1; không có thì người vận hành cấp lại liên kết"
        )
        yield Warning(why, hint=how, id="opendti.W019")
    elif backend != "smtp":
        why = f"Thư không được gửi đi mà rơi vào chỗ thử ({backend})"
        yield Error(why, hint="Đặt OPENDTI_MAIL", id="opendti.E019")
    else:
        yield from _mail_out()


def _mail_out() -> Found:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if not _ADDRESS.fullmatch(sender):
        why = f"Người gửi “{settings.DEFAULT_FROM_EMAIL}” không phải địa chỉ thư thật, máy nhận sẽ từ chối"
        how = "Đặt OPENDTI_MAIL_FROM là địa chỉ thư của đơn vị, ví dụ dti@tinh.gov.vn"
        yield Warning(why, hint=how, id="opendti.W024")
    is_clear = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if is_clear and settings.EMAIL_HOST_PASSWORD and settings.EMAIL_HOST not in _LOCAL:
        why = "Mật khẩu của máy chủ thư và liên kết trong thư đi qua mạng không mã hoá"
        yield Warning(why, hint="Thêm ?tls=1 vào OPENDTI_MAIL, hoặc dùng smtps://", id="opendti.W025")


@_check("Đăng nhập dùng chung OPENDTI_OIDC_URL")
def single_sign_on() -> Found:
    for provider in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []):
        url = provider["settings"]["server_url"]
        if not url.startswith("https://"):
            why = f"{url} không phải https: ai ở giữa mạng cũng giả được người đăng nhập"
            yield Error(why, hint="Đặt OPENDTI_OIDC_URL là địa chỉ https://", id="opendti.E026")
        if not provider["secret"]:
            why = "Đã đặt OPENDTI_OIDC_URL mà thiếu khoá của phần mềm ở đó"
            yield Error(why, hint="Đặt OPENDTI_OIDC_SECRET_FILE", id="opendti.E027")


@_check("Múi giờ")
def time_zone() -> Found:
    if not settings.USE_TZ or settings.TIME_ZONE != "Asia/Ho_Chi_Minh":
        why = f"Giờ trên màn hình theo {settings.TIME_ZONE}, hạn nộp sẽ lệch"
        yield Error(why, hint="Đặt TIME_ZONE là Asia/Ho_Chi_Minh và USE_TZ là True", id="opendti.E020")


@_check("Tệp tĩnh")
def static_files() -> Found:
    """Left out, STATIC_ROOT means that files are served from where they lie, which always fits."""
    if not settings.STATIC_ROOT:
        return
    root = Path(settings.STATIC_ROOT)
    if not (root / "staticfiles.json").is_file():
        yield Error(
            f"{root}: chưa có tệp tĩnh, trang hiện không có hình thức",
            hint="Chạy opendti manage collectstatic --no-input",
            id="opendti.E021",
        )
        return
    names = (name for finder in finders.get_finders() for name, _ in finder.list([]))
    absent = sorted(name for name in names if not (root / name).is_file())
    if absent:
        yield Error(
            f"{root}: thiếu {len(absent)} tệp tĩnh ({absent[0]} …), có lẽ phần mềm vừa cập nhật",
            hint="Chạy lại opendti manage collectstatic --no-input",
            id="opendti.E022",
        )
