"""Who reads what: the exact visible set and the exact hidden set for each kind of reader."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from panya.base.core.clock import today
from panya.shared.content.actions.items import retire
from panya.shared.content.models import Access, Item
from panya.shared.content.queries import card_of, find_item
from panya.shared.people.actions.circles import circle_of_person, circle_of_unit
from panya.shared.people.models import Circle, Posting, Role, UnitKind
from tests.factories import AppointmentFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """One item of every class, written in one department; UNIT opens to that department."""
    home = UnitFactory(code="DIT")
    author = UserFactory(unit=home)
    circle = circle_of_unit(home)
    items = {
        access: NoteFactory(author=author, access=access, circles=(circle,) if access in {"UNIT", "RESTRICTED"} else ())
        for access in Access.values
    }
    items["draft"] = NoteFactory(author=author, published=False)
    items["deleted"] = NoteFactory(author=author)
    Item.objects.filter(pk=items["deleted"].pk).update(deleted_at=timezone.now())
    items["retired"] = retire(NoteFactory(author=author), by=author, reason="มีฉบับใหม่")
    return home, author, items


def _seen(items, queryset):
    return {name for name, item in items.items() if queryset.filter(pk=item.pk).exists()}


def _whole(items, reader):
    return _seen(items, Item.objects.visible_to(reader))


def _listed(items, reader):
    return _seen(items, Item.objects.listed_for(reader))


def test_a_guest_reads_public_records_and_sees_cards_of_request(world):
    _home, _author, items = world

    assert _whole(items, AnonymousUser()) == {"PUBLIC", "retired"}
    assert _listed(items, AnonymousUser()) == {"PUBLIC", "REQUEST"}


def test_staff_read_public_request_and_internal(world):
    _home, _author, items = world
    officer = UserFactory(unit=UnitFactory())

    assert _whole(items, officer) == {"PUBLIC", "REQUEST", "INTERNAL", "retired"}
    assert _listed(items, officer) == {"PUBLIC", "REQUEST", "INTERNAL"}


def test_people_of_the_unit_and_below_it_also_read_what_opens_to_its_circle(world):
    home, _author, items = world
    colleague, below = UserFactory(unit=home), UserFactory(unit=UnitFactory(parent=home))
    expected = {"PUBLIC", "REQUEST", "INTERNAL", "UNIT", "RESTRICTED", "retired"}

    assert _whole(items, colleague) == expected
    assert _whole(items, below) == expected


def test_people_above_a_unit_do_not_read_what_opens_to_its_circle(world):
    home, _author, items = world

    assert _whole(items, UserFactory(unit=home.parent)) == {"PUBLIC", "REQUEST", "INTERNAL", "retired"}


def test_the_author_reads_all_but_what_was_deleted(world):
    _home, author, items = world

    assert _whole(items, author) == set(items) - {"deleted"}


def test_co_editors_and_owners_read_drafts_and_nobody_else_does(world):
    _home, author, _items = world
    co_editor = UserFactory()
    draft = NoteFactory(
        author=author, published=False, access=Access.RESTRICTED, circles=(circle_of_person(co_editor),)
    )
    assert _whole({"draft": draft}, co_editor) == set()

    draft.co_editors.add(co_editor)
    assert _whole({"draft": draft}, co_editor) == {"draft"}
    assert _whole({"draft": draft}, UserFactory()) == set()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.UNIT_ADMINISTRATOR, Role.KM_TEAM, Role.CKO, Role.AUDITOR])
def test_no_role_opens_a_record(world, role):
    _home, _author, items = world
    person = AppointmentFactory(role=role, person=UserFactory(unit=UnitFactory())).person

    assert _whole(items, person) == {"PUBLIC", "REQUEST", "INTERNAL", "retired"}


def test_an_outside_account_reads_public_records_only_even_when_named(world):
    _home, author, items = world
    institute = UnitFactory(parent=None, kind=UnitKind.EXTERNAL)
    mentor = UserFactory(unit=institute)
    items["named"] = NoteFactory(author=author, access=Access.RESTRICTED, circles=(circle_of_person(mentor),))

    assert _whole(items, mentor) == {"PUBLIC", "retired"}
    assert _listed(items, mentor) == {"PUBLIC", "REQUEST"}


def test_a_disabled_account_and_one_without_a_posting_read_like_guests(world):
    home, _author, items = world
    disabled, former = UserFactory(unit=home, is_active=False), UserFactory(unit=False)

    assert _whole(items, disabled) == {"PUBLIC", "retired"}
    assert _whole(items, former) == {"PUBLIC", "retired"}


def test_a_named_person_and_a_member_of_a_kept_circle_read():
    author, named, member, other = UserFactory(), UserFactory(), UserFactory(), UserFactory()
    kept = Circle.objects.create(owner=author, name="คณะทำงาน")
    kept.members.add(member)
    items = {"it": NoteFactory(author=author, access=Access.RESTRICTED, circles=(kept, circle_of_person(named)))}

    assert [_whole(items, reader) for reader in (named, member, other)] == [{"it"}, {"it"}, set()]


def test_access_follows_a_move_at_midnight_in_bangkok():
    old, new = UnitFactory(), UnitFactory()
    officer = UserFactory(unit=False)
    Posting.objects.create(person=officer, unit=old, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30))
    Posting.objects.create(person=officer, unit=new, valid_from=date(2026, 7, 1))
    items = {
        "old": NoteFactory(access=Access.UNIT, circles=(circle_of_unit(old),)),
        "new": NoteFactory(access=Access.UNIT, circles=(circle_of_unit(new),)),
    }

    # Bangkok is seven hours ahead: 16.59 UTC is still the day before.
    for moment, readable in [("2026-06-30T16:59:00+00:00", {"old"}), ("2026-06-30T17:01:00+00:00", {"new"})]:
        with time_machine.travel(moment, tick=False):
            reader = type(officer).objects.get(pk=officer.pk)
            assert _whole(items, reader) == readable, today()


def test_an_ended_posting_closes_what_it_opened():
    unit = UnitFactory()
    officer = UserFactory(unit=unit)
    items = {"it": NoteFactory(access=Access.UNIT, circles=(circle_of_unit(unit),))}
    assert _whole(items, officer) == {"it"}

    officer.postings.update(valid_to=today() - timedelta(days=1))
    assert _whole(items, type(officer).objects.get(pk=officer.pk)) == set()


def test_an_old_number_finds_its_record_and_never_a_hidden_one():
    holder = NoteFactory(access=Access.INTERNAL)
    imported = NoteFactory(access=Access.PUBLIC)
    Item.objects.filter(pk=imported.pk).update(old_number=holder.pk)
    officer, guest = UserFactory(), AnonymousUser()

    assert find_item(holder.pk, officer) == holder
    assert find_item(holder.pk, guest) == imported
    assert find_item(99, guest) is None


def test_a_card_is_shown_of_request_only():
    request, internal = NoteFactory(access=Access.REQUEST), NoteFactory(access=Access.INTERNAL)

    assert card_of(request.pk, AnonymousUser(), "note") == request
    assert card_of(internal.pk, AnonymousUser(), "note") is None
