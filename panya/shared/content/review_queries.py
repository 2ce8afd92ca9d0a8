"""Reads about reviews: what waits for whom, and what was decided."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.shared.content import kinds
from panya.shared.content.models import Assignment, Item, Remark, Review, ReviewState, Status
from panya.shared.people.models import Standing, User
from panya.shared.people.permissions import Reader, standing_of
from panya.shared.people.prepared import PreparedForReaders
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


def waiting_for(person: User) -> list[int]:
    """Keys of the reviews that wait for this person, the first due first, so that what is late leads."""
    return _WAITING_FOR(standing_of(person), person.pk)


def _waiting_for(standing: Standing, person: int) -> QuerySet[Assignment, int]:
    # EXISTS: as a list, all that the person may read would be made for the sake of a few.
    readable = Item.objects.open_to(standing).filter(pk=OuterRef("review__item"))
    found = Assignment.objects.filter(Exists(readable), reviewer=person, decision="", review__state=ReviewState.OPEN)
    return found.order_by("review__due_on", "pk").values_list("review", flat=True)


def waiting_in(units: Collection[int], person: User) -> list[int]:
    """Keys of the open reviews in these units, as far as this person may read the item."""
    return _WAITING_IN_UNITS(standing_of(person), units) if units else []


def _waiting_in_units(standing: Standing, units: Collection[int]) -> QuerySet[Review, int]:
    found = Review.objects.filter(item__unit__in=these(units), state=ReviewState.OPEN)
    found = found.filter(Item.objects.open_through("item", standing))
    return found.order_by("due_on", "pk").values_list("pk", flat=True)


_WAITING_FOR = PreparedForReaders(_waiting_for)
_WAITING_IN_UNITS = PreparedForReaders(_waiting_in_units)


def reviews_of_writer(person: User) -> dict[str, list[int]]:
    """Keys of the reviews of what this person writes, by state.

    Open ones, the first due first; returned ones whose text has not been changed since, and approved ones that readers
    do not see yet, the last decided first.
    """
    # Numbers first: they are few, while PostgreSQL takes them for half of all.
    rows = _REVIEWS_OF(_WRITTEN(person.pk))
    keys = {state: [pk for one, pk, _due in rows if one == state] for state in ReviewState.values}
    keys[ReviewState.OPEN] = [pk for _due, pk in sorted((due, pk) for one, pk, due in rows if one == ReviewState.OPEN)]
    return keys


def _reviews_of(numbers: Collection[int]) -> QuerySet[Review, tuple[str, int, date]]:
    unchanged = Q(state=ReviewState.RETURNED, item__latest=F("revision"))
    unshown = Q(item__published=None) | Q(revision__number__gt=F("item__published__number"))
    unshown &= Q(state=ReviewState.APPROVED) & ~Q(item__status=Status.RETIRED)
    found = Review.objects.filter(Q(state=ReviewState.OPEN) | unchanged | unshown, item__in=these(numbers))
    return found.order_by("-ended_at", "-pk").values_list("state", "pk", "due_on")


_REVIEWS_OF = Prepared(_reviews_of)
_WRITTEN: Prepared[int] = Prepared(
    lambda person: Item.objects.filter(kind__in=kinds.reviewed_kinds()).numbers_edited_by(person)
)


def for_queue(keys: Sequence[int]) -> list[Review]:
    """These reviews in this order, with what a row of the queue shows; never the texts."""
    found = _FOR_QUEUE(keys)
    prefetch_related_objects(found, "assignments__reviewer")
    rows = {review.pk: review for review in found}
    return [rows[key] for key in keys if key in rows]


_FOR_QUEUE = Prepared(
    lambda keys: Review.objects.select_related("item__unit", "asked_by").filter(pk__in=these(keys)).order_by()
)


def reviews_of(item: Item) -> QuerySet[Review]:
    """Every review of an item, the latest first, with who decided what."""
    return _with_reviewers(Review.objects.filter(item=item)).order_by("-asked_at", "-pk")


def open_review_of(item: Item) -> Review | None:
    return _with_reviewers(Review.objects.filter(item=item, state=ReviewState.OPEN)).first()


def assignment_of(review: Review, person: User) -> Assignment | None:
    """What this person was asked in this review, decided or not."""
    return review.assignments.filter(reviewer=person).first()


def returned_review(rounds: Iterable[Review]) -> Review | None:
    """The last of these rounds, the newest first, if the text came back from it."""
    last = next(iter(rounds), None)
    return last if last is not None and last.state == ReviewState.RETURNED else None


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
    return orphans_of(kind, people_gone()).select_related("owner", "unit")


def people_gone() -> list[int]:
    """The keys of those who are no active staff any more."""
    # From these few to what they own, not from all items to their owners; as numbers, lest PostgreSQL asks for each
    # item whether its owner is staff.
    return _GONE()


def orphans_of(kind: str, gone: Collection[int]) -> QuerySet[Item]:
    """Those of the orphans that these people, who are gone, still own."""
    found = Item.objects.of_kind(kind).filter(deleted_at=None, owner__in=these(gone))
    return found.exclude(status=Status.RETIRED).order_by("pk")


_GONE: Prepared[int] = Prepared(
    lambda: User.objects.exclude(pk__in=staff()).exclude(is_built_in=True).order_by().values_list("pk", flat=True)
)


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
