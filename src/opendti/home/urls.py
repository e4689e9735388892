"""The addresses of the front page after log-in."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/sheets/", views.sheets, name="sheets"),
    path("work/sheets.xlsx", views.sheets_workbook, name="sheets-workbook"),
]
