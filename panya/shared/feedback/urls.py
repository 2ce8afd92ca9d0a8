"""Addresses of what people say under records; each stands in docs/permissions.yml."""

from django.urls import path

from panya.shared.feedback.views import desk, keeping, talking

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
    path("privacy", desk.privacy, name="privacy"),
    path("privacy/edit", desk.privacy_edit, name="privacy_edit"),
]
