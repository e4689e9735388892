"""People who log in, and what they are where, and from when to when."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from opendti.common.folding import folded
from opendti.people.roles import Role

from .organisations import Organisation


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they log in with, however they type its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=User.normalize_username(username or ""))

    def create_user(
        self, username: str, password: str | None = None, *, full_name: str = "", email: str = ""
    ) -> User:
        """Adds a person; without a password the account cannot log in by one."""
        name = User.normalize_username(username)
        user = self.model(
            username=name, full_name=full_name, email=email, search_text=folded(full_name, name)
        )
        user.set_password(password)
        user.save(force_insert=True, using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who logs in. Rights come from memberships alone; there is no superuser.

    `hat` is the membership worn: while one is chosen and valid, only its rights count. Null means that
    nobody chose, and all current memberships count. A closed account is not `is_active`; one whose
    personal data are erased has `erased_at` and stays closed for good.
    """

    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    hat = models.ForeignKey("Membership", models.SET_NULL, null=True, blank=True, related_name="+")
    search_text = models.TextField()

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return unicodedata.normalize("NFKC", username).strip().lower()

    @property
    def is_activated(self) -> bool:
        """Whether the person has chosen a password or has ever been in."""
        return self.has_usable_password() or self.last_login is not None

    @property
    def initials(self) -> str:
        """The first letters of the last two words: Nguyễn Thị Hoa is TH."""
        return "".join(word[0] for word in str(self).split()[-2:]).upper()

    @cached_property
    def hats(self) -> list[Membership]:
        """The memberships whose rights count now, with their organisations."""
        return list(Membership.objects.worn_by(self).select_related("organisation").order_by("pk"))

    @property
    def hat_words(self) -> str:
        """`Thẩm định · Sở Nội vụ`, for the trace; several are joined, none is empty."""
        return "; ".join(each.words for each in self.hats)

    @property
    def hat_organisation_pk(self) -> int | None:
        """The organisation the person acts for; of several, the membership made first."""
        return self.hats[0].organisation_id if self.hats else None


class MembershipQuerySet(models.QuerySet["Membership"]):
    """What is valid when, and what is worn."""

    def valid_on(self, day: date | None = None) -> Self:
        """Those valid on a day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def lasting(self, day: date | None = None) -> Self:
        """Those of a day (today) and of days to come."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day or timezone.localdate()))

    def worn_by(self, user: User) -> Self:
        """The person's memberships of today; only the hat's while one is chosen and has not ended."""
        own = self.valid_on().filter(user=user)
        if not user.hat_id:
            return own
        return own.filter(Q(pk=user.hat_id) | ~Exists(own.filter(pk=user.hat_id)))


class Membership(models.Model):
    """Someone's role in an organisation, on the days from `valid_from` to `valid_until` (both included)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    valid_from = models.DateField(default=timezone.localdate)
    valid_until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"

    @property
    def words(self) -> str:
        """`Thẩm định · Sở Nội vụ`."""
        return f"{Role(self.role).label} · {self.organisation.name}"
