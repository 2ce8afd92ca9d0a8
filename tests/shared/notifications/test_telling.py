"""Who is told what, and how often."""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access
from panya.shared.notifications.actions import take_back, tell
from panya.shared.notifications.models import MailState, Notification, Wish
from panya.shared.notifications.queries import told_to, unread_count
from panya.shared.people.models import User
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db


def _told(person: User) -> list[str]:
    return list(told_to(User.objects.get(pk=person.pk)).values_list("key", flat=True))


def _unread(person: User) -> int:
    return unread_count(User.objects.get(pk=person.pk))


def test_each_person_is_told_once_under_one_key():
    item, one, other, actor = NoteFactory(), UserFactory(), UserFactory(), UserFactory()

    for _ in range(2):
        tell(KIND, [one, one, other], subject=item.pk, by=actor, key="comment/1")
    tell(KIND, [one], subject=item.pk, by=actor, key="comment/2")

    assert (_told(one), _told(other)) == (["comment/2", "comment/1"], ["comment/1"])
    assert (_unread(one), _unread(other)) == (2, 1)


def test_the_database_itself_refuses_a_second_row():
    person = UserFactory()
    Notification.objects.create(person=person, kind=KIND, key="comment/1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(person=person, kind=KIND, key="comment/1")


def test_nobody_is_told_of_the_own_act_and_no_resting_account_is_told():
    item, actor, resting = NoteFactory(), UserFactory(), UserFactory(is_active=False)
    built_in = UserFactory(is_built_in=True)

    tell(KIND, [actor, resting, built_in], subject=item.pk, by=actor, key="comment/1")

    assert Notification.objects.count() == 0


def test_nothing_is_told_where_the_act_is_undone():
    item, person = NoteFactory(), UserFactory()

    with transaction.atomic():
        tell(KIND, [person], subject=item.pk, by=None, key="comment/1")
        transaction.set_rollback(True)

    assert Notification.objects.count() == 0


@pytest.mark.parametrize(
    ("bell", "mail", "there"),
    [
        (True, True, (True, MailState.WAITING)),
        (True, False, (True, MailState.NONE)),
        (False, True, (False, MailState.WAITING)),
        (False, False, None),
    ],
)
def test_what_a_person_does_not_want_is_not_told(bell, mail, there):
    item, person = NoteFactory(), UserFactory()
    Wish.objects.create(person=person, kind=KIND, bell=bell, mail=mail)

    tell(KIND, [person], subject=item.pk, by=None, key="comment/1")

    row = Notification.objects.filter(person=person).first()
    assert (row and (row.in_bell, row.mail)) == there
    assert _unread(person) == (1 if bell else 0)


def test_what_may_not_be_read_any_more_is_neither_shown_nor_counted():
    item, person = NoteFactory(access=Access.INTERNAL), UserFactory()
    author = item.author
    tell(KIND, [person, author], subject=item.pk, by=None, key="comment/1")

    type(item).objects.filter(pk=item.pk).update(access=Access.RESTRICTED)

    assert (_told(person), _unread(person)) == ([], 0)
    assert (_told(author), _unread(author)) == (["comment/1"], 1)


def test_a_person_from_outside_is_shown_only_what_is_public():
    outsider, public, internal = UserFactory(unit=False), NoteFactory(), NoteFactory(access=Access.INTERNAL)
    tell(KIND, [outsider], subject=public.pk, by=None, key="comment/1")
    tell(KIND, [outsider], subject=internal.pk, by=None, key="comment/2")

    assert (_told(outsider), _unread(outsider)) == (["comment/1"], 1)


def test_the_count_is_one_question(django_assert_num_queries):
    item, person = NoteFactory(), UserFactory()
    tell(KIND, [person], subject=item.pk, by=None, key="comment/1")
    person = User.objects.get(pk=person.pk)
    assert person.standing.is_staff

    with django_assert_num_queries(1):
        assert unread_count(person) == 1


def test_what_is_taken_back_is_told_to_nobody():
    item, person = NoteFactory(), UserFactory()
    tell(KIND, [person], subject=item.pk, by=None, key="comment/1")
    tell(KIND, [person], subject=item.pk, by=None, key="comment/2")

    take_back("comment/1")

    assert _told(person) == ["comment/2"]


def test_telling_many_people_takes_few_questions():
    item, people = NoteFactory(), [UserFactory() for _ in range(30)]

    with connection.execute_wrapper(counter := _Counter()):
        tell(KIND, people, subject=item.pk, by=None, key="comment/1")

    assert Notification.objects.count() == 30
    assert counter.questions <= 4


class _Counter:
    questions = 0

    def __call__(self, execute, sql, params, many, context):
        self.questions += 1
        return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once():
    item, people = NoteFactory(), [UserFactory() for _ in range(5)]
    at_once, faults = threading.Barrier(2), []

    def work():
        try:
            at_once.wait()
            tell(KIND, people, subject=item.pk, by=None, key="comment/1")
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (faults, Notification.objects.count()) == ([], 5)
