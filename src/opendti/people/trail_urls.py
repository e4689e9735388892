"""The audit trail."""

from django.urls import URLPattern, path

from .views import trail

urlpatterns: list[URLPattern] = [
    path("trail/", trail.trail, name="trail"),
    path("trail/trail.csv", trail.export, {"form": "csv"}, name="trail-csv"),
    path("trail/trail.xlsx", trail.export, {"form": "xlsx"}, name="trail-workbook"),
    path("trail/verify/", trail.verify, name="trail-verify"),
]
