"""The doctor names what was changed by hand."""

import pytest

from panya.base.core.doctor import examine_all
from panya.shared.content.models import Item, Revision
from tests.factories import AssetFactory, NoteFactory, ReviewFactory, UserFactory
from tests.factories.reviews import edited, fresh, passed

pytestmark = pytest.mark.django_db


def _by_hand(revision, **changes) -> None:
    super(type(Revision.objects.all()), Revision.objects.filter(pk=revision.pk)).update(**changes)


def _finding():
    return examine_all()["approved_revisions"]


def test_nothing_is_wrong_with_what_went_through_review():
    reviewer = UserFactory()
    passed(ReviewFactory(reviewer, item=edited(AssetFactory())), by=reviewer)
    NoteFactory()

    assert _finding().ok


@pytest.mark.parametrize("change", [{"body_html": "<p>แอบแก้</p>"}, {"title": "แอบแก้"}, {"structured": {}}])
def test_an_approved_text_changed_by_hand_is_named_even_with_a_hash_that_fits(change):
    fine, changed = AssetFactory(), AssetFactory()
    _by_hand(changed.published, **change)
    revision = fresh(changed).published
    _by_hand(revision, sha256=revision.content_hash())

    found = _finding()

    assert not found.ok
    assert str(changed.pk) in found.message
    assert str(fine.pk) not in found.message


def test_an_older_approved_text_counts_too():
    item, reviewer = AssetFactory(), UserFactory()
    old = item.published
    passed(ReviewFactory(reviewer, item=edited(item)), by=reviewer)
    _by_hand(old, lead="แอบแก้")

    assert str(item.pk) in _finding().message


def test_a_pointer_moved_by_hand_to_what_nobody_approved_is_named():
    item = edited(AssetFactory())
    Item.objects.filter(pk=item.pk).update(published=item.latest)

    assert str(item.pk) in _finding().message
