"""Addresses below /notes/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.notes.views import around, history, notebooks, places, reading, reads, writing
from panya.shared.content.views import helping

urlpatterns = [
    path("", reading.notes, name="notes"),
    path("new", writing.note_new, name="note_new"),
    path("begin", writing.note_begin, name="note_begin"),
    path("drafts", writing.note_drafts, name="note_drafts"),
    path("drafts/save", writing.note_autosave, name="note_autosave"),
    path("drafts/<slug:draft_id>", writing.note_draft, name="note_draft"),
    path("drafts/<slug:draft_id>/discard", writing.note_draft_discard, name="note_draft_discard"),
    path("convert", helping.convert, name="note_convert"),
    path("spelling", helping.spelling, name="note_spelling"),
    path("drafts/<slug:draft_id>/files", writing.note_draft_file, name="note_draft_file"),
    path("tags", helping.tags, name="note_tags"),
    path("titles", helping.titles, name="note_titles"),
    path("notebooks/", notebooks.notebooks, name="notebooks"),
    path("notebooks/<slug:public_id>", notebooks.notebook, name="notebook"),
    path("notebooks/<slug:public_id>/edit", notebooks.notebook_edit, name="notebook_edit"),
    path("<int:number>", reading.note, name="note"),
    path("<int:number>/print", reading.note_print, name="note_print"),
    path("<int:number>/reads", reads.note_reads, name="note_reads"),
    path("<int:number>/around", around.note_around, name="note_around"),
    path("<int:number>/markdown", reading.note_markdown, name="note_markdown"),
    path("<int:number>/edit", writing.note_edit, name="note_edit"),
    path("<int:number>/publish", places.note_publish, name="note_publish"),
    path("<int:number>/place", places.note_place, name="note_place"),
    path("<int:number>/retire", places.note_retire, name="note_retire"),
    path("<int:number>/bring-back", places.note_bring_back, name="note_bring_back"),
    path("<int:number>/history", history.note_history, name="note_history"),
    path("<int:number>/history/<int:revision_number>", history.note_revision, name="note_revision"),
    path("<int:number>/history/<int:revision_number>/restore", history.note_restore, name="note_restore"),
    path("<int:number>/compare/<int:old_number>/<int:new_number>", history.note_compare, name="note_compare"),
]
