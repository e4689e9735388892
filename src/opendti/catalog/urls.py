"""The addresses of index sets, their drafts and the decisions they are read from."""

from django.urls import URLPattern, URLResolver, path

from .views import assigning, drafting, importing, publishing, reading

app_name = "catalog"
urlpatterns: list[URLPattern | URLResolver] = []

# -- From a document to a draft -------------------------------------------------------------------

urlpatterns += [
    path("index-sets/import/", importing.upload, name="upload"),
    path("index-sets/documents/<int:document_pk>/", importing.document, name="document"),
    path("index-sets/documents/<int:document_pk>/file/", importing.document_file, name="document-file"),
    path("index-sets/frames/start/", importing.start_from_frame, name="start-from-frame"),
]

# -- Drafts: reviewing, editing, publishing -------------------------------------------------------

_DRAFT = "index-sets/drafts/<int:draft_pk>/"

urlpatterns += [
    path(_DRAFT, drafting.draft, name="draft"),
    path(f"{_DRAFT}head/", drafting.head, name="draft-head"),
    path(f"{_DRAFT}general/", drafting.general, name="draft-general"),
    path(f"{_DRAFT}items/<slug:row>/", drafting.item, name="draft-item"),
    path(f"{_DRAFT}items/<slug:row>/preview/", drafting.preview, name="preview-item"),
    path(f"{_DRAFT}shape/", drafting.shape, name="shape"),
    path(f"{_DRAFT}undo/", drafting.undo, name="undo"),
    path(f"{_DRAFT}presence/", drafting.presence, name="presence"),
    path(f"{_DRAFT}assign/", assigning.assign, name="assign"),
    path(f"{_DRAFT}history/", publishing.history, name="draft-history"),
    path(f"{_DRAFT}publish/", publishing.publish, name="publish-draft"),
    path(f"{_DRAFT}discard/", publishing.discard, name="discard"),
    path(f"{_DRAFT}draft.yaml", publishing.export, name="draft-file"),
    path(f"{_DRAFT}draft.xlsx", publishing.export_workbook, name="draft-workbook"),
]

# -- Versions -------------------------------------------------------------------------------------

_SET = "index-sets/<int:set_pk>/"

urlpatterns += [
    path(f"{_SET}clone/", publishing.clone, name="clone"),
    path(f"{_SET}retire/", publishing.retire, name="retire"),
]

# -- Reading --------------------------------------------------------------------------------------

urlpatterns += [
    path("index-sets/", reading.index_sets, name="list"),
    path(_SET, reading.index_set, name="index-set"),
    path(f"{_SET}method.pdf", reading.method_pdf, name="method-pdf"),
    path("index-sets/<int:set_pk>.yaml", reading.set_file, name="set-file"),
    path("index-sets/<int:set_pk>.xlsx", reading.workbook, name="set-workbook"),
    path(f"{_SET}compare/", reading.compare, name="compare"),
    path(f"{_SET}compare.xlsx", reading.comparison_file, name="comparison-workbook"),
    path(f"{_SET}compare/match/", reading.match, name="match"),
]
