"""Pages of assets, as people meet them."""

import json
import re

import pytest

from panya.features.assets.actions.promoting import promote
from panya.features.assets.actions.writing import edit_asset
from panya.features.assets.models import AssetType
from panya.features.assets.starters import TEMPLATES
from panya.shared.audit.models import AuditEntry
from panya.shared.content.models import Access, Draft, Item, Status, Topic, Validity
from panya.shared.content.text import Text
from panya.shared.feedback.models import UseManner, UseRecord, UseResult
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import AssetFactory, NoteFactory, TopicFactory, UnitFactory, UserFactory, approved, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def as_(client):
    """Sign a person in and give the browser."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def words(page):
    """What stands on a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def typed(**fields):
    empty = dict.fromkeys(("title_en", "lead", "situation", "steps", "cautions", "legal_refs"), "")
    return {"title": "ชื่อ", "body": "เนื้อหา", "type": "manual", **empty, **fields}


def titles(page):
    return [item.title for item in page.context["items"]]


def test_every_type_opens_a_template_that_asks_and_a_story_asks_how_it_was_done(as_):
    browser = as_(UserFactory())
    assert {template.key for template in TEMPLATES} == set(AssetType.values)

    chooser = words(browser.get("/assets/new"))
    assert all(str(template.name) in chooser for template in TEMPLATES)
    for template in TEMPLATES:
        page = browser.get(f"/assets/new?template={template.key}")
        assert page.status_code == 200
        assert page.context["form"].prompts >= 5, template.key
        assert page.context["form"]["type"].value() == template.key
    assert "ทำอย่างไร" in browser.get("/assets/new?template=story").content.decode()


def test_an_officer_writes_an_asset_without_a_script(as_):
    person = UserFactory()
    browser = as_(person)

    saved = browser.post("/assets/new", typed(steps="ถาม\nตรวจ", legal_refs="พ.ร.บ. | มาตรา 9", next="publish"))

    item = Item.objects.of_kind("asset").get()
    assert (saved.status_code, saved["Location"]) == (303, f"/assets/{item.pk}/place")
    assert item.asset.type == "manual"
    law = {"law": "พ.ร.บ.", "section": "มาตรา 9", "about": ""}
    assert item.latest.structured == {"steps": ["ถาม", "ตรวจ"], "legal_refs": [law]}
    place = {"type": "manual", "form": "tacit", "unit": item.unit.code, "retention": "ten_years"}
    place |= {"licence": "cc-by", "access": "PUBLIC", "contributor": ["คนนอก", ""], "contributor_role": ["expert"] * 2}
    assert browser.post(saved["Location"], place).status_code == 303
    item.refresh_from_db()
    assert (item.access, item.licence, item.status) == ("PUBLIC", "cc-by", Status.DRAFT)
    assert [one.shown_name for one in item.asset.contributors.all()] == ["คนนอก"]


def test_a_type_that_is_not_on_the_list_is_not_saved(as_):
    browser = as_(UserFactory())

    assert browser.post("/assets/new", typed(type="")).status_code == 422
    assert browser.post("/assets/new", typed(type="poem")).status_code == 422
    assert not Item.objects.exists()


def test_the_draft_keeps_the_structured_parts_and_the_type(as_):
    browser = as_(UserFactory())

    kept = browser.post("/assets/drafts/save", typed(steps="ขั้นแรก", type="faq"))
    page = browser.get(f"/assets/drafts/{kept['X-Draft']}")

    assert Draft.objects.get().fields["steps"] == "ขั้นแรก"
    assert (page.context["form"]["steps"].value(), page.context["form"]["type"].value()) == ("ขั้นแรก", "faq")


def test_what_is_left_of_the_template_is_taken_out_of_every_part(as_):
    browser, asked = as_(UserFactory()), "«เขียนตรงนี้: อะไร»"

    fields = typed(lead=asked, steps=f"{asked}\nทำเอง", cautions=asked, body=f"<p>{asked}</p><p>เล่า</p>")
    browser.post("/assets/new", {**fields, "without_prompts": "1"})

    latest = Item.objects.of_kind("asset").get().latest
    assert (latest.lead, latest.body_text, latest.structured) == ("", "เล่า", {"steps": ["ทำเอง"]})


def test_two_writers_at_once_see_both_texts(as_):
    item = AssetFactory()
    edit_asset(item, Text("ของอีกคน", "", "<p>อีกคน</p>", {"steps": ["ขั้นของอีกคน"]}), by=item.owner, base=item.latest)

    page = as_(item.owner).post(f"/assets/{item.pk}/edit", typed(title="ของฉัน", steps="ขั้นของฉัน", base="1"))

    assert page.status_code == 409
    assert "ขั้นของอีกคน" in words(page)
    assert page.context["form"]["steps"].value() == "ขั้นของฉัน"


def test_the_page_tells_who_is_in_charge_how_to_use_it_and_how_to_cite_it(client):
    item = AssetFactory(access=Access.PUBLIC, topics=(TopicFactory(name_th="ส่งออก"),))

    page = client.get(f"/assets/{item.pk}")
    shown = words(page)

    assert f"ผู้รับผิดชอบ: {item.owner.name}" in shown
    for told in (
        "คู่มือหรือขั้นตอนงาน",
        "เป็นปัจจุบัน",
        "ใช้เมื่อไร ใช้เมื่อผู้ประกอบการ",
        "ถามปลายทาง",
        "อย่าออกย้อนหลัง",
        "มาตรา 9",
        "ส่งออก",
    ):
        assert told in shown
    year = item.published_at.year + 543
    assert f"{item.author_shown} ({year}). {item.title}. {item.unit.name}. หมายเลขบันทึก {item.pk}." in shown
    assert f"/records/{item.pk}" in shown
    assert shown.count("ผ่านการตรวจโดย") == 1


def test_search_engines_are_told_of_public_assets_only(client, as_):
    public, internal = AssetFactory(access=Access.PUBLIC), AssetFactory()

    page = client.get(f"/assets/{public.pk}").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (data["@type"], data["identifier"], len(data["step"])) == ("HowTo", str(public.pk), 3)
    assert 'content="noindex"' not in page

    page = as_(UserFactory()).get(f"/assets/{internal.pk}").content.decode()
    assert "ld+json" not in page
    assert 'content="noindex"' in page


def test_a_newer_text_is_told_to_its_writers_and_never_to_readers(as_, client):
    item = AssetFactory(access=Access.PUBLIC)
    edit_asset(item, Text("ชื่อที่ยังไม่รับรอง", "", "<p>ใหม่</p>"), by=item.owner, base=item.latest)
    address = f"/assets/{item.pk}"

    for reader in (client, as_(UserFactory())):
        page = words(reader.get(address))
        assert "มีข้อความใหม่กว่ารออยู่" not in page
        assert "ชื่อที่ยังไม่รับรอง" not in page
    assert "มีข้อความใหม่กว่ารออยู่" in words(as_(item.owner).get(address))


def test_of_a_request_asset_the_public_sees_the_card_only(client):
    item = AssetFactory(access=Access.REQUEST)

    page = words(client.get(f"/assets/{item.pk}"))

    assert item.title in page
    assert item.unit.name in page
    for hidden in ("ถามปลายทาง", item.author_shown, "คู่มือหรือขั้นตอนงาน"):
        assert hidden not in page
    for below in ("print", "checklist", "markdown"):
        assert client.get(f"/assets/{item.pk}/{below}").status_code == 404


def test_a_retired_asset_leads_to_its_successor_where_the_reader_may_read_it(as_, client):
    old, hidden = AssetFactory(access=Access.PUBLIC), AssetFactory()
    browser = as_(old.owner)
    assert browser.post(f"/due/{old.pk}/retire", {"reason": "", "superseded_by": hidden.pk}).status_code == 422
    assert browser.post(f"/due/{old.pk}/retire", {"reason": "เก่า", "superseded_by": "990"}).status_code == 422
    narrower = {"reason": "เก่า", "superseded_by": hidden.pk}
    assert browser.post(f"/due/{old.pk}/retire", narrower).status_code == 422
    assert browser.post(f"/due/{old.pk}/retire", {**narrower, "for_some_readers": "on"}).status_code == 303
    assert hidden.title in words(browser.get(f"/assets/{old.pk}"))

    client.logout()
    page = words(client.get(f"/assets/{old.pk}"))
    assert "องค์ความรู้นี้เลิกใช้แล้ว เก่า" in page
    assert f"/assets/{hidden.pk}" not in page

    assert as_(old.owner).post(f"/assets/{old.pk}/bring-back").status_code == 303


def test_every_page_that_shows_a_restricted_text_is_audited_and_none_exports_it(as_):
    person = UserFactory()
    item = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(person),))
    edit_asset(item, Text("ใหม่", "", "<p>ใหม่</p>"), by=item.owner, base=item.latest)
    browser = as_(person)
    for below in ("", "/print", "/checklist"):
        assert browser.get(f"/assets/{item.pk}{below}").status_code == 200
    assert browser.get(f"/assets/{item.pk}/markdown").status_code == 403
    assert AuditEntry.objects.filter(verb="assets.read", actor=person).count() == 3

    browser = as_(item.owner)
    for below in ("/edit", "/history/1", "/compare/1/2"):
        assert browser.get(f"/assets/{item.pk}{below}").status_code == 200
    assert browser.get(f"/assets/{item.pk}/markdown").status_code == 403
    assert AuditEntry.objects.filter(verb="assets.read", actor=item.owner).count() == 3


def test_the_checklist_stands_alone_and_prints(client):
    item = AssetFactory(access=Access.PUBLIC)

    page = client.get(f"/assets/{item.pk}/checklist")

    assert page.content.decode().count('type="checkbox"') == 3
    for told in ("ใช้เมื่อผู้ประกอบการ", "ตรวจพิกัด", "อย่าออกย้อนหลัง", "มาตรา 9", str(item.pk)):
        assert told in words(page)


def test_the_file_to_take_along_holds_every_part(client):
    item = AssetFactory(access=Access.PUBLIC)

    file = client.get(f"/assets/{item.pk}/markdown").content.decode()

    for told in (f"# {item.title}", "## ใช้เมื่อไร", "1. ถามปลายทาง", "- อย่าออกย้อนหลัง", "มาตรา 9", "ผู้ประกอบการไม่ได้อยากรู้"):
        assert told in file


def test_a_restored_text_waits_for_approval(as_):
    item = AssetFactory()
    edit_asset(item, Text("ที่สอง", "", "<p>สอง</p>"), by=item.owner, base=item.latest)
    browser = as_(item.owner)
    assert "ขั้นตอน" in words(browser.get(f"/assets/{item.pk}/compare/1/2"))

    assert browser.post(f"/assets/{item.pk}/history/1/restore").status_code == 303

    item.refresh_from_db()
    assert (item.latest.number, item.published.number, item.latest.structured) == (3, 1, item.published.structured)


def test_a_note_offers_to_become_an_asset_and_then_says_what_it_became(as_):
    note, reader = NoteFactory(), UserFactory()
    browser = as_(reader)
    assert f"/assets/promote/{note.pk}" in browser.get(f"/notes/{note.pk}").content.decode()

    made = browser.post(f"/assets/promote/{note.pk}", {"type": "story"})

    asset = Item.objects.of_kind("asset").get()
    assert (made.status_code, made["Location"]) == (303, f"/assets/{asset.pk}/edit")
    became = f'/assets/{asset.pk}"'
    assert became in browser.get(f"/notes/{note.pk}").content.decode()
    assert became not in as_(note.author).get(f"/notes/{note.pk}").content.decode()
    assert note.title in words(as_(reader).get(f"/assets/{asset.pk}"))


def test_where_it_was_made_from_is_told_to_those_who_may_read_that(as_, client):
    person = UserFactory()
    note = NoteFactory(author=person, access=Access.RESTRICTED, circles=(circle_of_person(person),), title="บันทึกปิด")
    asset = promote(note, AssetType.STORY, by=person)
    Item.objects.filter(pk=asset.pk).update(access=Access.PUBLIC)
    approved(asset, by=UserFactory())
    Item.objects.filter(pk=asset.pk).update(title="องค์ความรู้เปิด")

    assert f"/notes/{note.pk}" in as_(person).get(f"/assets/{asset.pk}").content.decode()
    client.logout()
    assert f"/notes/{note.pk}" not in client.get(f"/assets/{asset.pk}").content.decode()


def test_the_shelf_filters_and_counts_what_this_reader_may_see(as_, client):
    root = root_unit()
    department = UnitFactory(code="DFT", parent=root)
    division = UnitFactory(parent=department)
    top = TopicFactory(slug="trade")
    below = TopicFactory(slug="fta", parent=top)
    writer = UserFactory(unit=division)
    AssetFactory(author=writer, title="คู่มือเปิด", access=Access.PUBLIC, topics=(below,))
    AssetFactory(author=writer, title="เรื่องภายใน", type="story", topics=(top, below))
    AssetFactory(title="ขอดู", access=Access.REQUEST, unit=UnitFactory(parent=root))
    due = AssetFactory(title="ถึงกำหนด")
    Item.objects.filter(pk=due.pk).update(validity=Validity.DUE)
    staff = as_(UserFactory())

    def found(browser, query=""):
        return set(titles(browser.get(f"/assets/{query}")))

    def counted(browser, name, query=""):
        return {
            choice.label: choice.count for choice in getattr(browser.get(f"/assets/{query}").context["shelf"], name)
        }

    assert found(staff) == {"คู่มือเปิด", "เรื่องภายใน", "ขอดู", "ถึงกำหนด"}
    assert found(staff, "?topic=trade") == {"คู่มือเปิด", "เรื่องภายใน"}
    assert found(staff, "?type=story") == {"เรื่องภายใน"}
    assert found(staff, "?unit=DFT") == {"คู่มือเปิด", "เรื่องภายใน"}
    assert found(staff, "?unit=NONE") == found(staff, "?topic=none") == set()
    assert found(staff, "?validity=due") == {"ถึงกำหนด"}
    assert found(staff, "?access=REQUEST") == {"ขอดู"}
    assert counted(staff, "topics") == {str(top): 2, str(below): 2}
    assert counted(staff, "units", "?type=story") == {department.name: 1}

    client.logout()
    assert found(client) == {"คู่มือเปิด", "ขอดู"}
    # A card tells neither type nor topic nor validity, and nobody outside filters by class.
    assert found(client, "?type=manual") == {"คู่มือเปิด"}
    assert found(client, "?validity=current") == {"คู่มือเปิด"}
    assert found(client, "?access=REQUEST") == {"คู่มือเปิด", "ขอดู"}
    assert counted(client, "types") == {"คู่มือหรือขั้นตอนงาน": 1}
    assert counted(client, "topics") == {str(top): 1, str(below): 1}
    assert counted(client, "accesses") == {}
    assert sum(counted(client, "units").values()) == 2


def test_the_shelf_shows_the_most_used_first_and_own_use_never_counts(as_):
    used, newer, own = AssetFactory(title="ใช้แล้ว"), AssetFactory(title="ใหม่"), AssetFactory(title="ใช้เอง")
    for item, by, is_own in ((used, UserFactory(), False), (own, own.owner, True)):
        UseRecord.objects.create(
            item=item, by=by, unit=by.unit, owner_unit=item.unit, used_on=item.written_at.date(),
            manner=UseManner.AS_IS, result=UseResult.WORKED, recorded_at=item.written_at, is_own=is_own,
        )  # fmt: skip

    assert titles(as_(UserFactory()).get("/assets/?sort=used")) == [used.title, own.title, newer.title]


@pytest.mark.parametrize(("access", "written"), [(Access.PUBLIC, 0), (Access.INTERNAL, 1)])
def test_what_not_everybody_may_read_is_taken_along_in_writing(as_, access, written):
    item = AssetFactory(access=access)

    assert as_(UserFactory()).get(f"/assets/{item.pk}/markdown").status_code == 200
    assert AuditEntry.objects.filter(verb="assets.download", object_id=str(item.pk)).count() == written


def test_an_asset_under_a_topic_that_was_closed_keeps_it(as_):
    topic = TopicFactory()
    item = AssetFactory(published=False, topics=(topic,))
    Topic.objects.filter(pk=topic.pk).update(is_closed=True)
    place = {"type": "manual", "form": "tacit", "unit": item.unit.code, "licence": "cc-by", "access": "INTERNAL"}
    sent = as_(item.owner).post(f"/assets/{item.pk}/place", place | {"topics": [topic.slug], "retention": "ten_years"})

    assert sent.status_code == 303
    assert list(item.topics.all()) == [topic]


def test_a_topic_that_was_suggested_and_ticked_is_taken(as_):
    topic = TopicFactory()
    item = AssetFactory(published=False)
    place = {"type": "manual", "form": "tacit", "unit": item.unit.code, "licence": "cc-by", "access": "INTERNAL"}
    sent = as_(item.owner).post(
        f"/assets/{item.pk}/place", place | {"suggested_topic": topic.slug, "retention": "ten_years"}
    )

    assert sent.status_code == 303
    assert list(item.topics.all()) == [topic]
