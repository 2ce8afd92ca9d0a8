"""Approving and returning: eight points, one text, and a right that must still hold."""

import pytest

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.items import save_text
from panya.shared.content.actions.reviewing.asking import withdraw_review
from panya.shared.content.actions.reviewing.deciding import approve, return_text
from panya.shared.content.actions.reviewing.handing import reassign
from panya.shared.content.actions.reviewing.remarks import remark
from panya.shared.content.actions.reviewing.rounds import APPROVED, ASKED, ENDED, LOST, RETURNED
from panya.shared.content.choices import CheckPoint
from panya.shared.content.models import Assignment, Item, Review, ReviewState, Revision, Status
from panya.shared.content.text import Text
from panya.shared.notifications.models import Notification
from panya.shared.people.models import User
from tests.factories import AssetFactory, ReviewFactory, UserFactory
from tests.factories.reviews import edited, fresh, passed

pytestmark = pytest.mark.django_db


def _told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def _state(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_an_approved_text_is_shown_at_once():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    passed(review, by=reviewer)

    item = fresh(review.item)
    assert (item.status, item.published.sha256, _state(review)) == (
        Status.PUBLISHED,
        review.sha256,
        ReviewState.APPROVED,
    )
    assert _told(item.author) == [APPROVED]
    entry = AuditEntry.objects.get(verb="content.approve_text")
    assert (entry.actor_id, entry.after["sha256"], entry.after["ticked"]) == (
        reviewer.pk,
        review.sha256,
        CheckPoint.values,
    )


def test_all_eight_points_are_ticked():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    assert len(CheckPoint.values) == 8

    for missing in CheckPoint.values:
        ticked = [point for point in CheckPoint.values if point != missing]
        with pytest.raises(Refused):
            approve(review, sha256=review.sha256, ticked=ticked, by=reviewer)

    assert (_state(review), fresh(review.item).published) == (ReviewState.OPEN, None)


def test_a_reviewer_may_not_approve_the_own_text():
    review = ReviewFactory(UserFactory())

    with pytest.raises(NotAllowed):
        passed(review, by=review.item.author)

    assert _state(review) == ReviewState.OPEN


def test_a_rule_needs_two():
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two, needed=2)

    passed(review, by=one)
    assert (_state(review), fresh(review.item).status) == (ReviewState.OPEN, Status.DRAFT)
    passed(review, by=two)

    assert (_state(review), fresh(review.item).status) == (ReviewState.APPROVED, Status.PUBLISHED)


def test_one_of_two_who_returns_it_ends_the_review():
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two, needed=2)
    passed(review, by=one)

    return_text(review, words="ขั้นที่สองผิด", by=two)

    assert (_state(review), fresh(review.item).status) == (ReviewState.RETURNED, Status.DRAFT)


def test_the_same_approval_twice_is_one():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    passed(review, by=reviewer)
    passed(review, by=reviewer)

    assert AuditEntry.objects.filter(verb="content.approve_text").count() == 1
    assert AuditEntry.objects.filter(verb="content.publish").count() == 1


def test_after_one_result_another_reviewer_decides_no_more():
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two)
    passed(review, by=one)

    with pytest.raises(NotAllowed):
        passed(review, by=two)
    with pytest.raises(NotAllowed):
        return_text(review, words="ไม่เห็นด้วย", by=two)

    assert list(Assignment.objects.order_by("pk").values_list("decision", flat=True)) == [ReviewState.APPROVED, ""]
    assert _told(two) == [ENDED]


def test_what_was_changed_meanwhile_is_not_approved():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    edited(review.item)

    with pytest.raises(Conflict):
        passed(review, by=reviewer)
    with pytest.raises(Conflict):
        return_text(review, words="แก้หน่อย", by=reviewer)

    assert fresh(review.item).published is None


def test_another_hash_than_that_of_the_review_is_not_approved():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    with pytest.raises(Conflict):
        approve(review, sha256="0" * 64, ticked=CheckPoint.values, by=reviewer)


def test_a_text_changed_by_hand_is_not_approved():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    super(type(Revision.objects.all()), Revision.objects.filter(pk=review.revision_id)).update(lead="แอบแก้")

    with pytest.raises(Conflict):
        passed(review, by=reviewer)


def test_a_changed_text_is_asked_again_of_the_same_reviewers():
    reviewer, helper = UserFactory(), UserFactory()
    item = AssetFactory(published=False, co_editors=(helper,))
    review = ReviewFactory(reviewer, item=item, words="ช่วยดู", shows_at_once=False)

    edited(item, by=helper)

    again = Review.objects.get(state=ReviewState.OPEN)
    assert _state(review) == ReviewState.WITHDRAWN
    assert (again.revision.number, again.words, again.due_on, again.shows_at_once, again.asked_by) == (
        2,
        review.words,
        review.due_on,
        False,
        review.asked_by,
    )
    assert [one.reviewer for one in again.assignments.all()] == [reviewer]
    assert _told(reviewer) == [ASKED]  # of the newer text; what was told of the older one was taken back
    assert passed(again, by=reviewer).state == ReviewState.APPROVED


def test_what_one_of_two_approved_counts_no_more_once_the_text_changed():
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two, needed=2)
    passed(review, by=one)

    edited(review.item)
    again = Review.objects.get(state=ReviewState.OPEN)
    passed(again, by=two)

    assert (_state(again), fresh(review.item).published) == (ReviewState.OPEN, None)


def test_saving_the_same_text_leaves_the_review_as_it_is():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    latest = fresh(review.item).latest
    text = Text(latest.title, latest.lead, latest.body_html, latest.structured)
    save_text(fresh(review.item), text, by=review.item.author, base=latest)
    passed(review, by=reviewer)

    item = fresh(review.item)
    assert (_state(review), item.published, item.latest.number) == (ReviewState.APPROVED, item.latest, 2)


def test_a_reviewer_who_began_to_write_is_not_asked_again():
    reviewer = UserFactory()
    item = AssetFactory(published=False)
    review = ReviewFactory(reviewer, item=item)
    fresh(item).co_editors.add(reviewer)

    edited(item, by=reviewer)

    assert list(Review.objects.values_list("state", flat=True)) == [ReviewState.WITHDRAWN]
    assert _told(item.author) == [LOST]
    assert Item.objects.visible_to(reviewer).filter(pk=review.item_id).exists()


def test_readers_keep_the_approved_text_while_a_later_one_waits():
    item, reviewer = AssetFactory(), UserFactory()
    shown = fresh(item).published

    review = ReviewFactory(reviewer, item=edited(item))

    assert fresh(item).published == shown
    passed(review, by=reviewer)
    assert fresh(item).published == review.revision


@pytest.mark.parametrize("lost", ["inactive", "no staff", "editor", "reassigned", "withdrawn", "deleted"])
def test_who_lost_the_right_meanwhile_does_not_approve(lost):
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    by = User.objects.get(pk=reviewer.pk)
    assert by.is_staff_member  # as it stood when the page was opened
    match lost:
        case "inactive":
            User.objects.filter(pk=reviewer.pk).update(is_active=False)
        case "no staff":
            reviewer.postings.all().delete()
        case "editor":
            review.item.co_editors.add(reviewer)
        case "reassigned":
            reassign(review, reviewer, UserFactory(), by=review.item.author)
        case "withdrawn":
            withdraw_review(review, by=review.item.author)
        case "deleted":
            Item.objects.filter(pk=review.item_id).update(deleted_at=review.asked_at)

    with pytest.raises(NotAllowed) as refused:
        passed(review, by=by)

    assert len(str(refused.value)) > 20
    assert (fresh(review.item).published, Assignment.objects.exclude(decision="").count()) == (None, 0)


def test_a_returned_text_keeps_its_words_and_remarks():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    remark(review, "ถามใคร", by=reviewer, quote="ถามปลายทาง")

    return_text(review, words="ขั้นแรกยังไม่ชัด", by=reviewer)

    own = Assignment.objects.get()
    assert (own.decision, own.words) == (ReviewState.RETURNED, "ขั้นแรกยังไม่ชัด")
    assert [one.words for one in review.remarks.all()] == ["ถามใคร"]
    assert _told(review.item.author) == [RETURNED]


def test_who_returns_a_text_says_why():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    with pytest.raises(Refused):
        return_text(review, words="  ", by=reviewer)
    remark(review, "ถามใคร", by=reviewer)
    return_text(review, words="", by=reviewer)

    assert _state(review) == ReviewState.RETURNED


def test_a_check_of_the_feature_also_stands_before_the_approval():
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    def not_ready(item):
        raise Refused("not ready")

    with pytest.raises(Refused, match="not ready"):
        approve(review, sha256=review.sha256, ticked=CheckPoint.values, by=reviewer, checks=[not_ready])

    assert _state(review) == ReviewState.OPEN
