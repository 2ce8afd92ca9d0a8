"""Circles are their owner's; choosing by name is for staff."""

import pytest
from django.urls import reverse

from panya.base.core.errors import NotAllowed, Refused
from panya.shared.content.models import Item
from panya.shared.people.actions.circles import (
    change_members,
    circles_from_references,
    delete_circle,
    make_circle,
    rename_circle,
)
from panya.shared.people.actions.profile import change_own_profile
from panya.shared.people.models import Circle, Competence, User
from panya.shared.people.queries import reference_of, uses_of
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture
def owner(department):
    return UserFactory(unit=department)


def again(person):
    """The person as the next request meets them: a request asks for one's circles once."""
    return User.objects.get(pk=person.pk)


def test_records_open_and_close_with_the_members(owner):
    friend = UserFactory()
    circle = make_circle("ทีมเจรจา", by=owner, members=[friend])
    note = NoteFactory(author=owner, access="RESTRICTED", circles=(circle,))

    assert Item.objects.visible_to(again(friend)).filter(pk=note.pk).exists()
    change_members(circle, remove=[friend], by=owner)
    assert not Item.objects.visible_to(again(friend)).filter(pk=note.pk).exists()


def test_only_the_owner_keeps_a_circle(owner, administrator):
    circle = make_circle("ทีมเจรจา", by=owner)
    for act in (
        lambda: rename_circle(circle, "ของฉัน", by=administrator),
        lambda: change_members(circle, add=[administrator], by=administrator),
        lambda: delete_circle(circle, by=administrator),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_outsiders_and_closed_accounts_do_not_join(owner):
    circle = make_circle("ทีมเจรจา", by=owner)
    outside = UserFactory(unit=UnitFactory(parent=None, kind="external"))
    for person in (outside, UserFactory(is_active=False)):
        with pytest.raises(Refused):
            change_members(circle, add=[person], by=owner)
    with pytest.raises(NotAllowed):
        make_circle("วงนอก", by=outside)


@pytest.mark.parametrize("name", ["ทำงาน", "ทํางาน", " ทำงาน\u200b "])
def test_two_own_circles_do_not_look_alike(owner, name):
    make_circle("ทำงาน", by=owner)

    with pytest.raises(Refused):
        make_circle(name, by=owner)
    assert make_circle(name, by=UserFactory())


def test_a_circle_in_use_is_not_deleted(owner):
    used, unused = make_circle("ใช้", by=owner), make_circle("ไม่ใช้", by=owner)
    NoteFactory(author=owner, access="UNIT", circles=(used,))

    assert uses_of([used, unused]) == {used.pk: 1, unused.pk: 0}
    with pytest.raises(Refused):
        delete_circle(used, by=owner)
    delete_circle(unused, by=owner)
    assert list(Circle.objects.owned_by(owner)) == [used]


def test_references_become_circles_once(owner, department):
    friend, own = UserFactory(), make_circle("ทีม", by=owner)
    references = ["unit:dit", "unit:DIT", f"person:{friend.public_id}", f"circle:{own.public_id}", " "]

    first = circles_from_references(references, owner)
    second = circles_from_references(references, owner)

    assert first == second
    assert [(circle.unit, circle.person, circle.owner) for circle in first] == [
        (department, None, None),
        (None, friend, None),
        (None, None, owner),
    ]
    assert circles_from_references([reference_of(circle) for circle in first], owner) == first


def test_unknown_and_other_peoples_circles_are_refused_alike(owner):
    others = make_circle("ของคนอื่น", by=UserFactory())
    reasons = []
    for key in (others.public_id, "x" * len(others.public_id)):
        with pytest.raises(Refused) as refused:
            circles_from_references([f"circle:{key}"], owner)
        reasons.append(str(refused.value).replace(key, "KEY"))

    assert reasons[0] == reasons[1]
    for reference in ("unit:NOPE", "person:nobody", "nonsense", f"person:{UserFactory(is_active=False).public_id}"):
        with pytest.raises(Refused):
            circles_from_references([reference], owner)
    assert circles_from_references([f"circle:{others.public_id}"], owner, already=[others]) == [others]


def test_a_circle_of_another_person_answers_like_none(client, owner):
    circle = make_circle("ทีม", by=owner)
    client.force_login(UserFactory())

    for method in (client.get, client.post):
        assert method(circle.get_absolute_url()).status_code == 404


def test_the_page_adds_renames_removes_and_deletes(client, owner):
    client.force_login(owner)
    client.post(reverse("circles"), {"name": "ทีมแรก"})
    circle = Circle.objects.get()
    url, friend = circle.get_absolute_url(), UserFactory(first_name="มาลินี")

    assert friend.name in client.get(url, {"who": "มาลินี"}).content.decode()
    client.post(url, {"add": friend.public_id})
    assert list(circle.members.all()) == [friend]
    client.post(url, {"name": "ทีมใหม่"})
    client.post(url, {"remove": friend.public_id})
    circle.refresh_from_db()
    assert (circle.name, circle.members.count()) == ("ทีมใหม่", 0)
    assert client.post(url, {"name": ""}).status_code == 422
    assert client.post(url, {"add": "nobody"}).status_code == 422
    client.post(url, {"delete": "yes"})
    assert not Circle.objects.exists()


def test_own_circles_cost_the_same_for_one_and_for_ten(client, owner, django_assert_max_num_queries):
    client.force_login(owner)

    def count():
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse("circles"))
        return len(queries)

    make_circle("วง", by=owner, members=[UserFactory()])
    count()  # the first visit makes the page's own preparations
    one = count()
    for n in range(9):
        make_circle(f"วง {n}", by=owner, members=[UserFactory() for _person in range(3)])
    assert count() == one


def test_choosing_offers_units_own_circles_and_colleagues(client, owner, department):
    own = make_circle("วงการค้า", by=owner)
    make_circle("วงการค้าของคนอื่น", by=UserFactory())
    friend = UserFactory(first_name="การค้า", last_name="ดี")
    UserFactory(first_name="การค้า", is_active=False)
    client.force_login(owner)

    shown = client.get(reverse("choose_readers"), {"q": "การค้า", "circles": [f"person:{friend.public_id}"]})

    assert [(choice.value, choice.chosen) for choice in shown.context["choices"]] == [
        (f"person:{friend.public_id}", True),
        (f"circle:{own.public_id}", False),
        ("unit:DIT", False),
    ]
    one_letter = client.get(reverse("choose_readers"), {"q": "ก"})
    assert one_letter.context["choices"] == []


@pytest.mark.parametrize("name", ["choose_readers", "suggest_people", "suggest_competences"])
def test_only_staff_look_names_up_and_not_without_end(client, name):
    url = reverse(name)
    assert client.get(url).status_code == 302
    client.force_login(UserFactory(unit=UnitFactory(parent=None, kind="external")))
    assert client.get(url).status_code == 403
    client.force_login(UserFactory())
    assert [client.get(url).status_code for _time in range(61)] == [200] * 60 + [429]


def test_one_field_of_expertise_however_it_is_spelt(owner):
    other = UserFactory()
    change_own_profile(owner, about="", expertise=["ทำแผน", "Excel"], language="th")
    change_own_profile(other, about="", expertise=["ทํา\u200bแผน", "EXCEL"], language="th")

    assert sorted(Competence.objects.values_list("name", flat=True)) == ["Excel", "ทำแผน"]
    assert set(owner.expertise.all()) == set(other.expertise.all())


def test_own_page_is_changed_and_bad_input_is_kept(client, owner):
    client.force_login(owner)
    url = reverse("me")

    client.post(url, {"about": "ถามได้", "expertise": ["แผน"], "new_expertise": "พัสดุ, กฎหมาย", "language": "en"})
    owner.refresh_from_db()
    assert (owner.about, owner.language) == ("ถามได้", "en")
    assert set(owner.expertise.values_list("name", flat=True)) == {"แผน", "พัสดุ", "กฎหมาย"}

    too_many = client.post(url, {"about": "ใหม่", "new_expertise": ",".join("กขคงจฉชซฌญฎฏฐฑฒณดตถทธ"), "language": "th"})
    assert too_many.status_code == 422
    assert "ใหม่" in too_many.content.decode()
    assert client.post(url, {"about": "ก" * 2001, "language": "th"}).status_code == 422
    owner.refresh_from_db()
    assert owner.about == "ถามได้"
