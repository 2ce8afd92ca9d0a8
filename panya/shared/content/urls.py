"""Addresses of files; each stands in docs/permissions.yml, and texts hold them (`file_links.py`)."""

from django.urls import path

from panya.shared.content import views

urlpatterns = [
    path("files/<slug:public_id>", views.stored_file, name="stored_file"),
    path("files/<slug:public_id>/small", views.small_picture, name="small_picture"),
]
