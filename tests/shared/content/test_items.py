"""Numbers, revisions, publication, places."""

from itertools import pairwise

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content import signals
from panya.shared.content.actions.items import (
    Place,
    change_place,
    create_item,
    publish_latest,
    retire,
    save_text,
)
from panya.shared.content.actions.numbers import FIRST_NATIVE, next_numbers
from panya.shared.content.actions.subjects import tags_named
from panya.shared.content.models import Access, Item, Revision, Tag
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_unit
from tests.factories import NotebookFactory, NoteFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_native_numbers_start_above_a_million_and_rise_by_uneven_steps():
    numbers = next_numbers(200)

    assert numbers[0] >= FIRST_NATIVE
    assert numbers == sorted(set(numbers))
    assert len({later - earlier for earlier, later in pairwise(numbers)}) > 1


def test_an_imported_number_is_kept_where_it_is_free_else_becomes_the_old_number():
    person = UserFactory()

    def imported():
        place = Place(unit=person.unit)
        return create_item("note", Text("เรื่อง"), place, owner=person, author=None, number=30449)

    first, second = imported(), imported()

    assert (first.number, first.old_number) == (30449, None)
    assert second.number >= FIRST_NATIVE
    assert second.old_number == 30449


def test_a_number_in_the_native_range_is_never_taken_from_outside():
    person = UserFactory()
    place = Place(unit=person.unit)
    item = create_item("note", Text("เรื่อง"), place, owner=person, author=None, number=FIRST_NATIVE + 500)

    assert item.old_number == FIRST_NATIVE + 500
    assert item.number != FIRST_NATIVE + 500


def test_a_revision_never_changes_and_is_never_deleted():
    revision = NoteFactory().published
    revision.title = "อื่น"

    for act in (
        revision.save,
        revision.delete,
        Revision.objects.all().delete,
        lambda: Revision.objects.update(title="x"),
    ):
        with pytest.raises(TypeError):
            act()


def test_the_hash_of_a_revision_covers_all_that_readers_see():
    revision = NoteFactory().published
    before = revision.content_hash()

    for name, value in [("title", "อื่น"), ("lead", "อื่น"), ("body_html", "<p>อื่น</p>"), ("structured", {"a": 1})]:
        kept = getattr(revision, name)
        setattr(revision, name, value)
        assert revision.content_hash() != before, name
        setattr(revision, name, kept)
    assert revision.content_hash() == before == revision.sha256


def test_readers_keep_the_published_text_while_a_newer_revision_waits():
    author = UserFactory()
    note = NoteFactory(author=author, title="ฉบับแรก")
    newer = save_text(note, Text("ฉบับสอง"), by=author, base=note.latest)

    note.refresh_from_db()
    assert (note.title, note.published.title, note.latest) == ("ฉบับแรก", "ฉบับแรก", newer)

    publish_latest(note, by=author)
    note.refresh_from_db()
    assert (note.title, note.published) == ("ฉบับสอง", newer)
    assert note.edited_at is not None


def test_saving_over_a_newer_revision_is_a_conflict_and_stores_nothing():
    author = UserFactory()
    note = NoteFactory(author=author)
    base = note.latest
    save_text(note, Text("ของคนแรก"), by=author, base=base)

    with pytest.raises(Conflict):
        save_text(note, Text("ของคนที่สอง"), by=author, base=base)
    assert [revision.title for revision in note.revisions.all()] == ["ของคนแรก", "เล่าเรื่องงาน"]


def test_only_author_owner_and_co_editors_write():
    note, stranger = NoteFactory(), UserFactory()

    with pytest.raises(NotAllowed):
        save_text(note, Text("แทรก"), by=stranger, base=note.latest)
    note.co_editors.add(stranger)
    assert save_text(note, Text("ช่วยแก้"), by=stranger, base=note.latest).number == 2


def test_a_co_editor_does_not_decide_who_reads():
    note, co_editor = NoteFactory(), UserFactory()
    note.co_editors.add(co_editor)

    with pytest.raises(NotAllowed):
        change_place(note, Place(unit=note.unit, access=Access.INTERNAL, co_editors=(co_editor,)), by=co_editor)


def test_a_change_of_place_is_audited_with_before_and_after():
    author = UserFactory()
    note = NoteFactory(author=author, access=Access.PUBLIC)
    place = Place(unit=note.unit, access=Access.UNIT, circles=(circle_of_unit(note.unit),), tags=("ราคา",))

    change_place(note, place, by=author, reason="มีชื่อผู้ร้อง")

    entry = AuditEntry.objects.filter(verb="content.change_place").get()
    assert (entry.before["access"], entry.after["access"], entry.reason) == ("PUBLIC", "UNIT", "มีชื่อผู้ร้อง")


@pytest.mark.parametrize("access", [Access.UNIT, Access.RESTRICTED])
def test_a_closed_class_needs_at_least_one_circle(access):
    author = UserFactory()

    with pytest.raises(Refused):
        NoteFactory(author=author, access=access)
    assert Item.objects.count() == 0


def test_a_note_goes_only_into_a_notebook_of_its_owner():
    author = UserFactory()
    note = NoteFactory(author=author)

    with pytest.raises(Refused):
        change_place(note, Place(unit=note.unit, access=note.access, notebook=NotebookFactory()), by=author)


def test_retiring_needs_a_reason():
    author = UserFactory()
    note = NoteFactory(author=author)

    with pytest.raises(Refused):
        retire(note, by=author, reason="  ")
    note.refresh_from_db()
    assert not note.is_retired


def test_every_change_that_readers_see_is_told_inside_the_transaction():
    told = []
    signals.changed.connect(lambda **change: told.append(change["numbers"]), dispatch_uid="test", weak=False)
    try:
        author = UserFactory()
        note = NoteFactory(author=author)
        retire(note, by=author, reason="ซ้ำ")
    finally:
        signals.changed.disconnect(dispatch_uid="test")

    assert told == [[note.pk], [note.pk]]


def test_tags_equal_to_the_eye_are_one_tag():
    tags = tags_named(["น้ำ", "นํ้า", "#น้ำ", " น้ำ ", "ปี ๒๕๔๙", "ปี 2549", ""])

    assert [tag.name for tag in tags] == ["น้ำ", "ปี ๒๕๔๙"]
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    "text",
    [
        Text(""),
        Text(" ​ \x00 "),
        Text("ก" * 301),
        Text("ก" * 10_000_000),
        Text("เรื่อง", lead="ก" * 1_001),
        Text("เรื่อง", body_html="ก" * 1_000_001),
    ],
    ids=["no title", "invisible title", "long title", "10 MB title", "long lead", "long body"],
)
def test_text_that_cannot_be_kept_is_refused_and_nothing_is_stored(text):
    person = UserFactory()

    with pytest.raises(Refused) as refused:
        create_item("note", text, Place(unit=person.unit), owner=person, author=person)
    assert str(refused.value)
    assert Item.objects.count() == 0


def test_odd_characters_are_normalised_on_the_way_in():
    person = UserFactory()
    text = Text("ทํา\x00งาน‮", body_html="<p>เเม่ \ud800 ก" + "้" * 40 + "</p>")

    item = create_item("note", text, Place(unit=person.unit), owner=person, author=person)

    assert item.title == "ทำงาน"
    assert item.latest.body_text.startswith("แม่")
    assert item.latest.body_text.count("้") <= 3


def test_nobody_publishes_what_they_may_not_edit():
    note = NoteFactory(published=False)

    with pytest.raises(NotAllowed):
        publish_latest(note, by=UserFactory())
    note.refresh_from_db()
    assert note.published is None


def test_a_co_editor_names_no_co_editors():
    note, co_editor, friend = NoteFactory(access=Access.INTERNAL), UserFactory(), UserFactory()
    note.co_editors.add(co_editor)

    with pytest.raises(NotAllowed):
        change_place(note, Place(unit=note.unit, access=note.access, co_editors=(co_editor, friend)), by=co_editor)


@pytest.mark.parametrize("access", [Access.REQUEST, Access.RESTRICTED])
def test_a_card_and_a_restricted_record_show_no_body_in_lists(access):
    author = UserFactory()
    circles = (circle_of_unit(author.unit),) if access == Access.RESTRICTED else ()
    open_note = NoteFactory(author=author, access=Access.INTERNAL, body="<p>ความลับของสูตร</p>")
    assert open_note.summary == "ความลับของสูตร"

    closed = change_place(open_note, Place(unit=open_note.unit, access=access, circles=circles), by=author)
    assert closed.summary == ""
    assert NoteFactory(author=author, access=access, circles=circles, lead="คำนำ").summary == "คำนำ"


def test_every_saved_text_raises_the_version():
    author = UserFactory()
    note = NoteFactory(author=author, published=False)
    before = Item.objects.get(pk=note.pk).version
    save_text(note, Text("ใหม่"), by=author, base=note.latest)

    assert Item.objects.get(pk=note.pk).version > before


def test_a_tag_whose_signs_unfold_into_many_is_kept():
    note = NoteFactory(tags=("ﷺ" * 60,))
    assert [tag.name for tag in note.tags.all()] == ["ﷺ" * 60]
