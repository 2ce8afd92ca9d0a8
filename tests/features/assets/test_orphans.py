"""Assets whose owner has left are told of, named by the doctor, and handed over."""

import pytest

from panya.base.core.doctor import examine_all
from panya.base.core.schedule import discover
from panya.features.assets.actions.orphans import ORPHANED, tell_of_orphans
from panya.shared.content.actions.items import retire
from panya.shared.content.actions.reviewing.handing import hand_over
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.people import deactivate_person
from panya.shared.people.models import Role, User
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UnitFactory, UserFactory
from tests.factories.reviews import fresh

pytestmark = pytest.mark.django_db


def _team_over(unit) -> User:
    person = UserFactory()
    AppointmentFactory(person=person, role=Role.KM_TEAM, unit=unit)
    return person


def test_the_team_is_told_at_once_and_once_without_the_title():
    unit = UnitFactory()
    team, other, owner = _team_over(unit), _team_over(UnitFactory()), UserFactory(unit=unit)
    AssetFactory(author=owner, published=False), NoteFactory(author=owner)
    administrator = AppointmentFactory(role=Role.ADMINISTRATOR).person

    deactivate_person(owner, by=administrator)
    for _ in range(2):
        tell_of_orphans()

    rows = Notification.objects.filter(kind=ORPHANED)
    assert [(row.person, row.subject) for row in rows] == [(team, None)]
    assert other not in {row.person for row in rows}


def test_who_left_without_the_account_being_closed_is_found_by_the_worker():
    unit = UnitFactory()
    team, owner = _team_over(unit), UserFactory(unit=unit)
    item = AssetFactory(author=owner)
    owner.postings.all().delete()

    discover()["assets.tell_of_orphans"].run()

    assert Notification.objects.filter(person=team, kind=ORPHANED, key=f"orphan/{item.pk}/{owner.pk}").exists()


def test_the_doctor_names_published_assets_without_an_owner():
    unit = UnitFactory()
    owner, new = UserFactory(unit=unit), UserFactory(unit=unit)
    shown, draft = AssetFactory(author=owner), AssetFactory(author=owner, published=False)
    retired = retire(AssetFactory(author=owner), by=owner, reason="เก่า")
    assert examine_all()["asset_owners"].ok
    User.objects.filter(pk=owner.pk).update(is_active=False)

    found = examine_all()["asset_owners"]
    named = {item for item in (shown, draft, retired) if str(item.pk) in found.message}
    hand_over(fresh(shown), new, by=_team_over(unit), reason="ลาออก")

    assert (found.ok, named) == (False, {shown})
    assert examine_all()["asset_owners"].ok
