"""Addresses of files (`file_links.py`), of records by number, of mentions; each stands in docs/permissions.yml."""

from django.urls import path

from panya.shared.content.views import files, freshness, keeping, mentions, records

urlpatterns = [
    path("files/<slug:public_id>", files.stored_file, name="stored_file"),
    path("files/<slug:public_id>/small", files.small_picture, name="small_picture"),
    path("records/<int:number>", records.record, name="record"),
    path("mentions/", mentions.mentions, name="mentions"),
    path("mentions/<int:number>", mentions.mentions_in, name="mentions_in"),
    # What must be looked at again, what was thrown away, what has been kept long enough, what can be trusted.
    path("due/", freshness.due, name="due"),
    path("due/<int:number>", freshness.due_one, name="due_one"),
    path("due/<int:number>/retire", freshness.due_retire, name="due_retire"),
    path("bin/", keeping.bin_, name="bin"),
    path("bin/<int:number>/restore", keeping.restore, name="restore"),
    path("records/<int:number>/delete", keeping.delete, name="delete"),
    path("retention/", keeping.retained, name="retention"),
    path("trust/", keeping.trusted, name="trust"),
    path("trust/records", keeping.trust_rows, name="trust_rows"),
]
