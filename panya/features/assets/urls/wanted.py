"""Addresses below /wanted/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.assets.views import wanted

urlpatterns = [
    path("", wanted.board, name="wanted_board"),
    path("new", wanted.wanted_new, name="wanted_new"),
    path("<slug:public_id>", wanted.wanted, name="wanted"),
    path("<slug:public_id>/back", wanted.wanted_back, name="wanted_back"),
    path("<slug:public_id>/take", wanted.wanted_take, name="wanted_take"),
    path("<slug:public_id>/answer", wanted.wanted_answer, name="wanted_answer"),
    path("<slug:public_id>/close", wanted.wanted_close, name="wanted_close"),
]
