from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from panya.features.notes.importers import gotoknow
from panya.features.notes.importers.record import SourceRecord
from panya.features.notes.importers.report import Refusal
from panya.features.notes.importers.store import BATCH, ImportOptions, store
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.items import Place, change_place, retire, save_text
from panya.shared.content.models import Item, Notebook, NumberSequence, Revision, Tag
from panya.shared.content.text import Text
from panya.shared.feedback.actions import CommentText
from panya.shared.feedback.models import Comment
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def take(owner):
    """Import these records as the owner; `publish` and the rest as in ImportOptions."""

    def run(*records: SourceRecord | Refusal, source=None, import_format: str = "gotoknow", **options):
        options = {"access": "PUBLIC", "unit": owner.unit, "publish": True} | options
        return store(import_format, source or records, ImportOptions(owner=owner, **options), lambda count: None)

    return run


def page(name: str = "record.txt") -> SourceRecord:
    return gotoknow.parse((FIXTURES / name).read_bytes())


def record(known_by: str = "1", **fields) -> SourceRecord:
    return SourceRecord(**{"id": known_by, "sha256": "a" * 64, "title": "เรื่อง", "body_html": "<p>เนื้อหา</p>"} | fields)


def counts(report):
    return report.created, report.unchanged, report.updated, len(report.refused)


def everything():
    tables = (Item, Revision, Notebook, Tag, Comment, Event, AuditEntry, NumberSequence)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_every_field_of_a_record_is_stored(take, owner):
    unit = UnitFactory()

    report = take(page(), unit=unit)

    item = Item.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert (item.number, item.old_number, item.kind, item.status, item.access) == (
        41207,
        None,
        "note",
        "published",
        "PUBLIC",
    )
    assert (item.title, item.author, item.author_name) == (page().title, None, "วารี ทดสอบ")
    assert (item.owner, item.unit, item.notebook) == (
        owner,
        unit,
        Notebook.objects.get(owner=owner, name="เรื่องเล่าจากโกดัง"),
    )
    assert (item.licence, item.source) == ("cc-by-sa", "GotoKnow")
    assert item.written_at == item.published_at == datetime(2006, 8, 4, 2, 5, tzinfo=UTC)
    assert item.edited_at == datetime(2007, 1, 11, 15, 40, tzinfo=UTC)
    assert set(item.tags.values_list("name", flat=True)) == {"ตลาดนัดความรู้", "คลังสินค้า", "stock count"}
    assert (item.import_format, item.import_id, item.import_sha256) == ("gotoknow", "41207", page().sha256)
    assert item.summary.startswith("วันนี้ทีมของเราเปิดตลาดนัดความรู้")
    revision = Revision.objects.get()
    assert item.latest == item.published == revision
    assert (revision.number, revision.by, revision.body_html) == (1, None, page().body_html)
    assert revision.sha256 == revision.content_hash()


def test_comments_are_stored_with_name_mask_time_and_clean_body(take):
    take(page())

    rows = Comment.objects.values_list("name", "masked_address", "written_at", "body_text")
    assert Item.objects.get().comment_count == 4
    assert list(rows) == [
        ("ปรีชา แก้วทดลอง", "", datetime(2006, 8, 4, 3, 30, tzinfo=UTC), "ขอบคุณที่เล่าให้ฟังครับ\nเขียนเมื่อวานก็ดี แต่เขียนวันนี้ดีกว่า"),
        ("ผู้ผ่านทาง", "xxx.28.77.101", None, "ชอบข้อ 2 อ่านต่อ"),
        ("", "xxx.9.14.200", None, "ไม่ได้ลงชื่อไว้ แต่ตามอ่านอยู่ <3"),
        ("วารี ทดสอบ", "", datetime(2006, 8, 6, 1, 15, tzinfo=UTC), "ขอบคุณทุกท่านค่ะ\nครั้งหน้าจัดเดือนกันยายน\nเชิญกองอื่นด้วย"),
    ]


def test_an_unknown_author_and_time_are_shown_as_unknown(take):
    take(page("without_author_and_times.txt"))

    item = Item.objects.get()
    assert (item.author_shown, item.written_at, item.edited_at) == ("ไม่ทราบชื่อผู้เขียน", None, None)


def test_a_second_run_changes_nothing(take):
    take(page(), record("7"))
    before = (
        list(Item.objects.values()),
        list(Comment.objects.values()),
        Event.objects.count(),
        AuditEntry.objects.count(),
    )

    report = take(page(), record("7"))

    assert counts(report) == (0, 2, 0, 0)
    after = (
        list(Item.objects.values()),
        list(Comment.objects.values()),
        Event.objects.count(),
        AuditEntry.objects.count(),
    )
    assert after == before


def test_a_changed_record_that_nobody_edited_becomes_a_new_published_revision(take):
    take(record(tags=("เก่า",), comments=(CommentText("ก", "หนึ่ง"),)))
    edited_at = datetime(2010, 1, 1, tzinfo=UTC)
    newer = record(sha256="b" * 64, title="เรื่องใหม่", body_html="<p>ใหม่</p>", edited_at=edited_at, tags=("ใหม่",))

    report = take(replace(newer, comments=(CommentText("ก", "หนึ่ง"), CommentText("ข", "สอง"))))

    item = Item.objects.get()
    assert counts(report) == (0, 0, 1, 0)
    assert (item.title, item.published.number, item.latest.number, item.edited_at) == ("เรื่องใหม่", 2, 2, edited_at)
    assert item.published.body_text == "ใหม่"
    assert set(item.tags.values_list("name", flat=True)) == {"เก่า", "ใหม่"}
    assert list(item.comments.values_list("body_text", flat=True)) == ["หนึ่ง", "สอง"]
    assert counts(take(newer)) == (0, 1, 0, 0)


def test_a_record_can_be_renewed_again_and_again(take):
    take(record())
    take(record(sha256="b" * 64, title="สอง"))

    assert counts(take(record(sha256="c" * 64, title="สาม"))) == (0, 0, 1, 0)
    assert [revision.number for revision in Revision.objects.all()] == [3, 2, 1]


def test_a_renewal_leaves_the_place_as_people_have_it_here(take, owner):
    take(record())
    item = Item.objects.get()
    unit = UnitFactory()
    change_place(item, Place(unit=unit, access="INTERNAL", licence="cc-by"), by=owner)

    take(record(sha256="b" * 64, title="ใหม่"))

    item.refresh_from_db()
    assert (item.title, item.unit, item.access, item.licence) == ("ใหม่", unit, "INTERNAL", "cc-by")


def test_a_changed_record_that_people_edited_here_is_refused(take, owner):
    take(record())
    item = Item.objects.get()
    save_text(item, Text("แก้ที่นี่", "", "<p>ของเรา</p>"), by=owner, base=item.latest)

    report = take(record("2"), record(sha256="b" * 64, title="ใหม่", line=9), record("3"))

    item.refresh_from_db()
    assert counts(report) == (2, 0, 0, 1)
    assert report.refused[0].line == 9
    assert str(item.number) in report.refused[0].reason
    assert (item.latest.title, item.import_sha256) == ("แก้ที่นี่", "a" * 64)


def test_a_record_deleted_here_stays_deleted(take):
    take(record())
    Item.objects.update(deleted_at=timezone.now())

    assert counts(take(record())) == (0, 0, 0, 1)
    assert counts(take(record(sha256="b" * 64))) == (0, 0, 0, 1)
    assert Item.objects.get().deleted_at is not None


def test_a_changed_record_taken_out_of_use_here_is_refused(take, owner):
    take(record())
    retire(Item.objects.get(), by=owner, reason="ล้าสมัย")

    assert counts(take(record(sha256="b" * 64, title="ใหม่"))) == (0, 0, 0, 1)
    assert (Item.objects.get().status, Item.objects.get().title) == ("retired", "เรื่อง")


def test_a_taken_number_becomes_the_old_number(take):
    take(record("5", number=5), import_format="other")

    take(record("5", number=5))

    first, second = Item.objects.order_by("number")
    assert (first.import_format, first.number, first.old_number) == ("other", 5, None)
    assert (second.import_format, second.number > 1_000_000, second.old_number) == ("gotoknow", True, 5)


def test_a_number_among_the_native_ones_becomes_the_old_number(take):
    take(record("9999999", number=9_999_999))

    item = Item.objects.get()
    assert item.number != 9_999_999
    assert item.old_number == 9_999_999


def test_two_records_of_one_batch_never_share_a_number(take):
    report = take(record("a", number=5), record("b", number=5))

    assert counts(report) == (2, 0, 0, 0)
    assert Item.objects.get(import_id="a").number == Item.objects.get(import_id="b").old_number == 5


def test_an_id_that_comes_twice_in_a_file_is_refused_where_the_text_differs(take):
    report = take(record(), record(), record(sha256="b" * 64, line=3))

    assert counts(report) == (1, 1, 0, 1)
    assert report.refused[0].line == 3
    assert counts(take(record(), record(), record(sha256="b" * 64))) == (0, 2, 0, 1)


def test_a_record_that_breaks_a_rule_of_texts_is_refused_and_the_rest_stored(take):
    report = take(record("1", title=" "), record("2", title="ก" * 301, line=2), Refusal(3, "ไม่ใช่ JSON"), record("4"))

    assert counts(report) == (1, 0, 0, 3)
    assert list(Item.objects.values_list("import_id", flat=True)) == ["4"]


def test_a_dry_run_tells_the_same_and_writes_nothing(take):
    take(record("known"))
    before = everything()

    report = take(page(), record("known", sha256="b" * 64, title="ใหม่"), Refusal(4, "เสีย"), dry_run=True)

    assert counts(report) == (1, 0, 1, 1)
    assert everything() == before


def test_unpublished_imports_are_drafts_until_a_run_publishes_them(take):
    take(record(written_at=datetime(2006, 1, 1, tzinfo=UTC)), publish=False)
    assert (Item.objects.get().status, Item.objects.get().published) == ("draft", None)

    report = take(record())

    assert counts(report) == (0, 0, 1, 0)
    assert (Item.objects.get().status, Item.objects.get().published_at) == (
        "published",
        datetime(2006, 1, 1, tzinfo=UTC),
    )
    assert counts(take(record())) == (0, 1, 0, 0)


def test_a_draft_that_people_edited_is_not_published_by_a_run(take, owner):
    take(record(), publish=False)
    item = Item.objects.get()
    save_text(item, Text("แก้ที่นี่", "", "<p>ของเรา</p>"), by=owner, base=item.latest)

    assert counts(take(record())) == (0, 1, 0, 0)
    assert Item.objects.get().status == "draft"


def test_each_note_leaves_one_event_and_each_batch_one_audit_entry(take, owner):
    take(*(record(str(n)) for n in range(BATCH + 1)))

    assert Event.objects.filter(verb="notes.import", person=owner, unit=owner.unit).count() == BATCH + 1
    entries = AuditEntry.objects.filter(verb="content.import").order_by("pk")
    assert [entry.after["count"] for entry in entries] == [BATCH, 1]
    numbers = [number for entry in entries for number in entry.after["numbers"]]
    assert sorted(numbers) == list(Item.objects.order_by("pk").values_list("pk", flat=True))


def test_a_killed_import_keeps_its_batches_and_the_next_goes_on(take):
    def broken_off():
        yield from (record(str(n)) for n in range(BATCH + 50))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(source=broken_off())
    kept = Item.objects.count()

    report = take(*(record(str(n)) for n in range(BATCH + 50)))

    assert kept == BATCH
    assert counts(report) == (50, BATCH, 0, 0)


def test_a_batch_asks_the_database_no_more_for_many_records_than_for_few(take, django_assert_max_num_queries):
    take(record("warm"))
    with django_assert_max_num_queries(60):
        take(*(record(str(n)) for n in range(BATCH)))


def test_the_real_record_is_kept_whole(take, shared_data):
    content = (shared_data / "gotoknow-record-30449.txt").read_bytes()

    take(gotoknow.parse(content))

    item = Item.objects.get()
    comment = item.comments.get()
    assert (item.number, item.title) == (30449, "kick -off KM สำนักปลัดกระทรวงพาณิชย์")
    assert item.written_at == datetime(2006, 5, 23, 8, 32, tzinfo=UTC)
    assert item.edited_at == datetime(2013, 9, 6, 10, 23, tzinfo=UTC)
    assert (item.licence, item.notebook.name) == ("all-rights-reserved", "ประชาสัมพันธ์สคส.")
    assert [tag.name for tag in item.tags.all()] == ["การจัดการความรู้"]
    assert item.author_shown == "ไม่ทราบชื่อผู้เขียน"
    assert (comment.name, comment.masked_address, comment.written_at) == ("gerati", "xxx.144.160.247", None)
    assert comment.body_text == "hihi\nเขียนน่าอ่านจัง .."
    assert (item.latest.body_html.count("<p>"), item.latest.body_html.count("<li>")) == (6, 4)
