"""Addresses of files (`file_links.py`), records by number, mentions, subjects; each stands in docs/permissions.yml."""

from django.urls import path

from panya.shared.content.views import (
    aims,
    files,
    freshness,
    gist,
    keeping,
    mentions,
    records,
    tags,
    terms,
    topics,
)

urlpatterns = [
    path("files/<slug:public_id>", files.stored_file, name="stored_file"),
    path("files/<slug:public_id>/small", files.small_picture, name="small_picture"),
    path("records/<int:number>", records.record, name="record"),
    path("gist", gist.choose_gist, name="choose_gist"),
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
    path("topics/", topics.topics, name="topics"),
    path("topics/new", topics.topic_new, name="topic_new"),
    path("topics/<slug:slug>", topics.topic, name="topic"),
    path("topics/<slug:slug>/edit", topics.topic_edit, name="topic_edit"),
    path("topics/<slug:slug>/merge", topics.topic_merge, name="topic_merge"),
    path("topics/<slug:slug>/close", topics.topic_close, name="topic_close"),
    path("tags/", tags.tags, name="tags"),
    path("tags/<int:pk>/edit", tags.tag_edit, name="tag_edit"),
    path("tags/<int:pk>/merge", tags.tag_merge, name="tag_merge"),
    path("terms/", terms.terms, name="terms"),
    path("terms/new", terms.term_new, name="term_new"),
    path("terms/export", terms.terms_export, name="terms_export"),
    path("terms/<int:pk>", terms.term, name="term"),
    path("terms/<int:pk>/edit", terms.term_edit, name="term_edit"),
    path("terms/<int:pk>/delete", terms.term_delete, name="term_delete"),
    path("aims/", aims.aims, name="aims"),
    path("aims/new", aims.aim_new, name="aim_new"),
    path("aims/<int:pk>/edit", aims.aim_edit, name="aim_edit"),
    path("aims/<int:pk>/close", aims.aim_close, name="aim_close"),
]
