"""The addresses, one line per app; each app's `urls.py` has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("opendti.people.urls")),
    path("account/", include("opendti.people.account_urls")),  # Without a namespace: allauth's own names.
    path("", include("opendti.catalog.urls")),
    path("", include("opendti.assessment.urls")),
    path("", include("opendti.results.urls")),
    path("", include("opendti.portal.urls")),
    path("", include("opendti.home.urls")),
]

handler400 = "opendti.common.errors.bad_request"
handler403 = "opendti.common.errors.permission_denied"
handler404 = "opendti.common.errors.not_found"
handler429 = "opendti.common.errors.too_many"  # allauth asks for it.
handler500 = "opendti.common.errors.server_error"
