"""Addresses of what people say under records; each stands in docs/permissions.yml."""

from django.urls import path

from panya.shared.feedback.views import citizens, desk, keeping, requests, talking, use_desk, use_figures, uses

urlpatterns = [
    path("comments/on/<int:number>", talking.comment_on, name="comment_on"),
    path("comments/on/<int:number>/all", talking.comments_on, name="comments_on"),
    path("comments/<slug:public_id>", talking.comment, name="comment"),
    path("comments/<slug:public_id>/edit", talking.comment_edit, name="comment_edit"),
    path("comments/<slug:public_id>/withdraw", talking.comment_withdraw, name="comment_withdraw"),
    path("comments/<slug:public_id>/hide", talking.comment_hide, name="comment_hide"),
    path("comments/<slug:public_id>/report", talking.report_comment, name="report_comment"),
    path("reports/on/<int:number>", talking.report_item, name="report_item"),
    path("moderation/", desk.moderation_desk, name="moderation"),
    path("moderation/comments/<slug:public_id>/approve", desk.comment_approve, name="comment_approve"),
    path("moderation/comments/<slug:public_id>/reject", desk.comment_reject, name="comment_reject"),
    path("moderation/reports/<slug:public_id>", desk.report_settle, name="report_settle"),
    path("thanks/<int:number>", keeping.thanks, name="thanks"),
    path("bookmarks/", keeping.bookmarks, name="bookmarks"),
    path("bookmarks/<int:number>", keeping.bookmark, name="bookmark"),
    path("following/", keeping.following, name="following"),
    path("following/<slug:kind>/<str:key>", keeping.follow, name="follow"),
    # Use records: what was used where, with what result.
    path("records/<int:number>/use", uses.use_new, name="use_new"),
    path("records/<int:number>/uses", uses.uses_of, name="uses_of"),
    path("records/<int:number>/graph", uses.use_graph, name="use_graph"),
    path("uses/", use_desk.uses_desk, name="uses_desk"),
    path("uses/mine", use_desk.my_uses, name="my_uses"),
    path("uses/improvements", use_desk.improvements, name="improvements"),
    path("uses/confirm", use_desk.uses_confirm, name="uses_confirm"),
    path("uses/works", uses.suggest_works, name="suggest_works"),
    path("uses/<slug:public_id>", uses.use, name="use"),
    path("uses/<slug:public_id>/edit", uses.use_edit, name="use_edit"),
    path("uses/<slug:public_id>/withdraw", uses.use_withdraw, name="use_withdraw"),
    path("uses/<slug:public_id>/confirm", use_desk.use_confirm, name="use_confirm"),
    path("uses/<slug:public_id>/decline", use_desk.use_decline, name="use_decline"),
    path("uses/<slug:public_id>/improvement", use_desk.improvement, name="improvement"),
    path("figures/uses", use_figures.use_figures, name="use_figures"),
    path("figures/uses/rows", use_figures.rows, name="use_rows"),
    # What people outside say and ask for.
    path("records/<int:number>/useful", citizens.useful, name="useful"),
    path("records/<int:number>/request", citizens.ask, name="ask_for"),
    path("requests/", citizens.case_lookup, name="requests"),
    path("requests/desk", requests.requests_desk, name="requests_desk"),
    path("requests/<slug:case_number>", citizens.case, name="request_case"),
    path("requests/<slug:case_number>/answer", requests.answer, name="request_answer"),
    path("privacy", desk.privacy, name="privacy"),
    path("privacy/edit", desk.privacy_edit, name="privacy_edit"),
]
