"""The addresses of rounds, sheets and appraisal."""

from django.urls import URLPattern, URLResolver, path

from .views import answering, appraising, erasing, reviewing, rounds

app_name = "assessment"
urlpatterns: list[URLPattern | URLResolver] = []

# -- Sheets: filling in, reviewing, submitting ----------------------------------------------------

urlpatterns += [
    path("sheets/<int:pk>/", answering.sheet, name="sheet"),
    path("sheets/<int:pk>/general/", answering.general, name="general"),
    path("sheets/<int:pk>/items/<str:code>/", answering.item, name="item"),
    path("sheets/<int:pk>/answers/", answering.save_answer, name="save-answer"),
    path("sheets/<int:pk>/remarks/", answering.save_remark, name="save-remark"),
    path("sheets/<int:pk>/links/", answering.add_link, name="add-link"),
    path("sheets/<int:pk>/links/<int:link>/remove/", answering.remove_link, name="remove-link"),
    path("sheets/<int:pk>/contact/erase/", erasing.erase_contact, name="erase-contact"),
    path("sheets/<int:pk>/tree/", reviewing.tree, name="tree"),
    path("sheets/<int:pk>/why/<str:code>/", reviewing.why, name="why"),
    path("sheets/<int:pk>/history/<str:code>/", reviewing.history, name="history"),
    path("sheets/<int:pk>/sheet.xlsx", reviewing.export, name="export"),
    path("sheets/<int:pk>/review/", reviewing.review, name="review"),
    path("sheets/<int:pk>/submit/", reviewing.submit, name="submit"),
    path("sheets/<int:pk>/receipt/", reviewing.receipt, name="receipt"),
]

# -- Appraisal ------------------------------------------------------------------------------------

_ITEM = "appraisal/<int:group_pk>/<str:code>/"

urlpatterns += [
    path("appraisal/", appraising.queue, name="appraisal-queue"),
    path(_ITEM, appraising.component, name="appraise"),
    path(f"{_ITEM}accept-all/", appraising.accept_all, name="accept-all"),
    path(f"{_ITEM}table.xlsx", appraising.table, name="appraisal-table"),
    path(f"{_ITEM}<int:sheet_pk>/", appraising.finding, name="finding"),
    path(f"{_ITEM}<int:sheet_pk>/preview/", appraising.preview, name="preview-finding"),
]

# -- Rounds ---------------------------------------------------------------------------------------

_ROUND = "rounds/<slug:slug>/"

urlpatterns += [
    path("rounds/", rounds.index, name="rounds"),
    path(_ROUND, rounds.show, name="round"),
    path(f"{_ROUND}open/", rounds.open_round, name="open-round"),
    path(f"{_ROUND}close-self-assessment/", rounds.close_self_assessment, name="close-self-assessment"),
    path(f"{_ROUND}exclusions/", rounds.exclude, name="exclude"),
    path(f"{_ROUND}exclusions/<int:pk>/lift/", rounds.lift_exclusion, name="lift-exclusion"),
    path(f"{_ROUND}board.xlsx", rounds.board, name="board"),
]
