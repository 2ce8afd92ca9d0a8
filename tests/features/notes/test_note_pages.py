"""Pages of notes, as people meet them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panya.features.notes import actions
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Access, Draft, Item, NumberSequence, Revision
from panya.shared.content.text import Text
from panya.shared.feedback.actions import CommentText, add_comments
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import NotebookFactory, NoteFactory, UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
PLACE = {"access": "INTERNAL", "licence": "cc-by", "seen": "1"}


@pytest.fixture
def as_(client):
    """Sign a person in and give the browser."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def shown(response):
    """The page without what differs by itself: the address that was asked for, tokens against forged requests."""
    text = response.content.decode().replace(response.request["PATH_INFO"], "ADDRESS")
    return response.status_code, re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", text)


def test_an_officer_writes_a_note_with_two_tags_from_sign_in_to_its_page(client):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    saved = client.post("/notes/new", {"title": "เล่าเรื่อง", "body": "ย่อหน้าแรก\n\nย่อหน้าสอง", "next": "publish"})
    item = Item.objects.get()
    assert (saved.status_code, saved["Location"]) == (303, f"/notes/{item.pk}/publish")
    assert item.pk == NumberSequence.objects.get().last

    answer = client.post(saved["Location"], {**PLACE, "access": "PUBLIC", "tags": "การจัดการความรู้ #ส่งออก"})
    assert (answer.status_code, answer["Location"]) == (303, f"/notes/{item.pk}")

    page = client.get(f"/notes/{item.pk}").content.decode()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert f"โดย {person.name} ใน สมุดของ{person.first_name}" in words
    assert "#การจัดการความรู้" in page
    assert "#ส่งออก" in page
    assert re.search(r"เขียน: \d+ \S+ 25\d\d \d\d\.\d\d น\.", words)
    assert "CC BY" in words
    assert "ความเห็น: 0" in words
    assert "อ่าน: 0" in words
    assert f"หมายเลขบันทึก: {item.pk}" in words
    assert "<p>ย่อหน้าแรก</p><p>ย่อหน้าสอง</p>" in page


_HIDDEN_PATHS = [
    ("get", ""), ("post", ""), ("get", "/print"), ("get", "/edit"), ("post", "/edit"), ("get", "/publish"),
    ("post", "/publish"), ("get", "/place"), ("post", "/place"), ("get", "/retire"), ("post", "/retire"),
    ("post", "/bring-back"), ("get", "/history"), ("get", "/history/1"), ("post", "/history/1/restore"),
    ("get", "/compare/1/1"), ("head", ""), ("put", ""), ("delete", "/edit"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), _HIDDEN_PATHS)
def test_a_hidden_note_answers_like_one_that_does_not_exist(as_, method, path):
    friend = UserFactory()
    hidden = NoteFactory(access=Access.RESTRICTED, circles=(circle_of_person(friend),))
    client = as_(UserFactory())

    there = getattr(client, method)(f"/notes/{hidden.pk}{path}", {})
    nowhere = getattr(client, method)(f"/notes/{hidden.pk + 1}{path}", {})

    assert shown(there) == shown(nowhere)
    assert there.status_code in {404, 405}
    assert there.headers.keys() == nowhere.headers.keys()


def test_a_hidden_note_answers_an_anonymous_reader_like_one_that_does_not_exist(client):
    hidden = NoteFactory(access=Access.INTERNAL)

    assert shown(client.get(f"/notes/{hidden.pk}")) == shown(client.get(f"/notes/{hidden.pk + 1}"))
    assert client.get(f"/notes/{hidden.pk}/print").status_code == 404


def test_an_impossible_number_is_not_found(client):
    assert client.get(f"/notes/{'9' * 40}").status_code == 404


def test_a_public_note_is_read_without_an_account_and_offers_no_tools(client):
    note = NoteFactory(title="ทุกคนอ่านได้")

    page = client.get(f"/notes/{note.pk}").content.decode()

    assert "ทุกคนอ่านได้" in page
    assert f"/notes/{note.pk}/edit" not in page
    assert f"/people/{note.author.public_id}" not in page


def test_of_a_request_note_an_anonymous_reader_sees_the_card_and_nothing_more(client):
    notebook = NotebookFactory(name="สมุดที่ไม่ควรเห็น")
    note = NoteFactory(
        author=notebook.owner, notebook=notebook, access=Access.REQUEST, title="เปิดเมื่อขอ", lead="บทย่อ",
        body="<p>เนื้อหาที่ต้องขอ</p>", tags=("คำลับเฉพาะ",),
    )  # fmt: skip

    page = client.get(f"/notes/{note.pk}").content.decode()

    assert [word in page for word in ("เปิดเมื่อขอ", "บทย่อ", str(note.pk), note.unit.name, "มาตรา 11")] == [True] * 5
    hidden = ("เนื้อหาที่ต้องขอ", note.author.name, "สมุดที่ไม่ควรเห็น", "คำลับเฉพาะ")
    assert [word in page for word in hidden] == [False] * 4
    assert note.author.name not in client.get("/notes/").content.decode()
    assert client.get(f"/notes/{note.pk}/print").status_code == 404
    assert client.get(notebook.get_absolute_url()).status_code == 404


def test_staff_read_a_request_note_whole(as_):
    note = NoteFactory(access=Access.REQUEST, body="<p>เนื้อหาที่ต้องขอ</p>")

    assert "เนื้อหาที่ต้องขอ" in as_(UserFactory()).get(f"/notes/{note.pk}").content.decode()


@pytest.mark.parametrize("path", ["", "/print"])
def test_every_read_of_a_restricted_note_is_audited_and_no_other(as_, path):
    reader = UserFactory()
    restricted = NoteFactory(access=Access.RESTRICTED, circles=(circle_of_person(reader),))
    open_note = NoteFactory(access=Access.INTERNAL)
    client = as_(reader)
    AuditEntry.objects.all()._raw_delete(AuditEntry.objects.db)

    assert client.get(f"/notes/{restricted.pk}{path}").status_code == 200
    assert client.get(f"/notes/{open_note.pk}{path}").status_code == 200

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.object_id) == ("notes.read", reader.pk, str(restricted.pk))


def test_a_writer_is_audited_too_on_every_page_that_shows_the_restricted_text(as_):
    author = UserFactory()
    note = NoteFactory(access=Access.RESTRICTED, circles=(circle_of_person(author),), author=author)
    note = actions.edit_note(note, Text("แก้แล้ว"), by=author, base=note.latest)
    client = as_(author)
    before = AuditEntry.objects.filter(verb="notes.read").count()

    for path in ("", "/print", "/edit", "/publish", "/history/1", "/compare/1/2"):
        assert client.get(f"/notes/{note.pk}{path}").status_code == 200

    assert AuditEntry.objects.filter(verb="notes.read").count() - before == 6


def test_a_restricted_text_is_not_shown_when_its_read_cannot_be_audited(as_):
    reader = UserFactory()
    note = NoteFactory(access=Access.RESTRICTED, circles=(circle_of_person(reader),))
    client = as_(reader)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {AuditEntry._meta.db_table} RENAME TO gone")

    answer = client.get(f"/notes/{note.pk}")

    assert answer.status_code in {500, 503}
    assert note.title not in answer.content.decode()


def test_getting_any_page_writes_nothing(as_):
    author = UserFactory()
    note = NoteFactory(author=author)
    note = actions.edit_note(note, Text("แก้แล้ว"), by=author, base=note.latest)
    draft = actions.keep_draft({"title": "ร่าง"}, by=author)
    client = as_(author)
    paths = [
        "/notes/", "/notes/?of=mine", "/notes/new", "/notes/drafts", f"/notes/drafts/{draft.public_id}",
        "/notes/notebooks/", "/notes/tags?tags=ก", *(f"/notes/{note.pk}{path}" for path in (
            "", "/print", "/edit", "/publish", "/place", "/retire", "/history", "/history/1", "/compare/1/2")),
    ]  # fmt: skip
    for path in paths:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200, path
        writes = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
        assert writes == [], path


def test_an_old_number_leads_to_the_record_only_for_those_who_may_read_it(client):
    note = NoteFactory(access=Access.INTERNAL)
    Item.objects.filter(pk=note.pk).update(old_number=77)

    assert client.get("/notes/77").status_code == 404
    client.force_login(UserFactory())
    answer = client.get("/notes/77")
    assert (answer.status_code, answer["Location"]) == (302, f"/notes/{note.pk}")
    assert "(เลขเดิม 77)" in client.get(f"/notes/{note.pk}").content.decode()


def test_a_note_without_known_author_or_comment_time_says_so(client):
    note = NoteFactory()
    Item.objects.filter(pk=note.pk).update(author=None, written_at=None)
    add_comments(
        note, [CommentText(name="hihi", body_html="<p>น่าอ่านจัง</p><script>x</script>", masked_address="xxx.144.160.247")]
    )

    words = re.sub(r"<[^>]+>|\s+", " ", client.get(f"/notes/{note.pk}").content.decode())

    for expected in ("ไม่ทราบชื่อผู้เขียน", "hihi", "IP: xxx.144.160.247", "เขียนเมื่อ ไม่ทราบ", "น่าอ่านจัง", "เขียน: ไม่ทราบ"):
        assert expected in words


def test_readers_see_the_published_text_and_its_writers_are_told_of_the_newer_one(client):
    author = UserFactory()
    note = NoteFactory(author=author, title="ฉบับเผยแพร่")
    actions.edit_note(note, Text("ฉบับที่ยังไม่เผยแพร่"), by=author, base=note.latest)

    assert "ฉบับที่ยังไม่เผยแพร่" not in client.get(f"/notes/{note.pk}").content.decode()
    client.force_login(author)
    page = client.get(f"/notes/{note.pk}").content.decode()
    assert "ฉบับเผยแพร่" in page
    assert f"/notes/{note.pk}/compare/1/2" in page


@pytest.mark.parametrize("path", ["/edit", "/publish", "/place", "/retire", "/history", "/history/1", "/compare/1/1"])
def test_a_reader_who_does_not_write_the_note_meets_no_writers_page(as_, path):
    assert as_(UserFactory()).get(f"/notes/{NoteFactory().pk}{path}").status_code == 403


def test_a_retired_note_stays_readable_with_its_reason_and_leaves_the_list(client):
    author = UserFactory()
    note, newer = NoteFactory(author=author, title="ของเก่า"), NoteFactory(author=author, title="ของใหม่")
    hidden = NoteFactory(author=author, title="เรื่องที่คนนอกไม่เห็น")
    client.force_login(author)
    client.post(f"/notes/{note.pk}/retire", {"reason": "ระเบียบเปลี่ยน", "superseded_by": newer.pk})
    other = actions.retire_note(NoteFactory(author=author), by=author, reason="ย้าย", superseded_by=hidden)
    Item.objects.filter(pk=hidden.pk).update(access=Access.INTERNAL)
    client.logout()

    page = client.get(f"/notes/{note.pk}").content.decode()
    assert [word in page for word in ("เลิกใช้แล้ว", "ระเบียบเปลี่ยน", "ของใหม่")] == [True] * 3
    assert "เรื่องที่คนนอกไม่เห็น" not in client.get(f"/notes/{other.pk}").content.decode()
    assert "ของเก่า" not in client.get("/notes/").content.decode()


@pytest.mark.parametrize("path", ["/notes/", "/notes/?of=mine"])
def test_a_list_of_thirty_takes_as_many_queries_as_a_list_of_one(as_, path):
    author = UserFactory()
    client = as_(author)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    NoteFactory(author=author)
    count()  # The first page fills what a process keeps.
    one = count()
    for _ in range(29):
        NoteFactory(author=author)
    assert count() == one


def test_a_note_page_with_comments_takes_at_most_nine_queries_with_session_and_user(as_):
    note = NoteFactory(tags=("ก", "ข"), access=Access.INTERNAL)
    add_comments(note, [CommentText(name=f"ผู้อ่าน {n}", body_html="<p>ดี</p>") for n in range(20)])
    client = as_(UserFactory())
    client.get(f"/notes/{note.pk}")

    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/notes/{note.pk}").status_code == 200

    assert len(queries) <= 9, "\n".join(query["sql"][:300] for query in queries)


def test_a_list_is_cut_into_pages_and_tells_no_total(client, time_machine):
    # No other 25 on the page: neither the day nor a number in a name.
    time_machine.move_to("2026-05-01T10:00:00+07:00", tick=False)
    author = UserFactory(first_name="สมหญิง")
    for number in range(25):
        NoteFactory(author=author, title=f"เรื่องที่ {number:02}.")

    first, second = (client.get(f"/notes/?page={page}").content.decode() for page in (1, 2))

    titles = [re.findall(r"เรื่องที่ \d\d\.", page) for page in (first, second)]
    assert [len(set(found)) for found in titles] == [20, 5]
    assert "25" not in re.sub(r"\d{6,}|25\d\d|<[^>]+>", "", second.split("<main")[1])
    assert client.get("/notes/?page=ก").status_code == 200


def test_a_notebook_shows_itself_to_others_only_through_a_record_they_may_read(client):
    notebook = NotebookFactory(name="สมุดทดลอง")
    owner = notebook.owner
    NoteFactory(author=owner, notebook=notebook, access=Access.INTERNAL, title="ภายใน")

    nowhere = shown(client.get("/notes/notebooks/bcdfghjkmnpqrstv"))
    assert shown(client.get(notebook.get_absolute_url())) == nowhere

    NoteFactory(author=owner, notebook=notebook, title="สาธารณะ")
    page = client.get(notebook.get_absolute_url()).content.decode()
    assert ("สาธารณะ" in page, "ภายใน" in page) == (True, False)
    client.force_login(UserFactory())
    assert "ภายใน" in client.get(notebook.get_absolute_url()).content.decode()
    assert client.get(reverse("notebook_edit", args=[notebook.public_id])).status_code == 404


def test_a_person_makes_several_notebooks_and_renames_them(as_):
    client = as_(UserFactory())

    assert client.post("/notes/notebooks/", {"name": "งานประจำ"}).status_code == 303
    assert client.post("/notes/notebooks/", {"name": "งานประจำ"}).status_code == 422
    assert client.post("/notes/notebooks/", {"name": ""}).status_code == 422
    client.post("/notes/notebooks/", {"name": "บทเรียน"})
    page = client.get("/notes/notebooks/").content.decode()
    assert ("งานประจำ" in page, "บทเรียน" in page) == (True, True)

    edit = re.search(r"/notes/notebooks/\w+/edit", page)[0]
    assert client.post(edit, {"name": "ชื่อใหม่"}).status_code == 303
    assert "ชื่อใหม่" in client.get("/notes/notebooks/").content.decode()


def test_tag_suggestions_keep_what_stands_before_the_last_comma_and_know_only_seen_tags(as_):
    NoteFactory(tags=("ส่งออก",))
    NoteFactory(tags=("ส่งลับ",), published=False)

    options = as_(UserFactory()).get("/notes/tags", {"tags": "ข้าว, ส่ง"}).content.decode()

    assert re.findall(r'value="([^"]+)"', options) == ["ข้าว, ส่งออก"]


def test_history_compares_and_restores(as_):
    author = UserFactory()
    note = NoteFactory(author=author, title="หนึ่ง", body="<p>ประชุมทุกเดือน</p>")
    actions.edit_note(note, Text("หนึ่ง", "", "<p>ประชุมทุกปี</p>"), by=author, base=note.latest, reason="แก้รอบ")
    client = as_(author)

    history = client.get(f"/notes/{note.pk}/history").content.decode()
    assert "แก้รอบ" in history
    compared = client.get(f"/notes/{note.pk}/compare/1/2").content.decode()
    assert re.findall(r"<(ins|del)>([^<]+)", compared.split("diff__text", 1)[1]) == [("del", "ทุกเดือน"), ("ins", "ทุกปี")]
    assert client.get(f"/notes/{note.pk}/history/9").status_code == 404

    assert client.post(f"/notes/{note.pk}/history/1/restore").status_code == 303
    assert "ประชุมทุกเดือน" in Revision.objects.get(number=3).body_text
    assert Event.objects.filter(verb="notes.restore").count() == 1


def test_someone_elses_draft_does_not_exist(as_):
    draft = actions.keep_draft({"title": "ร่างของฉัน"}, by=UserFactory())
    client = as_(UserFactory())

    assert client.get(f"/notes/drafts/{draft.public_id}").status_code == 404
    assert client.post(f"/notes/drafts/{draft.public_id}/discard").status_code == 404
    assert client.post("/notes/drafts/save", {"draft": draft.public_id, "title": "ทับ"}).status_code == 404
    assert Draft.objects.get().fields == {"title": "ร่างของฉัน"}
