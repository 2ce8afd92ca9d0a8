"""One round of review begins and ends here, inside the caller's transaction; the rules stand beside."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from panya.shared.audit import actions as audit
from panya.shared.content.models import Assignment, Item, Review, ReviewState, Revision
from panya.shared.content.permissions import why_not_reviewer
from panya.shared.content.secrecy import findings_in
from panya.shared.notifications.actions import take_back, tell
from panya.shared.people.models import User

ASKED, RETURNED, APPROVED, REMINDED, REASSIGNED, ENDED, LOST = (
    "content.review_asked",
    "content.review_returned",
    "content.review_approved",
    "content.review_reminded",
    "content.review_reassigned",
    "content.review_ended",
    "content.reviewer_lost",
)
# The part of an item's page that speaks of its review.
AT = {"at": "review"}


def locked_item(number: int) -> Item:
    """The item, held until the transaction ends: every act of a review holds it first."""
    found = Item.objects.select_for_update(of=("self",)).select_related("latest", "published", "unit", "owner")
    return found.get(pk=number)


def locked_review(review: Review) -> Review:
    """The review as it is now, with its item, both held."""
    item = locked_item(review.item_id)
    found = Review.objects.select_for_update(of=("self",)).select_related("revision", "asked_by").get(pk=review.pk)
    found.item = item
    return found


def begin_round(
    item: Item,
    revision: Revision,
    reviewers: Iterable[User],
    *,
    asked_by: User,
    words: str,
    due_on: date,
    needed: int,
    shows_at_once: bool,
) -> Review:
    """Freeze the hash of this text, assign it and tell the reviewers."""
    now, people = timezone.now(), list(reviewers)
    review = Review.objects.create(
        item=item,
        revision=revision,
        sha256=revision.sha256,
        needed=needed,
        shows_at_once=shows_at_once,
        asked_by=asked_by,
        asked_at=now,
        words=words,
        due_on=due_on,
    )
    Assignment.objects.bulk_create(
        Assignment(review=review, reviewer=person, assigned_at=now, reminded_at=None) for person in people
    )
    tell(ASKED, people, subject=item.pk, by=asked_by, key=f"review/{review.public_id}/asked", words=AT)
    return review


def end_round(review: Review, state: str) -> None:
    """Close the review; what its reviewers were asked is asked no more."""
    review.state, review.ended_at = state, timezone.now()
    review.save(update_fields=["state", "ended_at"])
    take_back(f"review/{review.public_id}/asked")


def tell_writers(kind: str, review: Review, *, by: User | None, what: str) -> None:
    """Tell those who asked and who answer for the item."""
    people = [person for person in (review.asked_by, review.item.author, review.item.owner) if person is not None]
    tell(kind, people, subject=review.item_id, by=by, key=f"review/{review.public_id}/{what}", words=AT)


def tell_ended(review: Review, *, by: User | None, but: Collection[int] = ()) -> None:
    """Tell those who have not decided yet that nothing waits for them; they may no longer read what it was about."""
    waiting = review.assignments.filter(decision="").select_related("reviewer")
    people = [one.reviewer for one in waiting if one.reviewer_id not in but]
    tell(ENDED, people, subject=None, by=by, key=f"review/{review.public_id}/ended")


def follow_text(item: Item, *, by: User | None) -> None:
    """A text that was changed while it is reviewed is asked again, with the newer text and the same reviewers.

    Neither swapped under the reviewer nor withdrawn: nobody can approve what nobody has seen, what was approved by one
    of two counts from the beginning, and a mended word leaves no text lying that its writer believes to be reviewed.
    """
    review = Review.objects.filter(item=item, state=ReviewState.OPEN).select_related("revision", "asked_by").first()
    latest = item.latest
    if review is None or latest is None:
        return
    if review.sha256 == latest.sha256:
        # The same words saved once more: what is approved then is what readers see.
        Review.objects.filter(pk=review.pk).update(revision=latest)
        return
    people = [one.reviewer for one in review.assignments.select_related("reviewer")]
    fit = [person for person in people if not why_not_reviewer(person, item)]
    end_round(review, ReviewState.WITHDRAWN)
    audit.record(
        "content.review_text_changed",
        by=by,
        object_kind="item",
        object_id=item.pk,
        before={"revision": review.revision.number, "sha256": review.sha256},
        after={"revision": latest.number, "sha256": latest.sha256},
    )
    if len(fit) < review.needed or _warned_of(latest) - _warned_of(review.revision):
        # Who was asked has begun to write, or the new words want a reason: somebody must ask anew.
        tell_ended(review, by=by)
        tell_writers(LOST, review, by=None, what="too-few")
        return
    begin_round(
        item,
        latest,
        fit,
        asked_by=review.asked_by,
        words=review.words,
        due_on=review.due_on,
        needed=review.needed,
        shows_at_once=review.shows_at_once,
    )
    tell_ended(review, by=by, but={person.pk for person in fit})


def lapse_approvals(item: Item, *, by: User) -> None:
    """Who reads, or how many must review, is another matter than was approved: what is not shown yet is asked anew."""
    seen = item.published.number if item.published else 0
    gone = item.reviews.filter(state=ReviewState.APPROVED, revision__number__gt=seen)
    if gone.update(state=ReviewState.WITHDRAWN):
        audit.record("content.approval_lapsed", by=by, object_kind="item", object_id=item.pk)


def _warned_of(revision: Revision) -> set[tuple[str, str]]:
    return {(str(finding.kind), finding.passage) for finding in findings_in(revision)}


def close_round(item: Item, *, by: User | None) -> None:
    """The item goes out of use: its open review ends with it."""
    review = Review.objects.filter(item=item, state=ReviewState.OPEN).first()
    if review is not None:
        end_round(review, ReviewState.WITHDRAWN)
        tell_ended(review, by=by)
