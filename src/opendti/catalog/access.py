"""The only way in to index sets and drafts. A stranger gets 404, a colleague without the role 403."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from opendti.people import access as people
from opendti.people import queries as membership
from opendti.people.models import Organisation, User
from opendti.people.roles import Role

from . import workflow
from .models import Draft, IndexSet, SourceDocument

Visitor = AbstractBaseUser | AnonymousUser


def reader(user: Visitor) -> User:
    """The person, who may read published sets: anyone with a membership today; others get 404."""
    return people.member(user)


def index_set_for(user: Visitor, pk: int, *, to: str = "view") -> IndexSet:
    """The published set: to `view` for every member, to `retire` or `match` for the managers of its owner.

    A set of the library has no owner; there it takes a manager of a top organisation.
    """
    person = reader(user)
    found = IndexSet.objects.select_related("owner", "retirement", "based_on").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có bộ chỉ số này")
    if to != "view" and not _edits_for(person, found.owner):
        raise PermissionDenied(_who_can())
    return found


def draft_for(user: Visitor, pk: int, *, to: str = "view") -> Draft:
    """The draft: to `view` for managers and leaders of its owner, to `edit` for the managers."""
    person = people.person(user)
    related = ("owner", "based_on", "created_by", "edited_by", "published")
    drafts = Draft.objects.select_related(*related)
    found = drafts.defer("based_on__source", "published__source").filter(pk=pk).first()
    roles = membership.roles_in(person, found.owner_id) if found else frozenset()
    if found is None or not roles:
        raise Http404("Không có bản nháp này")
    if not roles & (workflow.READERS if to == "view" else workflow.EDITORS):
        raise PermissionDenied(_who_can())
    return found


def document_for(user: Visitor, pk: int) -> SourceDocument:
    """The uploaded decision, without its content, for managers and leaders of its owner."""
    person = people.person(user)
    documents = SourceDocument.objects.select_related("owner", "uploaded_by").defer("content")
    found = documents.filter(pk=pk).first()
    roles = membership.roles_in(person, found.owner_id) if found else frozenset()
    if found is None or not roles:
        raise Http404("Không có văn bản này")
    if not roles & workflow.READERS:
        raise PermissionDenied(_who_can())
    return found


def editor_of(user: Visitor) -> tuple[User, Organisation]:
    """The person and the organisation for which they make index sets; 404 or 403 for anyone else."""
    person = reader(user)
    owner = membership.organisations_where(person, *workflow.EDITORS).first()
    if owner is None:
        raise PermissionDenied(_who_can())
    return person, owner


def is_editor(person: User) -> bool:
    """Whether the person makes index sets for any organisation."""
    return membership.organisations_where(person, *workflow.EDITORS).exists()


def can_change(person: User, index_set: IndexSet) -> bool:
    """Whether the person may retire the set, or say which components of others it continues."""
    return _edits_for(person, index_set.owner)


def _edits_for(person: User, owner: Organisation | None) -> bool:
    if owner is None:
        return people.is_over_all(membership.scope_of(person, *workflow.EDITORS))
    return bool(membership.roles_in(person, owner.pk) & workflow.EDITORS)


def _who_can() -> str:
    names = ", ".join(role.label for role in Role if role in workflow.EDITORS)
    return f"Việc này dành cho vai trò: {names}. Nhờ người có vai trò đó làm giúp."


def can_edit(person: User, draft: Draft) -> bool:
    """Whether the person is a manager of the draft's owner; what may be done also depends on its state."""
    return bool(membership.roles_in(person, draft.owner_id) & workflow.EDITORS)
