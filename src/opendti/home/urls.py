"""The addresses of the front page after log-in."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [path("work/", views.work, name="work")]
