"""Addresses below /assets/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.assets.views import (
    access,
    handing,
    history,
    lineage,
    merging,
    places,
    reading,
    reviewing,
    suggesting,
    synthesis,
    translations,
    writing,
)
from panya.shared.content.views import helping

urlpatterns = [
    # Reading, writing, places, history.
    path("", reading.assets, name="assets"),
    path("<int:number>", reading.asset, name="asset"),
    # Review and change of class.
    path("<int:number>/review/ask", reviewing.review_ask, name="review_ask"),
    path("<int:number>/review/publish", reviewing.review_publish, name="review_publish"),
    path("<int:number>/access", access.asset_access, name="asset_access"),
    path("<int:number>/hand-over", handing.asset_hand_over, name="asset_hand_over"),
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
    path("<int:number>/bring-back", places.asset_bring_back, name="asset_bring_back"),
    path("<int:number>/history", history.asset_history, name="asset_history"),
    path("<int:number>/history/<int:revision_number>", history.asset_revision, name="asset_revision"),
    path("<int:number>/history/<int:revision_number>/restore", history.asset_restore, name="asset_restore"),
    path("<int:number>/compare/<int:old_number>/<int:new_number>", history.asset_compare, name="asset_compare"),
    # Proposed texts, merging, translations, lineage.
    path("<int:number>/suggest", suggesting.asset_suggest, name="asset_suggest"),
    path("suggestions", suggesting.asset_suggestions, name="asset_suggestions"),
    path("suggestions/<slug:public_id>", suggesting.asset_suggestion, name="asset_suggestion"),
    path("suggestions/<slug:public_id>/accept", suggesting.asset_suggestion_accept, name="asset_suggestion_accept"),
    path("suggestions/<slug:public_id>/combine", suggesting.asset_suggestion_combine, name="asset_suggestion_combine"),
    path("suggestions/<slug:public_id>/decline", suggesting.asset_suggestion_decline, name="asset_suggestion_decline"),
    path("suggestions/<slug:public_id>/rewrite", suggesting.asset_suggestion_rewrite, name="asset_suggestion_rewrite"),
    path(
        "suggestions/<slug:public_id>/withdraw", suggesting.asset_suggestion_withdraw, name="asset_suggestion_withdraw"
    ),
    path("<int:number>/merge", merging.asset_merge, name="asset_merge"),
    path("<int:number>/translate", translations.asset_translate, name="asset_translate"),
    path("synthesis", synthesis.asset_synthesis, name="asset_synthesis"),
    path("<int:number>/compared", translations.asset_compared, name="asset_compared"),
    path("<int:number>/relies", lineage.asset_relies, name="asset_relies"),
    path("<int:number>/relies/remove", lineage.asset_relies_no_more, name="asset_relies_no_more"),
]
