"""What becomes of an account: its names, closing, opening again, a lost second factor, erasing."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.folding import folded
from opendti.common.refusals import Refused, StepNotOpen
from opendti.people import queries
from opendti.people.models import Invitation, User

from .memberships import refuse_last_operator

ERASED_NAME = "Đã xoá"


@transaction.atomic
def change_person(user: User, *, full_name: str, email: str, by: User | None = None) -> bool:
    """Sets name and e-mail; whether anything changed. The trace has the names, of the e-mail only that."""
    current = _held(user)
    if current.erased_at:
        raise StepNotOpen("Dữ liệu cá nhân của tài khoản này đã xoá, nên không sửa được nữa.")
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    if current.full_name != full_name:
        before["full_name"], after["full_name"] = current.full_name, full_name
    if current.email != email:
        after["email"] = "changed" if email else "removed"
    if not after:
        return False
    User.objects.filter(pk=user.pk).update(
        full_name=full_name, email=email, search_text=folded(full_name, current.username)
    )
    if "email" in after:  # Whoever has the old address must not get in by it any more.
        EmailAddress.objects.filter(user=user).delete()
        revoke_links(user)
    user.full_name, user.email = full_name, email
    audit.record("person.changed", by=by, subject=user, before=before or None, after=after)
    return True


@transaction.atomic
def close_account(user: User, *, by: User | None = None) -> None:
    """Nobody logs in by it any more; open sessions end and links go out of use. Refused when closed."""
    if by is not None and by.pk == user.pk:
        raise Refused("Không tự đóng tài khoản của mình được. Nhờ người vận hành khác đóng.")
    refuse_last_operator(list(queries.lasting_memberships(user).select_related("user")))
    if not _held(user).is_active:
        raise StepNotOpen("Tài khoản này đã đóng rồi. Mở lại trang để xem bản mới nhất.")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    end_sessions(user)
    revoke_links(user)
    audit.record("account.closed", by=by, subject=user)


@transaction.atomic
def reopen_account(user: User, *, by: User | None = None) -> None:
    """The account works again, with the password it had. Refused when it is open or erased."""
    if not User.objects.filter(pk=user.pk, is_active=False, erased_at=None).update(is_active=True):
        raise StepNotOpen(
            "Tài khoản này đang mở hoặc đã xoá dữ liệu cá nhân, nên không mở lại được. Mở lại trang để xem."
        )
    user.is_active = True
    audit.record("account.reopened", by=by, subject=user)


@transaction.atomic
def reset_second_factor(user: User, *, by: User | None = None) -> None:
    """Apps, passkeys and recovery codes go, and open sessions end. Refused where there is none."""
    _held(user)
    gone, _ = Authenticator.objects.filter(user=user).delete()
    if not gone:
        raise StepNotOpen("Tài khoản này không có bước xác thực thứ hai nào để bỏ.")
    end_sessions(user)
    audit.record("account.second_factor_reset", by=by, subject=user)


@transaction.atomic
def erase_person(user: User, *, by: User | None = None) -> None:
    """Name, user name, e-mail, password and everything kept about log-ins go for good.

    What the person did stays in the trail, by the account's number. Only for a closed account.
    """
    current = _held(user)
    if current.is_active or current.erased_at:
        raise StepNotOpen(
            "Chỉ xoá được dữ liệu cá nhân của tài khoản đã đóng và chưa xoá. Đóng tài khoản trước."
        )
    user.username, user.full_name, user.email = f"da-xoa-{user.pk}", ERASED_NAME, ""
    user.search_text, user.erased_at = folded(ERASED_NAME, user.username), timezone.now()
    user.set_unusable_password()
    user.save(update_fields=["username", "full_name", "email", "search_text", "erased_at", "password"])
    end_sessions(user)
    for model in (Authenticator, EmailAddress, SocialAccount):
        model.objects.filter(user=user).delete()
    audit.record("person.erased", by=by, subject=user)


def end_sessions(user: User) -> None:
    """Whoever sits there as the person is out at the next request."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def revoke_links(user: User) -> int:
    """One-time links not used yet go out of use; how many."""
    open_links = Invitation.objects.filter(user=user, used_at=None, revoked_at=None)
    return open_links.update(revoked_at=timezone.now())


def _held(user: User) -> User:
    """The row as it is now, locked until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)
