"""Logging in and out. django-allauth takes over with its second factor in a later issue (ADR)."""

from django.contrib.auth import views as auth
from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("demo/", views.demo, name="demo"),
]
