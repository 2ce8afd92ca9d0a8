"""Nobody reads, and nothing shows, by a way round the review."""

import pytest
from django.test import Client

from panya.base.core.errors import Refused
from panya.features.assets.actions import reviewing
from panya.features.assets.actions.access import agree, ask_for_class
from panya.features.assets.actions.facts import Facts, change_facts
from panya.features.assets.models import Asset
from panya.features.assets.queries.access import reviewers_to_agree
from panya.features.assets.structure import Parts
from panya.shared.content.actions.items import Place, change_place, save_text
from panya.shared.content.actions.reviewing.handing import hand_over
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Access, Item, Review, ReviewState
from panya.shared.content.text import Text
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role, User
from tests.factories import AppointmentFactory, AssetFactory, UnitFactory, UserFactory, approved

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def asked(item: Item, reviewer: User, *, at_once: bool = False) -> Review:
    return reviewing.ask_for_review(item, [reviewer], by=item.owner, shows_at_once=at_once)


def vouch(review: Review, by: User) -> None:
    reviewing.approve(review, sha256=review.sha256, ticked=list(CheckPoint.values), words="", by=by)


def fresh(item: Item) -> Item:
    return Item.objects.select_related("latest", "published", "unit", "owner").get(pk=item.pk)


def typed(words: str) -> Text:
    return Text(words, "", f"<p>{words}</p>", Parts(situation=words).as_json())


def test_another_class_after_the_approval_wants_a_new_one():
    item, reviewer = AssetFactory(published=False), UserFactory()
    vouch(asked(item, reviewer), reviewer)
    item = fresh(item)
    change_place(item, Place(unit=item.unit, access=Access.PUBLIC), by=item.owner)

    with pytest.raises(Refused):
        reviewing.publish_approved(fresh(item), by=item.owner)
    assert fresh(item).published is None


def test_another_type_after_the_approval_wants_a_new_one():
    item, reviewer = AssetFactory(published=False, type="lesson"), UserFactory()
    vouch(asked(item, reviewer), reviewer)
    change_facts(fresh(item), Facts("rule"), by=item.owner)

    with pytest.raises(Refused):
        reviewing.publish_approved(fresh(item), by=item.owner)
    assert Asset.objects.get(pk=item.pk).type == "rule"


def test_a_past_reviewer_does_not_meet_what_was_written_since():
    item, reviewer = AssetFactory(published=False), UserFactory()
    review = asked(item, reviewer, at_once=True)
    vouch(review, reviewer)
    item = fresh(item)
    save_text(item, typed("ความในใจที่ยังไม่มีใครรับรอง"), by=item.owner, base=item.latest)
    client = Client()
    client.force_login(reviewer)
    page = client.get(f"/reviews/{review.public_id}")

    assert page.status_code == 200
    assert "ความในใจ" not in page.content.decode()


def test_the_same_words_saved_again_are_what_the_approval_is_about():
    item, reviewer = AssetFactory(published=False), UserFactory()
    review = asked(item, reviewer, at_once=True)
    item = fresh(item)
    latest = item.latest
    text = Text(latest.title, latest.lead, latest.body_html, latest.structured)
    save_text(item, text, by=item.owner, base=latest)
    vouch(review, reviewer)

    assert Review.objects.get(pk=review.pk).revision == fresh(item).published


def test_citizens_numbers_put_in_during_the_review_end_it():
    item, reviewer = AssetFactory(published=False), UserFactory()
    review = asked(item, reviewer, at_once=True)
    item = fresh(item)
    save_text(item, typed("ติดต่อเลข 1-2345-67890-12-1"), by=item.owner, base=item.latest)

    assert Review.objects.get(pk=review.pk).state == ReviewState.WITHDRAWN
    assert not Review.objects.filter(item=item, state=ReviewState.OPEN).exists()


def test_the_km_team_does_not_take_for_itself_what_it_may_not_read():
    unit, named = UnitFactory(), UserFactory()
    member, leaver = UserFactory(unit=unit), UserFactory(unit=unit)
    AppointmentFactory(person=member, role=Role.KM_TEAM, unit=unit)
    item = AssetFactory(author=leaver, access=Access.RESTRICTED, circles=(circle_of_person(named),))
    User.objects.filter(pk=leaver.pk).update(is_active=False)

    with pytest.raises(Refused):
        hand_over(fresh(item), member, by=member, reason="เจ้าของย้ายไปแล้ว")
    assert hand_over(fresh(item), named, by=member, reason="เจ้าของย้ายไปแล้ว").owner == named


def test_an_approver_who_is_of_the_team_does_not_shut_the_way_of_a_second_member():
    unit = UnitFactory()
    first, second = UserFactory(), UserFactory()
    for member in (first, second):
        AppointmentFactory(person=member, role=Role.KM_TEAM, unit=unit)
    item = approved(AssetFactory(author=UserFactory(unit=unit), published=False), by=first)
    change = ask_for_class(fresh(item), Access.PUBLIC, (), by=item.owner, reason="ประชาชนถามบ่อย")

    assert reviewers_to_agree(fresh(item)) == []
    agree(change, by=first)
    agree(change, by=second)
    assert fresh(item).access == Access.PUBLIC


def test_a_consent_of_somebody_who_left_the_team_counts_no_more():
    unit = UnitFactory()
    first, second = UserFactory(), UserFactory()
    appointment = AppointmentFactory(person=first, role=Role.KM_TEAM, unit=unit)
    AppointmentFactory(person=second, role=Role.KM_TEAM, unit=unit)
    item = approved(AssetFactory(author=UserFactory(unit=unit), published=False), by=UserFactory())
    change = ask_for_class(fresh(item), Access.PUBLIC, (), by=item.owner, reason="ประชาชนถามบ่อย")
    agree(change, by=first)
    appointment.delete()
    agree(change, by=second)

    assert fresh(item).access == Access.INTERNAL
