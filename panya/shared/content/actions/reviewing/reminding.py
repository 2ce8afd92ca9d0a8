"""Remind reviewers: once before the day, once after it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.content.actions.reviewing.handing import tell_of_lost_reviewers
from panya.shared.content.actions.reviewing.rounds import AT, REMINDED
from panya.shared.content.models import Assignment, ReviewState
from panya.shared.notifications.actions import tell

BEFORE = timedelta(days=2)


def remind_reviewers() -> int:
    """Remind everybody who has not decided, two days before the day and once it is over; safe to run twice."""
    tell_of_lost_reviewers()
    day = today()
    waiting = Assignment.objects.filter(decision="", review__state=ReviewState.OPEN, review__item__deleted_at=None)
    # Who was asked today knows it; who was reminded on a day after the due day was so for the last time.
    soon = Q(review__due_on__gte=day, review__due_on__lte=day + BEFORE, reminded_at=None)
    soon &= Q(assigned_at__lt=_beginning_of_today())
    rows = list(waiting.filter(soon).select_related("review", "reviewer"))
    over = waiting.filter(review__due_on__lt=day).select_related("review", "reviewer")
    rows += [one for one in over if one.reminded_at is None or not _was_after(one)]
    return sum(_remind(one) for one in rows)


def _was_after(one: Assignment) -> bool:
    return one.reminded_at is not None and timezone.localdate(one.reminded_at) > one.review.due_on


@transaction.atomic
def _remind(one: Assignment) -> bool:
    # Claimed by what it was: two workers remind once.
    mine = Assignment.objects.filter(pk=one.pk, reminded_at=one.reminded_at, decision="")
    if not mine.update(reminded_at=timezone.now()):
        return False
    late = one.review.due_on < today()
    key = f"review/{one.review.public_id}/{'after' if late else 'before'}"
    tell(REMINDED, [one.reviewer], subject=one.review.item_id, by=None, key=key, words=AT)
    return True


def _beginning_of_today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
