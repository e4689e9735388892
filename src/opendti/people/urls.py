"""Logging in and out, hats, organisations, accounts and the trail."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, path

from .views import demo, hats

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("demo/", demo.demo, name="demo"),
    path("hats/<int:membership_pk>/wear/", hats.wear, name="wear-hat"),
]
