"""Another class for what was shown: asked with a reason, agreed to by others, never decided alone."""

import threading

import pytest
from django.db import connections
from django.test import Client

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.actions.access import agree, ask_for_class, decline, withdraw
from panya.features.assets.models import AccessChange, AccessConsent, ChangeState
from panya.shared.audit.models import AuditEntry
from panya.shared.content import signals
from panya.shared.content.actions.items import Place, change_place
from panya.shared.content.models import Access, Item
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from panya.shared.people.models import Role, Unit, User
from tests.factories import AppointmentFactory, AssetFactory, UnitFactory, UserFactory, root_unit
from tests.factories.reviews import fresh

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def _team_over(unit: Unit | None) -> User:
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=unit)
    return person


def _published(**how) -> tuple[Item, User, User]:
    """An asset, a member of the KM team over its unit, and who approved its text."""
    unit, reviewer = UnitFactory(), UserFactory()
    item = AssetFactory(author=UserFactory(unit=unit), reviewer=reviewer, **how)
    return fresh(item), _team_over(unit), reviewer


def _ask(item: Item, after: str, *circles) -> AccessChange:
    return ask_for_class(item, after, circles, by=item.author, reason="เปิดให้ทุกคนได้แล้ว")


def _page(person: User, url: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(url).content.decode()


def test_before_it_is_shown_the_class_is_free():
    item = AssetFactory(published=False)

    change_place(item, Place(unit=item.unit, access=Access.PUBLIC), by=item.author)
    with pytest.raises(Refused):
        _ask(fresh(item), Access.INTERNAL)

    assert fresh(item).access == Access.PUBLIC


def test_once_shown_the_place_is_no_way_round():
    unit = UnitFactory()
    item = AssetFactory(author=UserFactory(unit=unit), access=Access.UNIT, circles=(circle_of_unit(unit),))
    other, helper = circle_of_unit(UnitFactory()), UserFactory()

    for place in (
        Place(unit=unit, access=Access.INTERNAL),
        Place(unit=unit, access=Access.RESTRICTED, circles=(circle_of_unit(unit),)),
        Place(unit=unit, access=Access.UNIT, circles=(other,)),
        Place(unit=unit, access=Access.UNIT, circles=(circle_of_unit(unit), other)),
    ):
        with pytest.raises(Refused):
            change_place(fresh(item), place, by=item.author)
    same = Place(unit=unit, access=Access.UNIT, circles=(circle_of_unit(unit),), tags=("ใหม่",), co_editors=(helper,))
    change_place(fresh(item), same, by=item.author)

    now = fresh(item)
    assert (now.access, set(now.circles.all()), set(now.co_editors.all())) == (
        Access.UNIT,
        {circle_of_unit(unit)},
        {helper},
    )


def test_a_narrower_class_needs_the_km_team():
    item, team, _reviewer = _published(access=Access.PUBLIC)
    told = []
    signals.changed.connect(lambda sender, numbers, **more: told.extend(numbers), weak=False, dispatch_uid="test")
    try:
        change = agree(_ask(item, Access.INTERNAL), by=team)
    finally:
        signals.changed.disconnect(dispatch_uid="test")

    assert (change.state, fresh(item).access, told) == (ChangeState.ACCEPTED, Access.INTERNAL, [item.pk])
    entry = AuditEntry.objects.get(verb="content.change_class")
    assert (entry.actor_id, entry.before["access"], entry.after["access"], entry.reason) == (
        team.pk,
        Access.PUBLIC,
        Access.INTERNAL,
        "เปิดให้ทุกคนได้แล้ว",
    )


def test_a_wider_class_needs_the_km_team_and_a_reviewer():
    item, team, reviewer = _published()
    change = _ask(item, Access.PUBLIC)

    agree(change, by=reviewer)
    agree(change, by=reviewer)
    assert (fresh(item).access, AccessConsent.objects.count()) == (Access.INTERNAL, 1)
    agree(change, by=team)

    assert (fresh(item).access, AccessConsent.objects.count()) == (Access.PUBLIC, 2)


def test_into_and_out_of_restricted_needs_both():
    circle = circle_of_person(UserFactory())
    item, team, reviewer = _published()

    change = agree(_ask(item, Access.RESTRICTED, circle), by=team)
    assert change.state == ChangeState.OPEN
    agree(change, by=reviewer)

    assert (fresh(item).access, set(item.circles.all())) == (Access.RESTRICTED, {circle})


def test_more_circles_are_wider_and_fewer_are_not():
    unit = UnitFactory()
    reviewer = UserFactory(unit=unit)
    circles = (circle_of_unit(unit), circle_of_unit(UnitFactory()))
    author = UserFactory(unit=unit)
    item = AssetFactory(author=author, reviewer=reviewer, access=Access.UNIT, circles=circles[:1])
    team = _team_over(unit)

    wider = agree(_ask(item, Access.UNIT, *circles), by=team)
    assert wider.state == ChangeState.OPEN
    agree(wider, by=reviewer)
    narrower = agree(_ask(fresh(item), Access.UNIT, circles[0]), by=team)

    assert (narrower.state, set(item.circles.all())) == (ChangeState.ACCEPTED, {circles[0]})


def test_where_no_reviewer_is_left_a_second_of_the_team_stands_in():
    item, team, reviewer = _published()
    second = _team_over(None)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    change = _ask(item, Access.PUBLIC)

    agree(change, by=team)
    assert fresh(item).access == Access.INTERNAL
    agree(change, by=second)

    assert fresh(item).access == Access.PUBLIC


def test_nobody_agrees_to_the_own_wish_nor_without_the_role():
    item, team, _reviewer = _published(access=Access.PUBLIC)
    author = item.author
    AppointmentFactory(person=author, role=Role.KM_TEAM, unit=item.unit)
    helper = _team_over(item.unit)
    item.co_editors.add(helper)
    change = _ask(item, Access.INTERNAL)

    for person in (author, helper, UserFactory(), _team_over(UnitFactory())):
        with pytest.raises(NotAllowed):
            agree(change, by=person)
        with pytest.raises(NotAllowed):
            decline(change, by=person, words="ไม่")
    by = User.objects.get(pk=team.pk)
    assert by.is_staff_member
    team.appointments.all().delete()
    with pytest.raises(NotAllowed):
        agree(change, by=by)

    assert fresh(item).access == Access.PUBLIC


def test_only_the_author_and_the_owner_ask_and_take_back_with_a_reason():
    item, team, _reviewer = _published(access=Access.PUBLIC)
    helper = UserFactory()
    item.co_editors.add(helper)

    for person in (helper, team, UserFactory()):
        with pytest.raises(NotAllowed):
            ask_for_class(item, Access.INTERNAL, (), by=person, reason="แคบลง")
    for reason in ("  ", "ก" * 501):
        with pytest.raises(Refused):
            ask_for_class(item, Access.INTERNAL, (), by=item.author, reason=reason)
    change = _ask(item, Access.INTERNAL)
    with pytest.raises(Refused):
        _ask(item, Access.REQUEST)
    with pytest.raises(NotAllowed):
        withdraw(change, by=helper)
    withdraw(change, by=item.author)

    with pytest.raises(Refused):
        agree(change, by=team)
    assert (fresh(item).access, AccessChange.objects.get().state) == (Access.PUBLIC, ChangeState.WITHDRAWN)


@pytest.mark.parametrize("after", [Access.INTERNAL, Access.UNIT, "SECRET"])
def test_the_same_class_no_reader_and_an_unknown_class_are_refused(after):
    item, _team, _reviewer = _published()

    with pytest.raises(Refused):
        _ask(item, after)

    assert AccessChange.objects.count() == 0


def test_a_request_that_is_declined_leaves_the_class_and_tells_why():
    item, team, _reviewer = _published(access=Access.PUBLIC)
    change = _ask(item, Access.INTERNAL)

    with pytest.raises(Refused):
        decline(change, by=team, words=" ")
    decline(change, by=team, words="ประชาชนใช้อยู่")

    change.refresh_from_db()
    assert (change.state, change.decided_by, change.decision_words) == (ChangeState.DECLINED, team, "ประชาชนใช้อยู่")
    assert fresh(item).access == Access.PUBLIC
    assert Notification.objects.filter(person=item.author, kind="assets.access_decided").count() == 1


def test_the_team_is_told_without_the_title_and_leads_to_the_request():
    item, team, reviewer = _published()
    change = _ask(item, Access.PUBLIC)

    rows = Notification.objects.filter(kind="assets.access_asked")
    assert {row.person_id for row in rows} == {team.pk, reviewer.pk}
    assert {(row.subject, row.words["change"]) for row in rows} == {(None, change.public_id)}


def test_a_class_changed_by_another_way_meanwhile_is_a_conflict():
    item, team, _reviewer = _published(access=Access.PUBLIC)
    change = _ask(item, Access.INTERNAL)
    Item.objects.filter(pk=item.pk).update(access=Access.REQUEST)

    with pytest.raises(Conflict):
        agree(change, by=team)


def test_the_team_decides_on_a_page_that_shows_no_title_of_what_it_may_not_read():
    unit = UnitFactory()
    circle = circle_of_unit(unit)
    item = AssetFactory(author=UserFactory(unit=unit), access=Access.UNIT, circles=(circle,), title="เรื่องภายในกรม")
    team, author = _team_over(unit), item.author
    change = _ask(fresh(item), Access.RESTRICTED, circle)
    url = f"/reviews/access-changes/{change.public_id}"

    for page in (_page(team, url), _page(team, "/reviews/")):
        assert ("เรื่องภายในกรม" in page, "เปิดให้ทุกคนได้แล้ว" in page, str(item.pk) in page) == (False, True, True)
    assert "เรื่องภายในกรม" in _page(author, url)
    stranger = Client()
    stranger.force_login(UserFactory(unit=unit))
    assert stranger.get(url).status_code == 404


def test_a_request_is_asked_and_decided_on_pages():
    item, team, reviewer = _published()
    author, approver, second = Client(), Client(), Client()
    for client, person in ((author, item.author), (approver, team), (second, reviewer)):
        client.force_login(person)

    assert author.post(f"/assets/{item.pk}/access", {"access": "UNIT", "reason": "แคบลง"}).status_code == 422
    sent = author.post(f"/assets/{item.pk}/access", {"access": "PUBLIC", "reason": "เปิดได้"})
    url = f"/reviews/access-changes/{AccessChange.objects.get().public_id}"
    assert (sent.status_code, author.post(url).status_code) == (303, 403)
    assert approver.post(f"{url}/decline", {"words": ""}).status_code == 422
    assert (approver.post(url).status_code, second.post(url).status_code) == (303, 303)

    assert fresh(item).access == Access.PUBLIC


@pytest.mark.django_db(databases=["default", "cache"], transaction=True)
def test_two_who_agree_at_once_change_the_class_once():
    root_unit()
    item, team, reviewer = _published()
    change, at_once, faults = _ask(item, Access.PUBLIC), threading.Barrier(4), []

    def run(person):
        try:
            at_once.wait()
            agree(change, by=person)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(person,)) for person in (team, reviewer, team, reviewer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (faults, AccessConsent.objects.count(), fresh(item).access) == ([], 2, Access.PUBLIC)
    assert AuditEntry.objects.filter(verb="content.change_class").count() == 1
