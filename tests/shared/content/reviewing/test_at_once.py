"""Two reviewers in the same moment: one result, one record."""

import threading

import pytest
from django.db import connections

from panya.base.core.errors import Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.items import save_text
from panya.shared.content.actions.reviewing.asking import ask_for_review
from panya.shared.content.actions.reviewing.deciding import return_text
from panya.shared.content.models import Assignment, Review, ReviewState, Status
from panya.shared.content.text import Text
from tests.factories import AssetFactory, ReviewFactory, UserFactory, root_unit
from tests.factories.reviews import fresh, passed

pytestmark = pytest.mark.django_db(databases=["default", "cache"], transaction=True)


def _together(*acts) -> list[object]:
    """What each act gave or how it was refused, all begun at once; anything else that is raised is a fault."""
    at_once, found, faults = threading.Barrier(len(acts)), [], []

    def run(act):
        try:
            at_once.wait()
            act()
            found.append("done")
        except Refused as refused:
            found.append(type(refused).__name__)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return sorted(found)


def test_two_who_approve_at_once_make_one_result():
    root_unit()
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two)

    found = _together(lambda: passed(review, by=one), lambda: passed(review, by=two))

    assert found == ["NotAllowed", "done"]
    assert Assignment.objects.exclude(decision="").count() == 1
    assert AuditEntry.objects.filter(verb__in=["content.approve_text", "content.publish"]).count() == 2
    assert Review.objects.get().state == ReviewState.APPROVED


def test_the_same_reviewer_twice_at_once_makes_one_record():
    root_unit()
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)

    found = _together(*[lambda: passed(review, by=reviewer)] * 4)

    assert found == ["done"] * 4
    assert AuditEntry.objects.filter(verb="content.approve_text").count() == 1
    assert AuditEntry.objects.filter(verb="content.publish").count() == 1


def test_the_two_of_a_rule_at_once_both_count():
    root_unit()
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two, needed=2)

    found = _together(lambda: passed(review, by=one), lambda: passed(review, by=two))

    assert (found, Review.objects.get().state) == (["done", "done"], ReviewState.APPROVED)
    assert AuditEntry.objects.filter(verb="content.publish").count() == 1


def test_one_approves_while_the_other_returns():
    root_unit()
    one, two = UserFactory(), UserFactory()
    review = ReviewFactory(one, two)

    found = _together(lambda: passed(review, by=one), lambda: return_text(review, words="แก้", by=two))

    assert found == ["NotAllowed", "done"]
    shown = fresh(review.item).status == Status.PUBLISHED
    assert shown == (Review.objects.get().state == ReviewState.APPROVED)


def test_an_edit_in_the_moment_of_the_approval_never_shows_what_nobody_approved():
    root_unit()
    reviewer = UserFactory()
    review = ReviewFactory(reviewer)
    item = fresh(review.item)
    changed = Text("ชื่อใหม่", "", "<p>ยังไม่มีใครตรวจ</p>")

    _together(lambda: passed(review, by=reviewer), lambda: save_text(item, changed, by=item.author, base=item.latest))

    now = fresh(item)
    assert now.latest.number == 2
    assert now.published in {None, review.revision}


def test_two_who_ask_at_once_begin_one_review():
    root_unit()
    item, one, two = AssetFactory(published=False), UserFactory(), UserFactory()

    found = _together(
        lambda: ask_for_review(item, [one], by=item.author), lambda: ask_for_review(item, [two], by=item.author)
    )

    assert (found, Review.objects.count()) == (["Refused", "done"], 1)
