"""The addresses of the public pages, open without log-in.

A list that a correction has replaced stays where it was, one step deeper, and links to the new one.
"""

from django.urls import include, path

from . import views

_PUBLICATION = [
    path("", views.ranking, name="results"),
    path("<slug:group>/", views.ranking, name="group"),
    path("<slug:group>/<slug:unit>/", views.unit, name="unit"),
    path("<slug:group>/<slug:unit>/why/<str:code>/", views.why, name="why"),
]

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("results/<slug:year>/replaced-<int:edition>/", include(_PUBLICATION)),
    path("results/<slug:year>/", include(_PUBLICATION)),
    path("method/<slug:year>/", views.method, name="method"),
    path("method/<slug:year>/<slug:group>/", views.method, name="method-group"),
    path("data/<slug:year>/", views.data, name="data"),
    path("data/<slug:year>/<slug:dataset>.<slug:form>", views.data_file, name="data-file"),
]
