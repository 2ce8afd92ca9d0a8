"""Two heads decide on one use at the same moment: one of them does, and it is written down once."""

import threading

import pytest
from django.db import connection

from panya.base.core.clock import today
from panya.base.core.errors import Conflict, Refused
from panya.shared.audit.models import AuditEntry
from panya.shared.feedback.actions.deciding_uses import confirm_use, confirm_uses, decline_use
from panya.shared.feedback.actions.uses import Use, record_use
from panya.shared.feedback.models import UseRecord
from panya.shared.people.models import Role, User
from tests.factories import AppointmentFactory, AssetFactory, UnitFactory, UserFactory, root_unit

pytestmark = pytest.mark.django_db(databases=["default", "cache"], transaction=True)


def test_one_of_several_heads_decides():
    root_unit()
    unit = UnitFactory()
    use = record_use(AssetFactory(), Use(today()), by=UserFactory(unit=unit))
    heads = [AppointmentFactory(person=UserFactory(), role=Role.HEAD, unit=unit).person for _ in range(3)]
    together, found = threading.Barrier(3), []
    acts = [
        lambda by: bool(confirm_use(use, by=by)),
        lambda by: bool(decline_use(use, by=by, reason="ไม่มีงานนี้")),
        lambda by: confirm_uses([use.public_id], by=by) == 1,
    ]

    def decide(act, head: User) -> None:
        together.wait()
        try:
            found.append(act(User.objects.get(pk=head.pk)))
        except Conflict:
            found.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=pair) for pair in zip(acts, heads, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [False, False, True]
    decided = AuditEntry.objects.filter(verb__in=["feedback.confirm_use", "feedback.decline_use"])
    assert decided.count() == 1
    assert UseRecord.objects.get().decided_by_id == decided.get().actor_id


def test_a_double_click_records_one_use():
    root_unit()
    asset, officer = AssetFactory(), UserFactory()
    together = threading.Barrier(2)

    def record() -> None:
        together.wait()
        try:
            record_use(asset, Use(today(), work="งานเดียวกัน"), by=User.objects.get(pk=officer.pk))
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=record) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert UseRecord.objects.count() == 1
