"""The addresses of the front page after log-in."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("work/", views.work, name="work"),
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/list.xlsx", views.sheets_workbook, name="sheets-workbook"),
]
