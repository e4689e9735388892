"""Organisations: the list, one of them, what can be done with it, and lists from Excel."""

from django.urls import URLPattern, path

from .views import organisation_imports as imports
from .views import organisations, reorganising

_ONE = "organisations/<int:organisation_pk>/"
_ON_ONE = ("rename", "move", "merge", "split", "dissolve")

urlpatterns: list[URLPattern] = [
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/list.xlsx", organisations.workbook, name="organisations-workbook"),
    path("organisations/new/", reorganising.found, name="organisation-found"),
    path("organisations/import/", imports.upload, name="organisations-import"),
    path("organisations/import/template.xlsx", imports.template, name="organisations-template"),
    path("organisations/import/<int:import_pk>/", imports.preview, name="organisations-import-preview"),
    path(_ONE, organisations.show, name="organisation"),
    path(f"{_ONE}correct/", reorganising.correct, name="organisation-correct"),
    *(
        path(f"{_ONE}{each}/", reorganising.operate, {"operation": each}, name=f"organisation-{each}")
        for each in _ON_ONE
    ),
]
