"""Several records become one draft: passages with sources, disagreements, class and circles, both ends."""

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.actions.synthesis import narrowest, synthesise
from panya.features.assets.passages import passages_of
from panya.features.assets.queries.lineage import lineage_of
from panya.features.assets.structure import Parts
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Link, Status
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from tests.factories import AssetFactory, NoteFactory, UnitFactory, UserFactory, approved

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def fresh(item):
    return Item.objects.select_related("published", "latest").get(pk=item.pk)


def keys_of(*sources, part=None):
    return [
        passage.key
        for source in sources
        for passage in passages_of(fresh(source).published)
        if part in (None, passage.part)
    ]


def made(*sources, by=None, title="ประมวลเรื่องหนังสือรับรอง"):
    return fresh(synthesise(title, keys_of(*sources), by=by or UserFactory(), type_="analysis"))


def test_steps_cautions_and_paragraphs_are_passages_in_the_order_of_the_page():
    item = AssetFactory(parts=Parts("เมื่อมาขอ", ("ถาม", "ตรวจ"), ("ระวัง",)), body="<p>หนึ่ง</p><ul><li>สอง</li></ul>")

    passages = passages_of(fresh(item).published)

    assert [(one.part, one.text) for one in passages] == [
        ("situation", "เมื่อมาขอ"), ("steps", "ถาม"), ("steps", "ตรวจ"),
        ("cautions", "ระวัง"), ("body", "หนึ่ง"), ("body", "สอง"),
    ]  # fmt: skip
    assert passages[0].key == f"{item.pk}-1-0"


def test_the_draft_carries_every_chosen_passage_with_its_source_and_nothing_else():
    asset = AssetFactory(parts=Parts(), body="<p>ย่อหน้าแรก</p><p>ย่อหน้าที่ไม่เลือก</p>", title="องค์ความรู้ต้นทาง")
    note = NoteFactory(body="<p>เล่าจากหน้างาน</p>", title="บันทึกต้นทาง")
    person = UserFactory()

    draft = fresh(synthesise("รวม", [keys_of(asset)[0], *keys_of(note)], by=person, type_="analysis"))

    body = draft.latest.body_html
    assert (draft.status, draft.owner, draft.asset.type) == (Status.DRAFT, person, "analysis")
    assert body.count("<blockquote>") == 2
    assert "ย่อหน้าแรก" in body
    assert "เล่าจากหน้างาน" in body
    assert "ย่อหน้าที่ไม่เลือก" not in body
    for source in (asset, note):
        assert f'<a href="{source.get_absolute_url()}"' in body
        assert f"หมายเลข {source.pk} ฉบับที่ 1" in body
    assert set(Link.objects.filter(kind=Link.MADE_FROM).values_list("source", "target", "as_of")) == {
        (draft.pk, asset.pk, fresh(asset).published_id),
        (draft.pk, note.pk, fresh(note).published_id),
    }
    assert AuditEntry.objects.filter(verb="assets.synthesise").count() == 1


def test_where_the_sources_disagree_a_table_says_so_with_the_days_of_the_texts():
    one = AssetFactory(parts=Parts(steps=("ยื่นคำขอหนังสือรับรองภายใน 15 วัน",)), body="<p>ก</p>")
    other = NoteFactory(body="<p>ยื่นคำขอหนังสือรับรองภายใน 30 วัน</p>")
    agreed = NoteFactory(body="<p>ยื่นคำขอหนังสือรับรองภายใน 15 วัน</p>")

    body = made(one, other).latest.body_html

    table = body[body.index("<table>") :]
    assert "15 วัน" in table
    assert "30 วัน" in table
    assert str(other.pk) in table
    assert "<table>" not in made(one, agreed).latest.body_html


def test_it_is_open_to_the_readers_of_the_narrowest_source_only():
    person = UserFactory()
    public, internal = NoteFactory(access=Access.PUBLIC), AssetFactory(access=Access.INTERNAL)
    circle = circle_of_unit(person.unit)
    unit = AssetFactory(author=person, access=Access.UNIT, circles=(circle,))

    assert made(public, NoteFactory(access=Access.REQUEST), by=person).access == Access.REQUEST
    assert made(public, internal, by=person).access == Access.INTERNAL
    narrow = made(public, internal, unit, by=person)
    assert (narrow.access, list(narrow.circles.all())) == (Access.UNIT, [circle])


def test_circles_are_those_within_all_sources_and_without_any_it_is_refused():
    above, person = UnitFactory(), UserFactory()
    below = UnitFactory(parent=above)
    wide = AssetFactory(author=person, access=Access.UNIT, circles=(circle_of_unit(above),))
    narrow = AssetFactory(author=person, access=Access.UNIT, circles=(circle_of_unit(below),))
    own = circle_of_person(person)
    restricted = AssetFactory(author=person, access=Access.RESTRICTED, circles=(own, circle_of_unit(below)))
    elsewhere = AssetFactory(author=person, access=Access.RESTRICTED, circles=(own,))

    assert narrowest([wide, narrow]) == (Access.UNIT, (circle_of_unit(below),))
    assert narrowest([wide, restricted]) == (Access.RESTRICTED, (circle_of_unit(below),))
    with pytest.raises(Refused):
        made(narrow, elsewhere, by=person)
    assert Item.objects.filter(status=Status.DRAFT).count() == 0


def test_only_what_the_person_may_read_and_readers_see_goes_in():
    person, open_one = UserFactory(), NoteFactory()
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    retired = AssetFactory()
    items.retire(retired, by=retired.owner, reason="เก่า")

    for source in (hidden, retired):
        with pytest.raises(Refused):
            made(open_one, source, by=person)
    with pytest.raises(Refused):
        synthesise("รวม", [*keys_of(open_one), "999999-1-0"], by=person, type_="analysis")
    with pytest.raises(NotAllowed):
        made(open_one, NoteFactory(), by=UserFactory(unit=UnitFactory(parent=None, kind="external")))


def test_two_sources_at_least_and_a_text_that_changed_is_read_again():
    one, other, person = AssetFactory(), NoteFactory(), UserFactory()
    keys = keys_of(one, other)

    for chosen in ([], keys_of(one), ["nonsense"]):
        with pytest.raises(Refused):
            synthesise("รวม", chosen, by=person, type_="analysis")
    items.save_text(one, Text("ใหม่", "", "<p>ใหม่</p>"), by=one.owner, base=fresh(one).latest)
    approved(one, by=UserFactory())
    with pytest.raises(Conflict):
        synthesise("รวม", keys, by=person, type_="analysis")


def test_sources_show_what_they_became_part_of_to_its_readers_only(client):
    one, other, person, reader = AssetFactory(), NoteFactory(), UserFactory(), UserFactory()
    draft = made(one, other, by=person, title="เรื่องที่ประมวลแล้ว")

    assert lineage_of(one, reader).became == []
    assert [tie.item for tie in lineage_of(one, person).became] == [draft]
    approved(draft, by=UserFactory())
    assert [tie.item for tie in lineage_of(one, reader).became] == [draft]
    assert [tie.item for tie in lineage_of(draft, reader).made_from] == [one, other]
    client.force_login(reader)
    for source in (one, other):
        assert "เรื่องที่ประมวลแล้ว" in client.get(source.get_absolute_url()).content.decode()


def test_the_page_takes_records_by_number_and_keeps_what_was_ticked(client):
    one, other = AssetFactory(), NoteFactory()
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    client.force_login(UserFactory())
    address = "/assets/synthesis"

    page = client.get(f"{address}?items={one.pk}&numbers={other.pk},{hidden.pk} 77")
    assert [source.pk for source, _passages in page.context["chosen"]] == [one.pk, other.pk]
    assert page.context["missing"] == [hidden.pk, 77]
    keys = keys_of(one, other)
    wrong = client.post(address, {"items": [one.pk, other.pk], "passages": keys, "type": "analysis", "title": ""})
    assert wrong.status_code == 422
    assert wrong.content.decode().count(" checked") == len(keys)
    sent = client.post(address, {"items": [one.pk, other.pk], "passages": keys, "type": "lesson", "title": "รวม"})
    draft = Item.objects.get(status=Status.DRAFT)
    assert (sent.status_code, sent["Location"]) == (303, f"/assets/{draft.pk}")


def test_a_look_at_the_passages_of_a_restricted_source_is_written_down(client):
    person = UserFactory()
    source = AssetFactory(author=person, access=Access.RESTRICTED, circles=(circle_of_person(person),))
    client.force_login(person)

    client.get(f"/assets/synthesis?items={source.pk}")

    assert AuditEntry.objects.filter(verb="assets.read", object_id=str(source.pk)).count() == 1


def test_writers_pick_sources_on_the_shelf_and_readers_see_no_boxes(client):
    one, other = AssetFactory(access=Access.PUBLIC), AssetFactory(access=Access.PUBLIC)

    assert 'form="synthesis"' not in client.get("/assets/").content.decode()
    client.force_login(UserFactory())
    shelf = client.get("/assets/").content.decode()
    assert all(f'name="items" value="{item.pk}" form="synthesis"' in shelf for item in (one, other))
    assert 'id="synthesis" action="/assets/synthesis"' in shelf

    page = client.get("/assets/synthesis", {"items": [one.pk, other.pk]}).content.decode()
    assert all(f'<input type="hidden" name="items" value="{item.pk}">' in page for item in (one, other))
