"""Who may have a file: those who may read a text that refers to it, those who write it, and nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import items
from panya.shared.content.actions.drafts import discard, open_draft
from panya.shared.content.actions.files import FILES_LIMIT, add_file
from panya.shared.content.models import Access, Item, ItemFile
from panya.shared.content.queries import attachments_of, files_for, find_file
from panya.shared.content.text import Text
from panya.shared.files.models import StoredFile
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Posting
from tests.factories import NoteFactory, PictureFactory, StoredFileFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def draft(author):
    return open_draft(author, "note")


def shown(*files, alt="แถวรอ") -> str:
    return "<p>เล่า</p>" + "".join(f'<img src="/files/{file.public_id}" alt="{alt}">' for file in files)


def note_with(author, *pictures, attached=(), **fields) -> Item:
    """A note made while its files hang on a draft of its author's."""
    published = fields.pop("published", True)
    fields = {"access": Access.PUBLIC, **fields}
    item = items.create_item(
        "note",
        Text("เรื่อง", "", shown(*pictures), {"files": [file.public_id for file in attached]}),
        items.Place(unit=author.unit, **fields),
        owner=author,
        author=author,
    )
    return items.publish_latest(item, by=author) if published else item


def readers_of(file: StoredFile, **people) -> set[str]:
    return {name for name, person in people.items() if find_file(file.public_id, person)}


def test_a_file_on_a_draft_is_for_its_writer_alone(author, draft):
    file = PictureFactory(draft=draft)

    assert readers_of(file, author=author, other=UserFactory()) == {"author"}


def test_a_file_is_read_by_those_who_may_read_the_published_text_that_shows_it(author, draft):
    member, other = UserFactory(), UserFactory()
    people = {"author": author, "member": member, "other": other, "outside": UserFactory(unit=False)}
    expected = {
        Access.PUBLIC: {"author", "member", "other", "outside"},
        Access.REQUEST: {"author", "member", "other"},
        Access.INTERNAL: {"author", "member", "other"},
        Access.UNIT: {"author", "member"},
        Access.RESTRICTED: {"author", "member"},
    }
    found = {}
    for access in Access:
        circles = (circle_of_person(member),) if access in {Access.UNIT, Access.RESTRICTED} else ()
        picture, attached = PictureFactory(draft=draft), StoredFileFactory(draft=draft)
        note_with(author, picture, attached=[attached], access=access, circles=circles)
        found[access] = readers_of(picture, **people)
        assert readers_of(attached, **people) == found[access]

    assert found == expected


def test_the_files_of_texts_that_are_not_published_are_for_the_writers(author, draft):
    old, present, newer = (PictureFactory(draft=draft) for _ in range(3))
    item = note_with(author, old)
    for file in (present, newer):
        item.refresh_from_db()
        items.save_text(item, Text("เรื่อง", "", shown(file)), by=author, base=item.latest)
        if file == present:
            items.publish_latest(Item.objects.get(pk=item.pk), by=author)
    discard(draft, by=author)
    people = {"author": author, "other": UserFactory()}

    assert [readers_of(file, **people) for file in (old, present, newer)] == [
        {"author"},
        {"author", "other"},
        {"author"},
    ]


def test_who_loses_the_right_to_the_record_loses_the_file_at_once(author, draft):
    helper, member = UserFactory(), UserFactory()
    file = PictureFactory(draft=draft)
    circle = circle_of_person(member)
    item = note_with(author, file, access=Access.RESTRICTED, circles=(circle,), co_editors=(helper,))
    people = {"author": author, "helper": helper, "member": member}
    assert readers_of(file, **people) == {"author", "helper", "member"}

    item.co_editors.clear()
    circle.members.clear()
    item.circles.clear()
    Posting.objects.filter(person=member).delete()

    assert readers_of(file, **people) == {"author"}


def test_a_picture_that_the_writer_may_not_read_drops_out_as_one_that_never_was(author):
    other = UserFactory()
    hidden = PictureFactory(draft=open_draft(other, "note"))
    item = NoteFactory(author=author, body=shown(hidden) + '<img src="/files/zzzzzzzzzzzzzzzz" alt="ไม่มี"><p>จบ</p>')

    assert item.latest.body_html == "<p>เล่า</p><p>จบ</p>"
    assert not ItemFile.objects.exists()
    assert readers_of(hidden, author=author, other=other) == {"other"}


def test_an_attachment_that_the_writer_may_not_read_is_not_attached(author):
    hidden = StoredFileFactory(draft=open_draft(UserFactory(), "note"))
    item = note_with(author, attached=[hidden])

    assert (item.latest.structured, attachments_of(item.latest)) == ({}, [])


def test_a_document_is_not_shown_as_a_picture(author, draft):
    item = note_with(author, StoredFileFactory(draft=draft))

    assert item.latest.body_html == "<p>เล่า</p>"


def test_what_one_may_read_one_may_use_in_an_own_text(author, draft):
    colleague = UserFactory()
    file = PictureFactory(draft=draft)
    note_with(author, file)

    assert list(files_for(colleague, [file.public_id])) == [file]
    copied = note_with(colleague, file)
    assert [link.file for link in copied.latest.files.all()] == [file]


@pytest.mark.parametrize(
    ("into", "kept"), [(Access.PUBLIC, False), (Access.INTERNAL, False), (Access.RESTRICTED, True)]
)
def test_who_only_reads_a_restricted_record_puts_its_file_into_no_wider_text(author, draft, into, kept):
    member = UserFactory()
    file, circle = PictureFactory(draft=draft), circle_of_person(member)
    note_with(author, file, access=Access.RESTRICTED, circles=(circle,))

    copied = note_with(member, file, access=into, circles=(circle,), published=False)

    assert [link.file for link in copied.latest.files.all()] == ([file] if kept else [])
    # Else its reading would no longer be written down.
    assert find_file(file.public_id, member).audited is not None


def test_who_writes_a_restricted_record_uses_its_file_elsewhere(author, draft):
    file = PictureFactory(draft=draft)
    note_with(author, file, access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    discard(draft, by=author)

    assert [link.file for link in note_with(author, file).latest.files.all()] == [file]


def test_a_text_holds_a_limited_number_of_files(author, draft):
    files = [PictureFactory(draft=draft)]
    words = "".join(f'<img src="/files/{"b" * 13}{a}{b}b" alt="">' for a in "bcdfghjkmn" for b in "bcdfghjkmnp")

    with pytest.raises(Refused, match=str(FILES_LIMIT)):
        items.create_item(
            "note",
            Text("เรื่อง", "", shown(*files) + words),
            items.Place(unit=author.unit),
            owner=author,
            author=author,
        )


def test_only_its_writer_hangs_a_file_on_a_draft(draft, author):
    upload = SimpleUploadedFile("แผน.txt", "แผน".encode())

    with pytest.raises(NotAllowed):
        add_file(draft, upload, by=UserFactory())
    assert not StoredFile.objects.exists()
    assert add_file(draft, upload, by=author).name == "แผน.txt"


def test_a_draft_that_was_saved_meanwhile_takes_no_file(draft, author):
    gone = type(draft).objects.get(pk=draft.pk)
    discard(draft, by=author)

    with pytest.raises(Refused):
        add_file(gone, SimpleUploadedFile("แผน.txt", b"x"), by=author)


def test_who_no_longer_writes_a_record_hangs_nothing_on_an_old_draft_of_it(author):
    helper = UserFactory()
    item = NoteFactory(author=author, co_editors=(helper,))
    draft = open_draft(helper, "note", item=item)
    item.co_editors.clear()

    with pytest.raises(NotAllowed):
        add_file(draft, SimpleUploadedFile("แผน.txt", b"x"), by=helper)


def test_reading_a_file_of_a_restricted_record_is_written_down_first(client, author, draft):
    member = UserFactory()
    file = PictureFactory(draft=draft)
    item = note_with(author, file, access=Access.RESTRICTED, circles=(circle_of_person(member),))
    before = AuditEntry.objects.count()
    client.force_login(member)

    answer = client.get(f"/files/{file.public_id}")

    written = AuditEntry.objects.order_by("pk").last()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert AuditEntry.objects.count() == before + 1
    assert (written.verb, written.object_id, written.actor_id) == ("content.read_file", str(item.pk), member.pk)
    assert written.after == {"file": file.public_id}


def test_reading_any_other_file_writes_nothing_and_an_unchanged_one_is_not_sent_twice(client, author, draft):
    file = PictureFactory(draft=draft)
    note_with(author, file)
    before = AuditEntry.objects.count()

    first = client.get(f"/files/{file.public_id}")
    again = client.get(f"/files/{file.public_id}", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, AuditEntry.objects.count()) == (200, 304, before)
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_browser_that_has_kept_a_file_is_asked_for_its_right_again(client, author, draft):
    file = PictureFactory(draft=draft)
    item = note_with(author, file)
    etag = client.get(f"/files/{file.public_id}")["ETag"]
    Item.objects.filter(pk=item.pk).update(access=Access.INTERNAL)

    assert client.get(f"/files/{file.public_id}", headers={"If-None-Match": etag}).status_code == 404


def test_a_deleted_record_takes_its_files_along(author, draft):
    file = PictureFactory(draft=draft)
    item = note_with(author, file)
    discard(draft, by=author)
    Item.objects.filter(pk=item.pk).update(deleted_at=item.written_at)

    assert find_file(file.public_id, author) is None


def test_a_guest_finds_no_file_of_a_card(client, author, draft):
    file = PictureFactory(draft=draft)
    item = note_with(author, file, access=Access.REQUEST)

    assert client.get(f"/notes/{item.pk}").status_code == 200
    assert client.get(f"/files/{file.public_id}").status_code == 404


def test_a_document_has_no_small_picture(client, author, draft):
    picture, document = PictureFactory(draft=draft), StoredFileFactory(draft=draft)
    note_with(author, picture, attached=[document])

    answers = [client.get(f"/files/{file.public_id}/small").status_code for file in (picture, document)]
    assert answers == [200, 404]


def test_a_file_whose_bytes_are_gone_is_none(client, author, draft):
    file = PictureFactory(draft=draft)
    note_with(author, file)
    StoredFile.objects.filter(pk=file.pk).update(sha256="0" * 64)

    assert client.get(f"/files/{file.public_id}").status_code == 404
