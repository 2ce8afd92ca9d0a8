"""Until which day a text holds unseen, and what that makes of it on a day."""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import Q

from panya.shared.content import kinds
from panya.shared.content.choices import Status, Validity
from panya.shared.content.models import Item

# So long before its day a text is due.
DUE_BEFORE = timedelta(days=30)


def validity_on(review_by: date | None, day: date) -> Validity:
    """What a text is on this day: `review_by` is the last day on which it holds."""
    if review_by is None or review_by > day + DUE_BEFORE:
        return Validity.CURRENT
    return Validity.DUE if review_by >= day else Validity.OUTDATED


def holds_as(validity: Validity, day: date) -> Q:
    """The same for rows: items that are to show this validity on this day."""
    if validity == Validity.OUTDATED:
        return Q(review_by__lt=day)
    if validity == Validity.DUE:
        return Q(review_by__gte=day, review_by__lte=day + DUE_BEFORE)
    return Q(review_by__gt=day + DUE_BEFORE)


# Published texts that have a day: the same words as the index `item_review_by`.
WATCHED = Q(status=Status.PUBLISHED, deleted_at=None, review_by__isnull=False)


def longest(item: Item, day: date) -> date:
    """The day up to which a text of this type that was looked at today holds."""
    return months_later(day, kinds.kind(item.kind).months_held(item.pk))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
