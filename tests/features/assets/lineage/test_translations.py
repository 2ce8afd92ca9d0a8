"""Translations: written over the shown text, found from both sides, stale once the source shows another."""

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.actions.promoting import refuse_wider
from panya.features.assets.actions.translations import say_still_right, write_translation
from panya.features.assets.queries.lineage import lineage_of
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions import items
from panya.shared.content.models import Access, Item, Link, Status
from panya.shared.content.text import Text
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import AssetFactory, UnitFactory, UserFactory, approved

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

ENGLISH = Text("Certificates in one go", "Three questions first", "<p>What they want to know</p>")


def fresh(item):
    return Item.objects.select_related("published", "latest").get(pk=item.pk)


def newer_text(item, body="<p>อัตราใหม่</p>"):
    items.save_text(item, Text(item.title, "", body), by=item.owner, base=fresh(item).latest)
    return approved(item, by=UserFactory())


def test_a_translation_is_a_draft_with_the_class_and_circles_of_its_source():
    owner, translator = UserFactory(), UserFactory()
    circle = circle_of_person(translator)
    source = AssetFactory(author=owner, access=Access.RESTRICTED, circles=(circle,), type="rule")

    made = write_translation(source, ENGLISH, by=translator)

    assert (made.language, made.status, made.access, made.unit) == ("en", Status.DRAFT, "RESTRICTED", translator.unit)
    assert (list(made.circles.all()), made.owner, made.asset.type) == ([circle], translator, "rule")
    link = Link.objects.get()
    assert (link.source, link.target, link.kind, link.as_of) == (made, source, "translates", fresh(source).published)


def test_only_staff_who_read_the_published_source_translate_it():
    source = AssetFactory(access=Access.PUBLIC)
    outside = UserFactory(unit=UnitFactory(parent=None, kind="external"))
    hidden = AssetFactory(access=Access.RESTRICTED, circles=(circle_of_person(UserFactory()),))
    draft = AssetFactory(published=False)

    for item, person in ((source, outside), (hidden, UserFactory()), (draft, draft.owner)):
        with pytest.raises(NotAllowed):
            write_translation(item, ENGLISH, by=person)


def test_one_translation_is_enough_and_a_translation_is_not_translated():
    source, person = AssetFactory(), UserFactory()
    made = write_translation(source, ENGLISH, by=person)

    with pytest.raises(Refused):
        write_translation(source, ENGLISH, by=person)
    approved(made, by=UserFactory())
    with pytest.raises(Refused):
        write_translation(source, ENGLISH, by=UserFactory())
    with pytest.raises(Refused):
        write_translation(fresh(made), Text("กลับเป็นไทย"), by=person)


def test_both_lead_to_each_other_and_only_to_who_may_read(client):
    source, translator, reader = AssetFactory(access=Access.PUBLIC), UserFactory(), UserFactory()
    made = write_translation(source, ENGLISH, by=translator)

    assert lineage_of(source, reader).translations == []
    assert [tie.item for tie in lineage_of(source, translator).translations] == [made]
    made = approved(made, by=UserFactory())
    assert [tie.item for tie in lineage_of(fresh(source), reader).translations] == [made]
    assert lineage_of(fresh(made), reader).translates.item == source
    assert f'href="/assets/{made.pk}" hreflang="en"' in client.get(f"/assets/{source.pk}").content.decode()
    assert f'href="/assets/{source.pk}" hreflang="th"' in client.get(f"/assets/{made.pk}").content.decode()


def test_a_newer_shown_text_of_the_source_makes_it_stale_and_its_owner_hears_once(client):
    source, translator = AssetFactory(), UserFactory()
    made = write_translation(source, ENGLISH, by=translator)
    items.save_text(source, Text("ยังไม่ผ่าน", "", "<p>ก</p>"), by=source.owner, base=fresh(source).latest)

    assert not lineage_of(made, translator).translates.is_stale
    approved(source, by=UserFactory())

    assert lineage_of(made, translator).translates.is_stale
    told = list(Notification.objects.filter(kind="assets.translation_stale").values_list("person", "subject"))
    assert told == [(translator.pk, made.pk)]
    client.force_login(translator)
    assert "ต้นฉบับเปลี่ยนไปแล้ว" in client.get(f"/assets/{made.pk}").content.decode()


def test_who_may_not_read_the_source_any_more_hears_nothing_of_it():
    source, translator = AssetFactory(), UserFactory()
    made = write_translation(source, ENGLISH, by=translator)
    Item.objects.filter(pk=source.pk).update(access=Access.RESTRICTED)
    newer_text(source)

    assert Notification.objects.filter(kind="assets.translation_stale").count() == 0
    assert lineage_of(made, translator).translates is None


def test_its_writer_says_that_it_is_still_right_as_of_the_text_that_was_compared():
    source, translator = AssetFactory(), UserFactory()
    made = write_translation(source, ENGLISH, by=translator)
    source = newer_text(source)

    with pytest.raises(NotAllowed):
        say_still_right(made, by=source.owner, seen=source.published.number)
    with pytest.raises(Conflict):
        say_still_right(made, by=translator, seen=1)
    say_still_right(made, by=translator, seen=source.published.number)

    assert Link.objects.get().as_of == source.published
    entry = AuditEntry.objects.get(verb="assets.translation_compared")
    assert (entry.before["as_of"], entry.after["as_of"]) == (1, 2)


def test_a_translation_is_opened_no_wider_than_its_source_before_it_is_first_shown():
    made = write_translation(AssetFactory(access=Access.INTERNAL), ENGLISH, by=UserFactory())

    with pytest.raises(Refused):
        refuse_wider(made, Access.PUBLIC, ())
    refuse_wider(made, Access.INTERNAL, ())


def test_the_pages_translate_and_compare(client):
    source, translator = AssetFactory(), UserFactory()
    client.force_login(translator)
    typed = {"title": "Certificates", "body": "## Why\n\nWhat they want", "steps": "Ask\nCheck"}

    assert client.get(f"/assets/{source.pk}/translate").status_code == 200
    assert client.post(f"/assets/{source.pk}/translate", typed | {"title": ""}).status_code == 422
    sent = client.post(f"/assets/{source.pk}/translate", typed)
    made = Item.objects.get(language="en")
    assert (sent.status_code, sent["Location"]) == (303, f"/assets/{made.pk}")
    assert made.latest.structured["steps"] == ["Ask", "Check"]

    newer_text(source)
    page = client.get(f"/assets/{made.pk}/compared")
    assert "<ins>" in page.content.decode()
    assert client.post(f"/assets/{made.pk}/compared", {"seen": "1"}).status_code == 422
    assert client.post(f"/assets/{made.pk}/compared", {"seen": "2"}).status_code == 303
    client.force_login(source.owner)
    assert client.get(f"/assets/{made.pk}/compared").status_code == 404
    assert client.get(f"/assets/{source.pk}/compared").status_code == 404
