"""Nothing is orphaned: reviews and items go over to others, and those who must act are told."""

from datetime import timedelta

import pytest

from panya.base.core.clock import today
from panya.base.core.errors import NotAllowed, Refused
from panya.features.assets.queries.reviewing import orphans_in
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.reviewing.handing import HANDED_OVER, hand_over, reassign, tell_of_lost_reviewers
from panya.shared.content.actions.reviewing.rounds import APPROVED, ASKED, ENDED, LOST, REASSIGNED
from panya.shared.content.keepers import numbers_of_units_kept
from panya.shared.content.models import Access, Assignment, Item
from panya.shared.content.review_queries import lost_reviewers
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.actions.people import deactivate_person, move_person
from panya.shared.people.models import Role, UnitKind, User
from tests.factories import AppointmentFactory, AssetFactory, ReviewFactory, UnitFactory, UserFactory
from tests.factories.reviews import edited, fresh, passed

pytestmark = pytest.mark.django_db


def _told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def _team_over(unit) -> User:
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=unit)
    return person


def _administrator() -> User:
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.ADMINISTRATOR)
    return person


def test_the_owner_hands_a_review_on_and_the_former_reviewer_reads_no_more():
    old, new = UserFactory(), UserFactory()
    review = ReviewFactory(old)

    reassign(review, old, new, by=review.item.owner, words="ลาพัก")

    readers = {one for one in (old, new) if Item.objects.visible_to(one).filter(pk=review.item_id).exists()}
    assert ([one.reviewer for one in review.assignments.all()], readers) == ([new], {new})
    assert (_told(new), ENDED in _told(old)) == ([ASKED], True)
    entry = AuditEntry.objects.get(verb="content.reassign_review")
    assert (entry.before, entry.after, entry.reason) == ({"reviewer": old.name}, {"reviewer": new.name}, "ลาพัก")


def test_the_km_team_hands_on_what_it_may_read_and_nobody_else_does():
    unit = UnitFactory()
    team, other_team = _team_over(unit), _team_over(UnitFactory())
    old, new, author = UserFactory(), UserFactory(), UserFactory(unit=unit)
    hidden = ReviewFactory(old, item=AssetFactory(author=author, published=False))
    shown = ReviewFactory(old, item=edited(AssetFactory(author=author)))

    for review, person in ((hidden, team), (shown, other_team), (shown, old), (shown, UserFactory())):
        with pytest.raises(NotAllowed):
            reassign(review, old, new, by=person)
    reassign(shown, old, new, by=team)

    assert _told(author) == [REASSIGNED]
    assert list(hidden.assignments.values_list("reviewer", flat=True)) == [old.pk]


def test_a_review_goes_to_somebody_who_may_review_it_and_does_not_yet():
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two)

    for person in (review.item.author, two, UserFactory(is_active=False)):
        with pytest.raises(Refused):
            reassign(review, one, person, by=review.item.author)
    passed(review, by=one)
    with pytest.raises(Refused):
        reassign(review, one, UserFactory(), by=review.item.author)

    assert set(Assignment.objects.values_list("reviewer", flat=True)) == {one.pk, two.pk}


def test_who_asked_is_told_when_a_reviewer_leaves_once():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    deactivate_person(reviewer, by=_administrator())
    for _ in range(2):
        tell_of_lost_reviewers()

    assert _told(review.item.author) == [LOST]
    assert lost_reviewers(review) == {reviewer.pk}


def test_a_reviewer_who_is_moved_within_the_ministry_stays_and_one_who_leaves_it_is_lost():
    reviewer, outside = UserFactory(), UnitFactory(parent=None, kind=UnitKind.EXTERNAL, is_own=False)
    review, by = ReviewFactory(reviewer), _administrator()

    move_person(reviewer, UnitFactory(), from_day=today() - timedelta(days=1), by=by)
    assert lost_reviewers(review) == set()
    move_person(reviewer, outside, from_day=today(), by=by)

    assert (lost_reviewers(review), _told(review.item.author)) == ({reviewer.pk}, [LOST])


def test_the_owner_hands_an_item_over_and_the_new_one_is_told():
    item, new = AssetFactory(), UserFactory()

    hand_over(item, new, by=item.owner, reason="ย้ายงาน")

    assert (fresh(item).owner, HANDED_OVER in _told(new)) == (new, True)
    entry = AuditEntry.objects.get(verb="content.hand_over")
    assert (entry.before, entry.after, entry.reason) == ({"owner": item.owner.name}, {"owner": new.name}, "ย้ายงาน")


def test_while_the_owner_is_there_nobody_else_hands_over():
    unit = UnitFactory()
    item = AssetFactory(author=UserFactory(unit=unit))
    team = _team_over(unit)

    for person in (team, UserFactory(), _administrator()):
        with pytest.raises(NotAllowed):
            hand_over(item, UserFactory(), by=person, reason="ลาออก")


def test_what_a_person_leaves_behind_waits_for_the_km_team_of_its_unit_and_is_handed_over():
    unit = UnitFactory()
    team, other_team, new = _team_over(unit), _team_over(UnitFactory()), UserFactory(unit=unit)
    owner = UserFactory(unit=unit)
    draft, shown = AssetFactory(author=owner, published=False), AssetFactory(author=owner)
    kept = AssetFactory(author=UserFactory(unit=unit))

    deactivate_person(owner, by=_administrator())

    assert set(orphans_in(numbers_of_units_kept(team))) == {draft.pk, shown.pk}
    assert orphans_in(numbers_of_units_kept(other_team)) == []
    for item in (draft, shown):
        hand_over(item, new, by=team, reason="เจ้าของลาออก")
    assert orphans_in(numbers_of_units_kept(team)) == []
    assert {fresh(item).owner for item in (draft, shown)} == {new}
    assert fresh(kept).owner == kept.owner


def test_the_km_team_cannot_open_a_narrow_item_to_somebody_it_was_never_open_to():
    unit = UnitFactory()
    team, owner, reader, colleague = _team_over(unit), UserFactory(unit=unit), UserFactory(), UserFactory(unit=unit)
    circle = circle_of_unit(reader.unit)
    other = UserFactory(unit=UnitFactory())
    item = AssetFactory(author=owner, access=Access.RESTRICTED, circles=(circle_of_unit(unit),))
    assert circle is not None
    deactivate_person(owner, by=_administrator())

    for person in (team, other):
        with pytest.raises(Refused):
            hand_over(item, person, by=team, reason="เจ้าของลาออก")
    hand_over(item, colleague, by=team, reason="เจ้าของลาออก")

    assert fresh(item).owner == colleague


def test_an_item_goes_to_active_staff_with_a_reason():
    item = AssetFactory()

    for person, reason in (
        (UserFactory(is_active=False), "ย้าย"),
        (UserFactory(unit=False), "ย้าย"),
        (item.owner, "ย้าย"),
        (UserFactory(), " "),
    ):
        with pytest.raises(Refused):
            hand_over(item, person, by=item.owner, reason=reason)

    assert fresh(item).owner == item.owner


def test_who_takes_an_item_over_reviews_it_no_more():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    hand_over(review.item, reviewer, by=review.item.owner, reason="ย้ายงาน")

    with pytest.raises(NotAllowed):
        passed(review, by=reviewer)
    assert LOST in _told(review.item.author)
    assert APPROVED not in _told(review.item.author)
