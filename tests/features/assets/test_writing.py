"""Writing assets: type, structured parts, place, facts, promotion."""

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.actions.facts import Facts, Part, change_facts
from panya.features.assets.actions.placing import AssetWish, bring_back_asset, change_place
from panya.features.assets.actions.promoting import promote
from panya.features.assets.actions.writing import edit_asset, restore_revision
from panya.features.assets.models import Asset, AssetType
from panya.features.assets.structure import LegalRef, Parts, parts_of, prompts_in_text, typed_parts
from panya.features.notes.actions import edit_note
from panya.shared.activity.models import Event
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.freshness import retire_reviewed
from panya.shared.content.actions.places import PlaceWish
from panya.shared.content.models import Access, Item, Link, Review, Status
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_unit
from tests.factories import AssetFactory, NoteFactory, TopicFactory, UnitFactory, UserFactory
from tests.factories.assets import PARTS

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def wish(item, type_="manual", *, access=None, readers=(), unit="", topics=(), **facts):
    place = PlaceWish(access=access or item.access, licence=item.licence, readers=readers)
    return AssetWish(place, Facts(type_, **facts), unit=unit, topics=topics)


def text(title="ใหม่", **parts):
    return Text(title, "", "<p>เนื้อหา</p>", Parts(**parts).as_json())


def test_a_step_a_caution_and_a_law_stand_on_a_line_each():
    typed = {
        "title_en": " Certificate ",
        "situation": "เมื่อมาขอ\nครั้งแรก",
        "steps": "ถาม\n\n ตรวจ ",
        "cautions": "",
        "legal_refs": "พ.ร.บ. หนึ่ง | มาตรา 9 | เปิดให้ดู\nระเบียบสอง",
    }

    parts = typed_parts(typed)

    assert parts == Parts(
        situation="เมื่อมาขอ\nครั้งแรก",
        steps=("ถาม", "ตรวจ"),
        legal_refs=(LegalRef("พ.ร.บ. หนึ่ง", "มาตรา 9", "เปิดให้ดู"), LegalRef("ระเบียบสอง")),
        title_en="Certificate",
    )
    assert typed_parts(parts.as_typed()) == parts


def test_what_was_taken_out_of_a_part_is_gone_from_the_new_text():
    item = AssetFactory()
    edited = edit_asset(item, text(steps=("ขั้นเดียว",)), by=item.owner, base=item.latest)

    assert parts_of(Item.objects.get(pk=edited.pk).latest.structured) == Parts(steps=("ขั้นเดียว",))


def test_an_edit_of_a_published_asset_is_a_new_text_that_readers_do_not_see():
    item = AssetFactory()
    edit_asset(item, text("ชื่อใหม่"), by=item.owner, base=item.latest, publish=True)

    item = Item.objects.get(pk=item.pk)
    assert (item.title, item.published.number, item.latest.number) == ("ออกหนังสือรับรองให้ผ่านในรอบเดียว", 1, 2)


def test_saving_over_a_newer_text_is_a_conflict():
    item = AssetFactory()
    base = item.latest
    edit_asset(item, text("ของคนแรก"), by=item.owner, base=base)

    with pytest.raises(Conflict):
        edit_asset(item, text("ของคนที่สอง"), by=item.owner, base=base)

    assert Item.objects.get(pk=item.pk).latest.title == "ของคนแรก"


@pytest.mark.parametrize(
    "parts",
    [
        {"steps": ("ขั้น",) * 101},
        {"cautions": ("ย" * 2001,)},
        {"situation": "ย" * 2001},
        {"title_en": "y" * 301},
        {"legal_refs": (LegalRef("ก" * 2001),)},
    ],
)
def test_parts_that_are_too_long_are_refused(parts):
    item = AssetFactory(published=False)

    with pytest.raises(Refused):
        edit_asset(item, text(**parts), by=item.owner, base=item.latest)

    assert Item.objects.get(pk=item.pk).latest.number == 1


def test_a_restored_text_is_a_new_one_that_nobody_approved():
    item = AssetFactory()
    edit_asset(item, text("ที่สอง"), by=item.owner, base=item.latest)
    item = Item.objects.get(pk=item.pk)

    restored = restore_revision(item, item.revisions.get(number=1), by=item.owner)

    item = Item.objects.get(pk=item.pk)
    assert (restored.number, item.latest, item.published.number) == (3, restored, 1)
    assert parts_of(restored.structured) == PARTS


def test_a_reader_may_not_write():
    item = AssetFactory()

    with pytest.raises(NotAllowed):
        edit_asset(item, text(), by=UserFactory(), base=item.latest)
    with pytest.raises(NotAllowed):
        change_place(item, wish(item), by=UserFactory())


def test_each_change_of_the_facts_is_audited_with_before_and_after():
    item = AssetFactory(published=False)
    teller = UserFactory(first_name="สมหญิง", last_name="ใจดี")
    parts = (Part("สมหญิง ใจดี", "teller"), Part("คนนอก", "expert"))

    change_facts(
        item,
        Facts(
            "story", process_step="เจรจา", contributors=parts, practices=("share", "apply"), competences=("การเจรจา",)
        ),
        by=item.owner,
    )

    entry = AuditEntry.objects.get(verb="assets.change_facts")
    assert (entry.before["type"], entry.after["type"]) == ("manual", "story")
    assert entry.after["contributors"] == ["สมหญิง ใจดี (teller)", "คนนอก (expert)"]
    assert Item.objects.get(pk=item.pk).practices == ["apply", "share"]
    assert [one.person for one in item.asset.contributors.all()] == [teller, None]


def test_facts_that_stay_as_they_are_leave_no_trace():
    item = AssetFactory(published=False)

    change_facts(item, Facts("manual"), by=item.owner)

    assert not AuditEntry.objects.filter(verb="assets.change_facts").exists()


def test_the_type_stands_from_the_moment_a_review_is_asked(published_or_in_review):
    item = published_or_in_review

    with pytest.raises(Refused):
        change_facts(item, Facts("rule"), by=item.owner)

    assert Asset.objects.get(pk=item.pk).type == "manual"


@pytest.fixture(params=["published", "in review"])
def published_or_in_review(request):
    item = AssetFactory(published=request.param == "published")
    if request.param == "in review":
        Review.objects.create(
            item=item,
            revision=item.latest,
            sha256=item.latest.sha256,
            asked_by=item.owner,
            asked_at=item.written_at,
            due_on=item.written_at.date(),
        )
    return item


def test_who_reads_what_was_shown_or_lies_before_a_reviewer_does_not_change_here(published_or_in_review):
    item = published_or_in_review

    with pytest.raises(Refused):
        change_place(item, wish(item, access=Access.PUBLIC), by=item.owner)

    assert Item.objects.get(pk=item.pk).access == Access.INTERNAL


def test_before_it_is_first_shown_its_owner_says_who_reads_it():
    item = AssetFactory(published=False)
    unit = item.unit

    change_place(item, wish(item, access=Access.UNIT, readers=(f"unit:{unit.code}",)), by=item.owner)

    item = Item.objects.get(pk=item.pk)
    assert (item.access, list(item.circles.all())) == (Access.UNIT, [circle_of_unit(unit)])


def test_only_author_and_owner_say_how_long_it_is_kept_and_where_it_belongs():
    helper = UserFactory()
    above = UnitFactory()
    item = AssetFactory(author=UserFactory(unit=UnitFactory(parent=above)), co_editors=(helper,), published=False)

    with pytest.raises(NotAllowed):
        change_facts(item, Facts("manual", retention="one_year"), by=helper)
    with pytest.raises(NotAllowed):
        change_place(item, wish(item, unit=helper.unit.code), by=helper)
    with pytest.raises(Refused):
        change_place(item, wish(item, unit=UnitFactory().code), by=item.owner)

    change_place(item, wish(item, unit=above.code, retention="forever"), by=item.owner)
    item = Item.objects.get(pk=item.pk)
    assert (item.unit, item.retention) == (above, "forever")


def test_an_asset_stands_under_several_topics():
    item, topics = AssetFactory(), [TopicFactory(), TopicFactory()]

    change_place(item, wish(item, topics=tuple(topic.slug for topic in topics)), by=item.owner)

    assert set(item.topics.all()) == set(topics)
    with pytest.raises(Refused):
        change_place(item, wish(item, topics=("ไม่มี",)), by=item.owner)


def test_a_note_becomes_a_draft_asset_that_knows_where_it_came_from():
    note, by = NoteFactory(access=Access.INTERNAL, tags=("ส่งออก",)), UserFactory()

    asset = promote(note, AssetType.STORY, by=by)

    link = Link.objects.get(kind=Link.MADE_FROM)
    assert (link.source, link.target, link.as_of) == (asset, note, note.published)
    assert (asset.title, asset.status, asset.owner, asset.unit) == (note.title, Status.DRAFT, by, by.unit)
    assert (asset.access, [tag.name for tag in asset.tags.all()]) == (Access.INTERNAL, ["ส่งออก"])
    assert asset.latest.body_html == note.published.body_html
    assert AuditEntry.objects.get(verb="assets.promote").after == {"asset": asset.pk, "type": "story"}
    assert set(Event.objects.filter(verb="assets.promote").values_list("item", "to")) == {(note.pk, note.author_id)}


def test_a_reader_promotes_what_readers_see_and_not_the_text_that_waits():
    note = NoteFactory()
    edit_note(note, Text("ยังไม่เผยแพร่", "", "<p>รออยู่</p>"), by=note.author, base=note.latest)

    asset = promote(note, AssetType.STORY, by=UserFactory())

    assert (asset.title, asset.latest.body_text) == (note.title, note.published.body_text)


def test_a_note_that_may_not_be_read_is_not_promoted():
    stranger = UserFactory()
    for note in (
        NoteFactory(published=False),
        NoteFactory(access=Access.UNIT, circles=(circle_of_unit(UnitFactory()),)),
    ):
        with pytest.raises(NotAllowed):
            promote(note, AssetType.STORY, by=stranger)
    with pytest.raises(NotAllowed):
        promote(NoteFactory(access=Access.PUBLIC), AssetType.STORY, by=UserFactory(unit=False))

    assert not Item.objects.of_kind("asset").exists()


def test_the_asset_is_never_open_wider_than_the_note_it_was_made_from():
    unit = UnitFactory()
    by = UserFactory(unit=unit)
    note = NoteFactory(author=by, access=Access.UNIT, circles=(circle_of_unit(unit),))
    asset = promote(note, AssetType.MANUAL, by=by)
    assert (asset.access, list(asset.circles.all())) == (Access.UNIT, [circle_of_unit(unit)])

    for wider in (
        wish(asset, access=Access.PUBLIC),
        wish(asset, access=Access.INTERNAL),
        wish(asset, access=Access.UNIT, readers=(f"unit:{unit.code}", f"unit:{UnitFactory().code}")),
    ):
        with pytest.raises(Refused, match=str(note.pk)):
            change_place(asset, wider, by=by)

    change_place(asset, wish(asset, access=Access.RESTRICTED, readers=(f"unit:{unit.code}",)), by=by)
    assert Item.objects.get(pk=asset.pk).access == Access.RESTRICTED


def test_an_asset_goes_out_of_use_with_a_reason_and_a_successor_and_comes_back():
    item, newer = AssetFactory(), AssetFactory()

    with pytest.raises(Refused):
        retire_reviewed(item, by=item.owner, reason=" ")
    retire_reviewed(item, by=item.owner, reason="มีเรื่องใหม่", superseded_by=newer)

    retired = Item.objects.get(pk=item.pk)
    assert (retired.status, retired.retired_reason, retired.superseded_by) == (Status.RETIRED, "มีเรื่องใหม่", newer)
    assert Item.objects.visible_to(UserFactory()).filter(pk=item.pk).exists()

    bring_back_asset(retired, by=item.owner)
    assert Item.objects.get(pk=item.pk).status == Status.PUBLISHED


def test_words_of_a_template_are_counted_in_every_part():
    asked = "«เขียนตรงนี้: อะไร»"
    typed = Text(
        "ชื่อ", asked, f"<p>{asked}</p>", Parts(situation=asked, steps=(asked, "ทำ"), cautions=(asked,)).as_json()
    )

    assert prompts_in_text(typed) == 5
