"""What may be done with a note, by whom, and what it leaves behind."""

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.notes import actions
from panya.shared.activity.models import Event
from panya.shared.content.actions.places import PlaceWish
from panya.shared.content.models import Access, Draft, Item, Licence, Notebook, NumberSequence, Revision
from panya.shared.content.queries import listed_items
from panya.shared.content.text import Text
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def wish(**given):
    return PlaceWish(**{"access": Access.INTERNAL, "licence": Licence.ALL_RIGHTS_RESERVED, **given})


def write(person, title="เล่าเรื่องงาน", body="<p>เนื้อหา</p>"):
    return actions.write_note(Text(title, "", body), by=person)


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_saved_note_belongs_to_the_unit_and_licence_of_its_author_and_to_a_notebook():
    unit = UnitFactory(default_licence=Licence.CC_BY)
    person = UserFactory(unit=unit)

    item = write(person)

    assert (item.unit, item.licence, item.access, item.status) == (unit, Licence.CC_BY, Access.INTERNAL, "draft")
    assert item.notebook.owner == person
    assert verbs() == ["notes.save"]


def test_the_next_note_goes_into_the_notebook_used_last():
    person = UserFactory()
    first = write(person)
    actions.publish_note(first, wish(new_notebook="บทเรียนจากโครงการ"), by=person, seen=1)

    assert write(person).notebook.name == "บทเรียนจากโครงการ"
    assert Notebook.objects.filter(owner=person).count() == 2


def test_nobody_else_sees_a_note_before_it_is_published():
    author, colleague = UserFactory(), UserFactory()
    item = write(author)

    assert set(Item.objects.visible_to(author)) == {item}
    assert set(Item.objects.visible_to(colleague)) == set()

    actions.publish_note(item, wish(), by=author, seen=1)

    assert set(listed_items(colleague)) == {item}
    assert verbs() == ["notes.save", "notes.publish"]


def test_a_person_without_a_posting_cannot_save_and_is_told_what_to_do():
    person = UserFactory(unit=False)

    with pytest.raises(Refused, match="ยังไม่ได้สังกัดหน่วยงาน"):
        write(person)

    assert not Item.objects.exists()
    assert not Event.objects.exists()


def test_only_its_writers_edit_or_publish_a_note():
    item, passer_by = NoteFactory(), UserFactory()

    with pytest.raises(NotAllowed):
        actions.edit_note(item, Text("เรื่องใหม่"), by=passer_by, base=item.latest)
    with pytest.raises(NotAllowed):
        actions.publish_note(item, wish(), by=passer_by, seen=1)
    with pytest.raises(NotAllowed):
        actions.change_place(item, wish(), by=passer_by)
    with pytest.raises(NotAllowed):
        actions.restore_revision(item, item.latest, by=passer_by)
    with pytest.raises(NotAllowed):
        actions.retire_note(item, by=passer_by, reason="เก่า")

    assert not Event.objects.exists()
    assert Revision.objects.count() == 1


def test_a_saved_change_is_unseen_until_it_is_published():
    author = UserFactory()
    item = NoteFactory(author=author, title="เดิม")

    item = actions.edit_note(item, Text("ใหม่", "", "<p>ก</p>"), by=author, base=item.latest)
    assert (item.title, item.published.title, item.latest.title) == ("เดิม", "เดิม", "ใหม่")

    item = actions.publish_note(item, by=author, seen=2)
    assert (item.title, item.published.title) == ("ใหม่", "ใหม่")
    assert item.edited_at is not None
    assert verbs() == ["notes.save", "notes.edit"]


def test_a_change_on_an_old_base_is_refused_and_neither_text_is_lost():
    author, helper = UserFactory(), UserFactory()
    item = NoteFactory(author=author, co_editors=(helper,))
    base = item.latest
    actions.edit_note(item, Text("ของผู้ช่วย"), by=helper, base=base)

    with pytest.raises(Conflict):
        actions.edit_note(item, Text("ของผู้เขียน"), by=author, base=base)

    latest = Item.objects.get(pk=item.pk).latest
    assert latest.title == "ของผู้ช่วย"
    actions.edit_note(item, Text("ของผู้เขียน"), by=author, base=latest)
    assert list(item.revisions.values_list("title", flat=True)) == ["ของผู้เขียน", "ของผู้ช่วย", "เล่าเรื่องงาน"]


def test_a_text_that_changed_after_the_look_is_not_published():
    author, helper = UserFactory(), UserFactory()
    item = NoteFactory(author=author, co_editors=(helper,), published=False)
    actions.edit_note(item, Text("เพิ่งเปลี่ยน"), by=helper, base=item.latest)

    with pytest.raises(Conflict):
        actions.publish_note(item, wish(), by=author, seen=1)

    assert Item.objects.get().status == "draft"


def test_restoring_makes_a_new_revision_with_the_old_text_and_says_so():
    author = UserFactory()
    item = NoteFactory(author=author, title="ฉบับแรก")
    first = item.latest
    item = actions.edit_note(item, Text("ฉบับสอง"), by=author, base=first)

    restored = actions.restore_revision(item, first, by=author)

    assert (restored.number, restored.title, restored.sha256) == (3, "ฉบับแรก", first.sha256)
    assert "1" in restored.reason
    assert item.revisions.count() == 3


def test_a_revision_of_another_note_cannot_be_restored():
    author = UserFactory()
    item, other = NoteFactory(author=author), NoteFactory(author=author)

    with pytest.raises(NotAllowed):
        actions.restore_revision(item, other.latest, by=author)


def test_autosave_makes_no_item_number_revision_or_event():
    person = UserFactory()

    draft = actions.keep_draft({"title": "ร่าง"}, by=person)
    actions.keep_draft({"title": "ร่างที่ยาวขึ้น"}, by=person, draft=draft)

    assert Draft.objects.get().fields["title"] == "ร่างที่ยาวขึ้น"
    assert not any(model.objects.exists() for model in (Item, Revision, NumberSequence, Event))


def test_a_person_keeps_several_unborn_drafts_and_one_of_each_note():
    person = UserFactory()
    item = NoteFactory(author=person)

    for title in ("หนึ่ง", "สอง"):
        actions.keep_draft({"title": title}, by=person)
    for title in ("สาม", "สี่"):
        actions.keep_draft({"title": title}, by=person, item=item, base=item.latest)

    assert sorted(draft.fields["title"] for draft in Draft.objects.all()) == sorted(["หนึ่ง", "สอง", "สี่"])


def test_a_draft_remembers_the_text_it_began_from_though_another_saved_meanwhile():
    author, helper = UserFactory(), UserFactory()
    item = NoteFactory(author=author, co_editors=(helper,))
    opened = item.latest
    actions.edit_note(item, Text("ของผู้ช่วย"), by=helper, base=opened)

    draft = actions.keep_draft({"title": "ของผู้เขียน"}, by=author, item=item, base=opened)

    assert draft.base_revision == opened


def test_saving_a_note_takes_its_draft_away_and_no_other():
    person = UserFactory()
    kept, used = (actions.keep_draft({"title": title}, by=person) for title in ("ไว้", "ใช้"))

    actions.write_note(Text("ใช้"), by=person, draft=used)

    assert list(Draft.objects.all()) == [kept]


def test_a_co_editor_changes_tags_but_not_readers_nor_co_editors():
    author, helper, third = UserFactory(), UserFactory(), UserFactory()
    item = NoteFactory(author=author, co_editors=(helper,), access=Access.INTERNAL)
    helpers = (f"person:{helper.public_id}",)

    item = actions.change_place(item, wish(tags=("ส่งออก",), co_editors=helpers), by=helper)
    assert [tag.name for tag in item.tags.all()] == ["ส่งออก"]

    with pytest.raises(NotAllowed):
        actions.change_place(item, wish(access=Access.PUBLIC, co_editors=helpers), by=helper)
    with pytest.raises(NotAllowed):
        actions.change_place(item, wish(co_editors=(*helpers, f"person:{third.public_id}")), by=helper)


def test_unit_and_restricted_need_a_reader_and_take_units_and_persons_by_name():
    author = UserFactory()
    item = NoteFactory(author=author, access=Access.INTERNAL)
    unit = UnitFactory(name_th="กรมการข้าว")
    member, named, other = UserFactory(unit=unit), UserFactory(), UserFactory()

    with pytest.raises(Refused):
        actions.change_place(item, wish(access=Access.UNIT), by=author)
    actions.change_place(item, wish(access=Access.UNIT, readers=("กรมการข้าว", named.email)), by=author)

    readers = [person for person in (author, member, named, other) if Item.objects.visible_to(person).exists()]
    assert readers == [author, member, named]


def test_an_unknown_reader_is_refused_by_name_and_nothing_changes():
    author = UserFactory()
    item = NoteFactory(author=author, access=Access.INTERNAL)

    with pytest.raises(Refused, match="กรมที่ไม่มี"):
        actions.change_place(item, wish(access=Access.UNIT, readers=("กรมที่ไม่มี",), new_notebook="ใหม่"), by=author)

    assert Item.objects.get().access == Access.INTERNAL
    assert not Notebook.objects.filter(name="ใหม่").exists()


def test_too_long_a_reason_is_refused_not_cut():
    item = NoteFactory()
    with pytest.raises(Refused, match="ยาวเกินไป"):
        actions.change_place(item, wish(), by=item.owner, reason="ก" * 1000)


def test_a_notebook_of_somebody_else_cannot_be_chosen():
    author = UserFactory()
    item = NoteFactory(author=author)
    foreign = Notebook.objects.create(owner=UserFactory(), name="ของคนอื่น")

    with pytest.raises(Refused):
        actions.change_place(item, wish(notebook=foreign.public_id), by=author)


def test_a_retired_note_says_why_and_what_replaces_it_and_comes_back():
    author = UserFactory()
    item, newer = NoteFactory(author=author), NoteFactory(author=author)

    item = actions.retire_note(item, by=author, reason="ระเบียบเปลี่ยน", superseded_by=newer)
    assert (item.status, item.retired_reason, item.superseded_by) == ("retired", "ระเบียบเปลี่ยน", newer)
    assert item not in set(listed_items(author))

    item = actions.bring_back_note(item, by=author)
    assert (item.status, item.retired_reason, item.superseded_by) == ("published", "", None)
    assert verbs() == ["notes.retire", "notes.bring_back"]


def test_a_retired_note_does_not_come_back_by_an_edit():
    author = UserFactory()
    item = actions.retire_note(NoteFactory(author=author), by=author, reason="เก่า")

    with pytest.raises(Refused, match="นำกลับมาใช้"):
        actions.edit_note(item, Text("ใหม่"), by=author, base=item.latest, publish=True)

    assert Item.objects.get().latest.number == 1


def test_a_too_long_source_is_refused():
    author = UserFactory()

    with pytest.raises(Refused, match="ที่มา"):
        actions.change_place(NoteFactory(author=author), wish(source="ก" * 501), by=author)
