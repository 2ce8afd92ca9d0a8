"""A secret mark is never kept in a note; what speaks of secrets, and a citizen's number, is published with a reason."""

import pytest
from django.test import Client

from panya.base.core.errors import Refused
from panya.features.notes.actions import edit_note, publish_note, write_note
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.store import ImportOptions, store
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Item
from panya.shared.content.text import Text
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

MARKED = Text("บันทึกข้อความ", "", "<p>ลับมาก</p><p>เรียน ผู้อำนวยการกอง</p>")
CITIZEN = "1-1017-00230-70-8"
WARNED = Text("ผู้มาติดต่อ", "", f"<p>นายสมชาย เลข {CITIZEN} มาขอหนังสือรับรอง</p>")


def overrides() -> list[tuple[str, dict, str]]:
    entries = AuditEntry.objects.filter(verb="content.override_secrecy_warning")
    return list(entries.values_list("object_id", "after", "reason"))


def test_a_note_with_a_secret_mark_is_not_saved():
    with pytest.raises(Refused, match="ลับมาก"):
        write_note(MARKED, by=UserFactory())

    assert list(Item.objects.all()) == []


def test_a_note_does_not_get_a_secret_mark_by_an_edit():
    note = NoteFactory()

    with pytest.raises(Refused, match="ลับมาก"):
        edit_note(note, MARKED, by=note.author, base=note.latest)

    assert note.revisions.count() == 1


def test_a_citizen_number_is_published_only_with_a_reason_and_the_number_itself_is_not_audited():
    author = UserFactory()
    note = write_note(WARNED, by=author)

    with pytest.raises(Refused, match="เลขประจำตัวประชาชน"):
        publish_note(note, by=author, seen=1)
    with pytest.raises(Refused, match="เลขประจำตัวประชาชน"):
        publish_note(note, by=author, seen=1, secrecy_reason="ok")
    with pytest.raises(Refused, match="ยาวเกินไป"):
        publish_note(note, by=author, seen=1, secrecy_reason="เลขสมมุติ" * 100)
    assert (Item.objects.get().published, overrides()) == (None, [])

    publish_note(note, by=author, seen=1, secrecy_reason="เลขสมมุติในแบบฝึกหัด")

    assert Item.objects.get().published is not None
    assert overrides() == [(str(note.pk), {"citizen": 1}, "เลขสมมุติในแบบฝึกหัด")]
    assert CITIZEN not in str(list(AuditEntry.objects.values()))


def test_the_page_before_publishing_shows_the_passages_and_takes_the_reason():
    author = UserFactory()
    note = write_note(WARNED, by=author)
    client = Client()
    client.force_login(author)
    address = f"/notes/{note.pk}/publish"

    page = client.get(address).content.decode()
    assert CITIZEN in page
    assert 'name="secrecy_reason"' in page
    sent = {"seen": "1", "licence": "cc-by", "access": "INTERNAL", "notebook": note.notebook.public_id}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"secrecy_reason": "เลขสมมุติในแบบฝึกหัด"}).status_code == 303


def test_the_editor_shows_the_passages_when_an_edit_is_published_at_once():
    note = NoteFactory()
    client = Client()
    client.force_login(note.author)
    sent = {"title": "แก้", "body": WARNED.body_html, "base": "1", "next": "publish"}

    answer = client.post(f"/notes/{note.pk}/edit", sent)

    assert (answer.status_code, note.revisions.count()) == (422, 1)
    assert 'name="secrecy_reason"' in answer.content.decode()
    sent |= {"secrecy_reason": "เลขสมมุติในแบบฝึกหัด"}
    assert client.post(f"/notes/{note.pk}/edit", sent).status_code == 303


def test_an_import_refuses_the_record_with_a_mark_and_says_why():
    owner = UserFactory()
    records = [SourceRecord("1", "a", "ดี", "<p>เรื่องดี</p>", 1), SourceRecord("2", "b", "ไม่ดี", "<p>(ลับที่สุด)</p>", 2)]

    report = store("jsonl", records, ImportOptions(owner=owner, unit=owner.unit), lambda count: None)

    assert report.created == 1
    assert [(refusal.line, "ลับที่สุด" in refusal.reason) for refusal in report.refused] == [(2, True)]
