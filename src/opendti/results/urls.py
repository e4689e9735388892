"""The addresses of results inside the office."""

from django.urls import path

from .views import organisation, ranking, steps

app_name = "results"
_RANKING = "rounds/<slug:slug>/ranking/"

urlpatterns = [
    path(_RANKING, ranking.ranking, name="ranking"),
    path(f"{_RANKING}<slug:group>.xlsx", ranking.workbook, name="ranking-workbook"),
    path(f"{_RANKING}<slug:group>/", ranking.ranking, name="ranking-group"),
    path(f"{_RANKING}<slug:group>/<slug:unit>/", ranking.unit, name="unit"),
    path(f"{_RANKING}<slug:group>/<slug:unit>/why/<str:code>/", ranking.why, name="why"),
]

urlpatterns += [
    path("organisations/<int:organisation_pk>/results/", organisation.organisation, name="organisation"),
    path(
        "organisations/<int:organisation_pk>/results.xlsx",
        organisation.workbook,
        name="organisation-workbook",
    ),
]

# -- The last steps of a round --------------------------------------------------------------------

urlpatterns += [
    path("rounds/<slug:slug>/compute/", steps.compute, name="compute"),
    path("rounds/<slug:slug>/publish/", steps.publish, name="publish"),
    path("rounds/<slug:slug>/reopen/", steps.reopen, name="reopen"),
]
