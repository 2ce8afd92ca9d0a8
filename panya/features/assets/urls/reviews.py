"""Addresses below /reviews/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.assets.views import access, handing, queue, reviewing

urlpatterns = [
    path("", queue.queue, name="reviews"),
    path("remarks/<slug:public_id>/settle", reviewing.remark_settle, name="remark_settle"),
    path("remarks/<slug:public_id>/take-back", reviewing.remark_take_back, name="remark_take_back"),
    path("access-changes/<slug:public_id>", access.access_change, name="access_change"),
    path("access-changes/<slug:public_id>/decline", access.access_decline, name="access_decline"),
    path("access-changes/<slug:public_id>/withdraw", access.access_withdraw, name="access_withdraw"),
    path("<slug:public_id>", reviewing.review, name="review"),
    path("<slug:public_id>/approve", reviewing.review_approve, name="review_approve"),
    path("<slug:public_id>/return", reviewing.review_return, name="review_return"),
    path("<slug:public_id>/remark", reviewing.review_remark, name="review_remark"),
    path("<slug:public_id>/withdraw", reviewing.review_withdraw, name="review_withdraw"),
    path("<slug:public_id>/reassign", handing.review_reassign, name="review_reassign"),
]
