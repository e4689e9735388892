"""Logging in and out, hats, organisations, accounts and the trail."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic.base import RedirectView

from opendti.common.gate import public

from .views import demo, hats

_old_log_in = public(RedirectView.as_view(pattern_name="account_login", query_string=True))

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", _old_log_in, name="login"),
    path("demo/", demo.demo, name="demo"),
    path("hats/<int:membership_pk>/wear/", hats.wear, name="wear-hat"),
    path("", include("opendti.people.organisation_urls")),
    path("", include("opendti.people.people_urls")),
    path("", include("opendti.people.trail_urls")),
]
