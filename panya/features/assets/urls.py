"""Addresses below /assets/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.assets.views import history, places, reading, writing
from panya.shared.content.views import helping

urlpatterns = [
    # Reading, writing, places, history.
    path("", reading.assets, name="assets"),
    path("<int:number>", reading.asset, name="asset"),
    path("<int:number>/print", reading.asset_print, name="asset_print"),
    path("<int:number>/checklist", reading.asset_checklist, name="asset_checklist"),
    path("<int:number>/markdown", reading.asset_markdown, name="asset_markdown"),
    path("new", writing.asset_new, name="asset_new"),
    path("promote/<int:number>", writing.asset_promote, name="asset_promote"),
    path("drafts", writing.asset_drafts, name="asset_drafts"),
    path("drafts/save", writing.asset_autosave, name="asset_autosave"),
    path("drafts/<slug:draft_id>", writing.asset_draft, name="asset_draft"),
    path("drafts/<slug:draft_id>/discard", writing.asset_draft_discard, name="asset_draft_discard"),
    path("drafts/<slug:draft_id>/files", writing.asset_draft_file, name="asset_draft_file"),
    path("convert", helping.convert, name="asset_convert"),
    path("spelling", helping.spelling, name="asset_spelling"),
    path("tags", helping.tags, name="asset_tags"),
    path("titles", helping.titles, name="asset_titles"),
    path("<int:number>/edit", writing.asset_edit, name="asset_edit"),
    path("<int:number>/place", places.asset_place, name="asset_place"),
    path("<int:number>/retire", places.asset_retire, name="asset_retire"),
    path("<int:number>/bring-back", places.asset_bring_back, name="asset_bring_back"),
    path("<int:number>/history", history.asset_history, name="asset_history"),
    path("<int:number>/history/<int:revision_number>", history.asset_revision, name="asset_revision"),
    path("<int:number>/history/<int:revision_number>/restore", history.asset_restore, name="asset_restore"),
    path("<int:number>/compare/<int:old_number>/<int:new_number>", history.asset_compare, name="asset_compare"),
]
