"""Who may ask whom to review what; and showing what was approved."""

from datetime import timedelta

import pytest

from panya.base.core.clock import today
from panya.base.core.errors import NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.items import retire
from panya.shared.content.actions.reviewing.asking import ask_for_review, publish_approved, withdraw_review
from panya.shared.content.actions.reviewing.rounds import ASKED, ENDED
from panya.shared.content.models import Item, Review, ReviewState, Revision, Status
from panya.shared.notifications.models import Notification
from tests.factories import AssetFactory, NoteFactory, ReviewFactory, UserFactory
from tests.factories.reviews import edited, fresh, passed

pytestmark = pytest.mark.django_db


def _told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_the_latest_text_is_frozen_and_due_in_a_week():
    item, reviewer = AssetFactory(published=False), UserFactory()

    review = ask_for_review(item, [reviewer], by=item.author, words=" ช่วยดูขั้นตอน ")

    assert (review.revision, review.sha256) == (item.latest, item.latest.content_hash())
    assert (review.due_on, review.words, review.needed) == (today() + timedelta(days=7), "ช่วยดูขั้นตอน", 1)
    assert _told(reviewer) == [ASKED]
    assert AuditEntry.objects.filter(verb="content.ask_for_review", object_id=str(item.pk)).count() == 1


def test_the_assigned_reviewer_reads_the_draft_and_nobody_else_of_the_staff():
    item, reviewer, other = AssetFactory(published=False), UserFactory(), UserFactory()
    ReviewFactory(reviewer, item=item)

    readers = {person for person in (reviewer, other) if Item.objects.visible_to(person).filter(pk=item.pk).exists()}

    assert readers == {reviewer}


def test_only_the_author_and_the_owner_ask():
    author, owner, helper = UserFactory(), UserFactory(), UserFactory()
    item = AssetFactory(author=author, published=False, co_editors=(helper,))
    Item.objects.filter(pk=item.pk).update(owner=owner)

    for person in (helper, UserFactory()):
        with pytest.raises(NotAllowed):
            ask_for_review(fresh(item), [UserFactory()], by=person)
    ask_for_review(fresh(item), [UserFactory()], by=owner)

    assert Review.objects.count() == 1


def test_a_reviewer_is_active_staff_and_no_writer():
    author, helper, former = UserFactory(), UserFactory(), UserFactory()
    item = AssetFactory(author=author, published=False, co_editors=(helper, former))
    edited(item, by=former)
    fresh(item).co_editors.remove(former)
    unfit = [author, helper, former, UserFactory(is_active=False), UserFactory(unit=False)]

    for person in unfit:
        with pytest.raises(Refused):
            ask_for_review(fresh(item), [person], by=author)

    assert Review.objects.count() == 0


def test_who_wrote_an_older_approved_text_may_review_the_newer_one():
    former = UserFactory()
    item = AssetFactory(co_editors=(former,))
    once = edited(item, by=former)
    review = ReviewFactory(reviewer := UserFactory(), item=once)
    passed(review, by=reviewer)
    fresh(item).co_editors.remove(former)

    review = ReviewFactory(former, item=edited(item, body="<p>ของคนอื่น</p>"))

    assert review.is_open


def test_so_many_reviewers_as_are_needed():
    item, one, two = AssetFactory(published=False), UserFactory(), UserFactory()

    for people in ([], [one], [one, one]):
        with pytest.raises(Refused):
            ask_for_review(item, people, by=item.author, needed=2)

    assert ask_for_review(item, [one, two], by=item.author, needed=2).assignments.count() == 2


@pytest.mark.parametrize("days", [-1, 367])
def test_the_day_is_not_over_and_not_years_ahead(days):
    with pytest.raises(Refused):
        ReviewFactory(due_on=today() + timedelta(days=days))


def test_there_is_one_open_review_of_an_item():
    review = ReviewFactory()

    with pytest.raises(Refused):
        ask_for_review(review.item, [UserFactory()], by=review.item.author)

    assert Review.objects.count() == 1


def test_what_readers_see_already_is_not_reviewed_again_nor_what_needs_no_review_nor_what_is_retired():
    shown, note = AssetFactory(), NoteFactory(published=False)
    retired = AssetFactory()
    edited(retired)
    retire(fresh(retired), by=retired.author, reason="เก่า")

    for item in (shown, note, retired):
        with pytest.raises(Refused):
            ask_for_review(fresh(item), [UserFactory()], by=item.author)


def test_a_check_of_the_feature_refuses_before_anybody_is_told():
    item, reviewer = AssetFactory(published=False), UserFactory()

    def not_ready(found):
        raise Refused(f"{found.pk} is not ready")

    with pytest.raises(Refused, match="not ready"):
        ask_for_review(item, [reviewer], by=item.author, checks=[not_ready])

    assert (Review.objects.count(), _told(reviewer)) == (0, [])


def test_words_too_long_for_their_column_are_refused():
    with pytest.raises(Refused):
        ReviewFactory(words="ก" * 1001)


def test_a_review_is_taken_back_by_its_writers_only_and_the_reviewer_is_told_without_the_title():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    with pytest.raises(NotAllowed):
        withdraw_review(review, by=reviewer)
    withdraw_review(review, by=review.item.author)

    review.refresh_from_db()
    assert (review.state, _told(reviewer)) == (ReviewState.WITHDRAWN, [ENDED])
    assert Notification.objects.get(person=reviewer).subject is None
    assert not Item.objects.visible_to(reviewer).filter(pk=review.item_id).exists()
    with pytest.raises(Refused):
        withdraw_review(review, by=review.item.author)


def test_retiring_ends_the_open_review():
    item, reviewer = AssetFactory(), UserFactory()
    review = ReviewFactory(reviewer, item=edited(item))

    retire(fresh(item), by=item.author, reason="เก่า")

    review.refresh_from_db()
    assert (review.state, _told(reviewer)) == (ReviewState.WITHDRAWN, [ENDED])


def test_an_approved_text_waits_for_its_owner_where_that_was_wished():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer, shows_at_once=False)
    passed(review, by=reviewer)
    item = fresh(review.item)
    assert (item.status, item.published) == (Status.DRAFT, None)

    with pytest.raises(NotAllowed):
        publish_approved(item, by=reviewer)
    publish_approved(item, by=item.owner)

    assert (fresh(item).status, fresh(item).published) == (Status.PUBLISHED, review.revision)
    with pytest.raises(Refused):
        publish_approved(fresh(item), by=item.owner)


def test_only_the_approved_text_is_published_a_later_edit_stays_with_its_writers():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer, shows_at_once=False)
    passed(review, by=reviewer)
    edited(review.item)

    publish_approved(fresh(review.item), by=review.item.author)

    item = fresh(review.item)
    assert (item.published, item.latest.number) == (review.revision, 2)


def test_an_older_approved_text_never_comes_back_over_a_newer_one():
    reviewer = UserFactory()
    first = ReviewFactory(reviewer, shows_at_once=False)
    passed(first, by=reviewer)
    second = ReviewFactory(reviewer, item=edited(first.item))
    passed(second, by=reviewer)

    with pytest.raises(Refused):
        publish_approved(fresh(first.item), by=first.item.author)

    assert fresh(first.item).published == second.revision


def test_a_text_changed_by_hand_is_not_published():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer, shows_at_once=False)
    passed(review, by=reviewer)
    super(type(Revision.objects.all()), Revision.objects.filter(pk=review.revision_id)).update(lead="แอบแก้")

    with pytest.raises(Refused):
        publish_approved(fresh(review.item), by=review.item.author)

    assert fresh(review.item).published is None
