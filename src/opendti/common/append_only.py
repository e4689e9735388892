"""Tables whose rows are written once: the audit trail and the frozen results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn, TypeVar

from django.db import models
from django.db.models.base import ModelBase

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AppendOnlyError(TypeError):
    """A programme tried to change or remove a row that stays as it was written."""


class AppendOnlyQuerySet(models.QuerySet[Row_co]):
    """Reads and adds; refuses everything else."""

    def update(self, **_columns: object) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed; add a new one")

    def bulk_update(self, *_rows: object, **_options: object) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed; add a new one")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never removed")


class AppendOnly(models.Model):
    """A row that is written once. The guards are no logic: they only refuse."""

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} {self.pk} is never changed; add a new one")
        super().save(
            force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields
        )

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:  # noqa: ARG002, FBT001, FBT002
        raise AppendOnlyError(f"{type(self).__name__} {self.pk} is never removed")
