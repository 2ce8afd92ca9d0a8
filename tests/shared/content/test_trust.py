"""The trust figure equals what SQL counts, for every reader, and every number has its rows."""

from datetime import date, timedelta

import pytest
from django.db import connection

from panya.base.core.clock import today
from panya.shared.content.models import Access, Item, Review
from panya.shared.content.trust import LISTS, assets_behind, in_all, trust_by_unit
from panya.shared.people.actions.circles import circle_of_person
from tests.factories import AssetFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

RECOUNT = """
SELECT unit_id, COUNT(*),
       SUM(CASE WHEN review_by >= %s THEN 1 ELSE 0 END),
       SUM(CASE WHEN review_by >= %s AND people_user.is_active AND EXISTS (
           SELECT 1 FROM content_review r JOIN content_revision t ON t.id = r.revision_id
           WHERE r.item_id = content_item.number AND r.revision_id = published_id AND r.sha256 = t.sha256
           AND r.state = 'approved'
       ) THEN 1 ELSE 0 END)
FROM content_item JOIN people_user ON people_user.id = owner_id
WHERE content_item.kind = 'asset' AND status = 'published' AND deleted_at IS NULL
GROUP BY unit_id
"""


@pytest.fixture
def reader():
    """Someone of the staff, where two units have assets of every sort."""
    for unit in (UnitFactory(), UnitFactory()):
        gone = UserFactory(unit=unit)
        made = [AssetFactory(author=UserFactory(unit=unit)) for _ in range(4)] + [AssetFactory(author=gone)]
        gone.is_active = False
        gone.save()
        Item.objects.filter(pk=made[0].pk).update(review_by=today() - timedelta(days=1))
        Item.objects.filter(pk=made[1].pk).update(review_by=today())
        Review.objects.filter(item=made[2]).update(sha256="0" * 64)
        AssetFactory(author=made[0].author, published=False)
        NoteFactory(author=made[0].author)
    return UserFactory()


def test_the_figures_equal_a_recount_in_sql(reader):
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, [today(), today()])
        counted = {unit: tuple(int(number) for number in numbers) for unit, *numbers in cursor.fetchall()}

    rows = trust_by_unit(reader, today())
    assert {row.unit.pk: (row.published, row.fresh, row.trusted) for row in rows} == counted
    assert set(counted.values()) == {(5, 4, 2)}
    assert [(row.trust, row.freshness) for row in rows] == [(40, 80)] * 2


def test_every_number_has_just_its_rows(reader):
    rows = trust_by_unit(reader, today())

    for row in [*rows, in_all(rows)]:
        for which in LISTS:
            assert assets_behind(which, reader, today(), row.unit).count() == getattr(row, which), which


def test_what_a_reader_may_not_read_is_not_counted(reader):
    author = UserFactory(unit=UnitFactory())
    AssetFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(author),))

    assert author.unit not in {row.unit for row in trust_by_unit(reader, today())}
    assert author.unit in {row.unit for row in trust_by_unit(author, today())}


def test_a_share_is_rounded_down_so_that_a_hundred_means_all():
    author = UserFactory()
    made = [AssetFactory(author=author) for _ in range(3)]
    Item.objects.filter(pk=made[0].pk).update(review_by=date(2020, 1, 1))

    assert in_all(trust_by_unit(author, today())).trust == 66


def test_without_assets_there_is_no_figure():
    assert in_all(trust_by_unit(UserFactory(), today())).trust is None
