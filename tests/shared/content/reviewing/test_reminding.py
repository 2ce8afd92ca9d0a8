"""Reviewers are reminded once before the day and once after it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from panya.base.core.schedule import discover
from panya.shared.content.actions.reviewing.asking import withdraw_review
from panya.shared.content.actions.reviewing.deciding import return_text
from panya.shared.content.actions.reviewing.reminding import remind_reviewers
from panya.shared.content.actions.reviewing.rounds import REMINDED
from panya.shared.notifications.models import Notification
from tests.factories import ReviewFactory, UserFactory
from tests.factories.reviews import passed

pytestmark = pytest.mark.django_db
BANGKOK = ZoneInfo("Asia/Bangkok")
ASKED = datetime(2026, 3, 2, 10, tzinfo=BANGKOK)


def _reminders(person) -> list[str]:
    found = Notification.objects.filter(person=person, kind=REMINDED).order_by("pk")
    return [row.key.rpartition("/")[2] for row in found]


def _asked(*reviewers, days: int = 7, **how):
    with time_machine.travel(ASKED):
        return ReviewFactory(*reviewers, due_on=(ASKED + timedelta(days=days)).date(), **how)


def _run_at(moment: datetime) -> int:
    with time_machine.travel(moment):
        return remind_reviewers()


def test_each_reminder_is_given_once_however_often_the_task_runs():
    reviewer = UserFactory()
    _asked(reviewer)

    found = [(day, _run_at(ASKED + timedelta(days=day, hours=hour))) for day in range(12) for hour in (0, 1, 13)]

    assert [day for day, number in found if number] == [5, 8]
    assert _reminders(reviewer) == ["before", "after"]


def test_the_day_is_over_at_midnight_in_bangkok():
    reviewer = UserFactory()
    _asked(reviewer, days=1)
    midnight = datetime(2026, 3, 4, 0, 0, tzinfo=BANGKOK)

    _run_at(midnight - timedelta(minutes=1))
    assert _reminders(reviewer) == ["before"]
    _run_at(midnight + timedelta(minutes=1))

    assert _reminders(reviewer) == ["before", "after"]


def test_a_worker_that_slept_over_the_day_reminds_once():
    reviewer = UserFactory()
    _asked(reviewer)

    for _ in range(3):
        _run_at(ASKED + timedelta(days=30))

    assert _reminders(reviewer) == ["after"]


def test_who_was_asked_today_or_has_decided_is_not_reminded():
    one, two, three = UserFactory(), UserFactory(), UserFactory()
    _asked(one, days=1)
    decided = _asked(two, three, needed=2)
    with time_machine.travel(ASKED):
        passed(decided, by=two)

    assert _run_at(ASKED + timedelta(hours=2)) == 0
    _run_at(ASKED + timedelta(days=6))

    assert (_reminders(two), _reminders(three)) == ([], ["before"])


@pytest.mark.parametrize("ended", ["withdrawn", "returned"])
def test_nobody_is_reminded_of_what_has_ended(ended):
    reviewer = UserFactory()
    review = _asked(reviewer)
    with time_machine.travel(ASKED):
        if ended == "withdrawn":
            withdraw_review(review, by=review.item.author)
        else:
            return_text(review, words="แก้", by=reviewer)

    _run_at(ASKED + timedelta(days=9))

    assert _reminders(reviewer) == []


def test_the_worker_knows_the_task():
    assert "content.remind_reviewers" in discover()
