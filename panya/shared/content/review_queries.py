"""Reads about reviews: what waits for whom, and what was decided."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from panya.shared.content.keepers import owner_stays, units_kept
from panya.shared.content.models import Assignment, Item, Remark, Review, ReviewState, Status
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader
from panya.shared.people.queries import staff


def find_review(public_id: str, reader: Reader) -> Review | None:
    """A review of an item that this reader writes, or was asked to review and may still read; None also where hidden.

    Other readers of the item do not meet the text of a review: nobody has approved it.
    """
    if not isinstance(reader, User):
        return None
    concerned = Q(item__in=Item.objects.edited_by(reader)) | Q(assignments__reviewer=reader)
    found = Review.objects.filter(concerned, public_id=public_id, item__in=Item.objects.visible_to(reader))
    return found.select_related("item__unit", "item__latest", "item__published", "revision", "asked_by").first()


def find_review_to_reassign(public_id: str, reader: Reader) -> Review | None:
    """A review of an item that this reader may read; who may change its reviewers is asked apart."""
    found = Review.objects.filter(public_id=public_id, item__in=Item.objects.visible_to(reader))
    return found.select_related("item__unit", "item__owner").first()


def find_remark(public_id: str, reader: Reader) -> Remark | None:
    """A remark on an item that this reader writes, or an own one; None also where hidden."""
    if not isinstance(reader, User):
        return None
    mine = Q(review__item__in=Item.objects.edited_by(reader)) | Q(by=reader)
    found = Remark.objects.filter(mine, public_id=public_id, review__item__in=Item.objects.visible_to(reader))
    return found.select_related("review__item").first()


def waiting_for(person: User) -> QuerySet[Assignment]:
    """What this person was asked to review and has not decided, the first due first, so that what is late leads."""
    readable = Item.objects.visible_to(person)
    found = Assignment.objects.filter(reviewer=person, decision="", review__state=ReviewState.OPEN)
    found = found.filter(review__item__in=readable).select_related("review__item__unit", "review__asked_by")
    return found.order_by("review__due_on", "pk")


def asked_by(person: User) -> QuerySet[Review]:
    """Open reviews of what this person writes, the first due first."""
    found = Review.objects.filter(state=ReviewState.OPEN, item__in=Item.objects.edited_by(person))
    return _with_reviewers(found).order_by("due_on", "pk")


def returned_to(person: User) -> QuerySet[Review]:
    """What this person writes, was returned, and has not been changed since."""
    found = Review.objects.filter(state=ReviewState.RETURNED, item__in=Item.objects.edited_by(person))
    return _with_reviewers(found.filter(item__latest=F("revision"))).order_by("-ended_at", "-pk")


def approved_for(person: User) -> QuerySet[Review]:
    """Approved texts of what this person writes that readers do not see yet."""
    unshown = Q(item__published=None) | Q(revision__number__gt=F("item__published__number"))
    found = Review.objects.filter(unshown, state=ReviewState.APPROVED, item__in=Item.objects.edited_by(person))
    found = found.exclude(item__status=Status.RETIRED)
    return _with_reviewers(found).order_by("-ended_at", "-pk")


def waiting_in_units_of(person: User) -> QuerySet[Review]:
    """Open reviews in the units of this member of a KM team, as far as the member may read the item."""
    found = Review.objects.filter(state=ReviewState.OPEN, item__in=Item.objects.visible_to(person))
    return _with_reviewers(found.filter(units_kept(person, "item__unit"))).order_by("due_on", "pk")


def reviews_of(item: Item) -> QuerySet[Review]:
    """Every review of an item, the latest first, with who decided what."""
    return _with_reviewers(Review.objects.filter(item=item)).order_by("-asked_at", "-pk")


def open_review_of(item: Item) -> Review | None:
    return _with_reviewers(Review.objects.filter(item=item, state=ReviewState.OPEN)).first()


def assignment_of(review: Review, person: User) -> Assignment | None:
    """What this person was asked in this review, decided or not."""
    return review.assignments.filter(reviewer=person).first()


def remarks_on(item: Item, *, unsettled: bool = False) -> QuerySet[Remark]:
    """What reviewers said about the texts of an item, in the order in which it was said."""
    found = Remark.objects.filter(review__item=item).select_related("by", "settled_by", "review__revision")
    return found.filter(settled_at=None) if unsettled else found


def lost_reviewers(review: Review) -> set[int]:
    """Those (their ids) who were asked, have not decided, and are no active staff any more."""
    waiting = review.assignments.filter(decision="")
    return set(waiting.exclude(reviewer__in=staff()).values_list("reviewer", flat=True))


def orphans(kind: str) -> QuerySet[Item]:
    """Items of a kind that are written or in use, whose owner is no active staff any more."""
    found = Item.objects.of_kind(kind).filter(deleted_at=None).exclude(status=Status.RETIRED)
    found = found.exclude(owner_stays()).exclude(owner__is_built_in=True)
    return found.select_related("owner", "unit").order_by("pk")


def orphans_for(person: User, kind: str) -> QuerySet[Item]:
    """Those of the orphans that lie in the units of this member of a KM team."""
    return orphans(kind).filter(units_kept(person, "unit"))


@dataclass(frozen=True)
class AlteredText:
    """An item whose reviewed text is not what was approved, and what is wrong with it."""

    number: int
    revision: int
    why: str


def altered_texts(kinds: list[str]) -> list[AlteredText]:
    """Compare every approved text with its hash, and what readers see with what was approved."""
    found: list[AlteredText] = []
    approved: dict[int, set[str]] = {}
    reviews = Review.objects.filter(state=ReviewState.APPROVED).select_related("revision").order_by("pk")
    for review in reviews.iterator(chunk_size=500):
        approved.setdefault(review.item_id, set()).add(review.sha256)
        if review.revision.content_hash() != review.sha256:
            found.append(AlteredText(review.item_id, review.revision.number, "altered"))
    altered = {(one.number, one.revision) for one in found}
    shown = Item.objects.filter(kind__in=kinds, published__isnull=False).select_related("published").order_by("pk")
    for item in shown.iterator(chunk_size=500):
        text = item.published
        if text is None or (item.pk, text.number) in altered:
            continue
        if text.content_hash() not in approved.get(item.pk, set()):
            found.append(AlteredText(item.pk, text.number, "unapproved"))
    return found


def _with_reviewers(reviews: QuerySet[Review]) -> QuerySet[Review]:
    with_people = reviews.select_related("item__unit", "revision", "asked_by")
    return with_people.prefetch_related("assignments__reviewer")
