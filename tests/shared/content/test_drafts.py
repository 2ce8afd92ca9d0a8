"""Autosave keeps what was typed and makes nothing else."""

import pytest

from panya.base.core.errors import NotAllowed
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.drafts import autosave, discard, open_draft
from panya.shared.content.models import Draft, Item, NumberSequence, Revision
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_autosave_makes_no_item_number_revision_event_or_audit_row():
    person = UserFactory()
    draft = open_draft(person, "note")
    autosave(draft, {"title": "ยังไม่จบ", "body": "<p>ครึ่งประโย"}, by=person)

    counts = [model.objects.count() for model in (Item, NumberSequence, Revision, Event, AuditEntry)]
    assert counts == [0, 0, 0, 0, 0]
    assert Draft.objects.get().fields == {"title": "ยังไม่จบ", "body": "<p>ครึ่งประโย"}


def test_a_person_may_have_several_unborn_drafts_but_one_of_each_item():
    author = UserFactory()
    note = NoteFactory(author=author)

    assert open_draft(author, "note").pk != open_draft(author, "note").pk
    assert open_draft(author, "note", item=note).pk == open_draft(author, "note", item=note).pk


def test_two_editors_of_one_note_keep_a_draft_each():
    note, co_editor = NoteFactory(), UserFactory()
    note.co_editors.add(co_editor)

    assert open_draft(note.author, "note", item=note).pk != open_draft(co_editor, "note", item=note).pk


def test_nobody_else_saves_or_discards_a_draft():
    draft, stranger = open_draft(UserFactory(), "note"), UserFactory()

    for act in (lambda: autosave(draft, {"title": "x"}, by=stranger), lambda: discard(draft, by=stranger)):
        with pytest.raises(NotAllowed):
            act()


def test_who_lost_the_right_to_edit_can_no_longer_autosave():
    note, co_editor = NoteFactory(), UserFactory()
    note.co_editors.add(co_editor)
    draft = open_draft(co_editor, "note", item=note)
    note.co_editors.clear()

    with pytest.raises(NotAllowed):
        autosave(draft, {"title": "x"}, by=co_editor)


def test_a_draft_takes_what_no_database_could_hold():
    person = UserFactory()
    draft = autosave(open_draft(person, "note"), {"title": "ก\x00ข\ud800", "tags": ["ค\x00"]}, by=person)

    draft.refresh_from_db()
    assert draft.fields == {"title": "กข", "tags": ["ค"]}
