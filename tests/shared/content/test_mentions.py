"""Who may be mentioned, how a mention is written, and whom it tells."""

import time
from datetime import date

import pytest

from panya.base.core.errors import Refused
from panya.features.notes.actions import edit_note
from panya.shared.content.actions.items import publish_latest, save_text
from panya.shared.content.html import clean_html, paragraphs_html
from panya.shared.content.mentions import (
    MOST_AT_ONCE,
    link_names,
    mention_of,
    tell_mentioned,
    who_reads,
)
from panya.shared.content.models import Access, Item
from panya.shared.content.text import Text
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Circle, User
from tests.factories import NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def _told() -> set[tuple[int, str]]:
    return set(Notification.objects.values_list("person", "key"))


def _mentioning(*people: User) -> str:
    return clean_html("<p>ฝาก" + " ".join(mention_of(person) for person in people) + " ดูด้วย</p>")


def test_a_link_to_a_person_is_a_mention_only_where_it_says_so():
    person, other, item = UserFactory(), UserFactory(), NoteFactory()
    bold = mention_of(person).replace("@", "<strong>@") + "</strong>"
    html = clean_html(f"<p><a href='{other.get_absolute_url()}'>ดูหน้านี้</a> {bold}</p>")

    tell_mentioned(item, html, by=item.author, key="comment/1")

    assert _told() == {(person.pk, "comment/1")}


def test_a_text_of_nothing_but_links_is_read_in_no_time():
    item, person = NoteFactory(), UserFactory()
    link = f'<a href="{person.get_absolute_url()}"></a>'
    began = time.perf_counter()

    tell_mentioned(item, link * 30_000 + "<" * 30_000, by=item.author, key="comment/1")
    link_names("<" * 30_000 + "@" * 30_000, item)

    assert (time.perf_counter() - began < 2, _told()) == (True, set())


def test_publishing_tells_those_who_are_mentioned_once_and_not_again_after_edits():
    author, one, other = UserFactory(), UserFactory(), UserFactory()
    item = NoteFactory(author=author, body=_mentioning(one, author), access=Access.INTERNAL)
    assert _told() == {(one.pk, f"mention/{item.pk}")}

    for people in ((one,), (one, other), (other,)):
        item = Item.objects.get(pk=item.pk)
        edit_note(item, Text("เรื่อง", "", _mentioning(*people)), by=author, base=item.latest, publish=True)

    assert _told() == {(one.pk, f"mention/{item.pk}"), (other.pk, f"mention/{item.pk}")}
    assert Notification.objects.count() == 2


def test_a_text_that_is_not_published_tells_nobody():
    author, person = UserFactory(), UserFactory()
    item = NoteFactory(author=author, published=False)

    save_text(item, Text("เรื่อง", "", _mentioning(person)), by=author, base=item.latest)
    assert _told() == set()

    publish_latest(Item.objects.get(pk=item.pk), by=author)
    assert _told() == {(person.pk, f"mention/{item.pk}")}


def test_one_who_may_not_read_the_record_is_not_told():
    unit = UnitFactory()
    member, stranger, resting = UserFactory(unit=unit), UserFactory(), UserFactory(unit=unit, is_active=False)

    NoteFactory(body=_mentioning(member, stranger, resting), access=Access.UNIT, circles=(circle_of_unit(unit),))

    assert {person for person, _key in _told()} == {member.pk}


def test_too_many_mentions_at_once_are_refused_and_nothing_is_published():
    author, people = UserFactory(), [UserFactory() for _ in range(MOST_AT_ONCE + 1)]
    item = NoteFactory(author=author, published=False, body=_mentioning(*people))

    with pytest.raises(Refused):
        publish_latest(item, by=author)

    assert (_told(), Item.objects.get(pk=item.pk).status) == (set(), "draft")


def test_a_typed_name_of_a_reader_becomes_a_link():
    person = UserFactory(first_name="สมชาย", last_name="ใจดี")
    item = NoteFactory()

    html = link_names(paragraphs_html("ฝาก@สมชาย ใจดีด้วยครับ"), item)

    assert html == f"<p>ฝาก{mention_of(person)}ด้วยครับ</p>"


def test_the_longest_name_is_meant():
    short = UserFactory(first_name="สมชาย", last_name="ใจดี")
    long = UserFactory(first_name="สมชาย", last_name="ใจดีมาก")

    html = link_names("<p>@สมชาย ใจดีมาก กับ @สมชาย ใจดี</p>", NoteFactory())

    assert html == f"<p>{mention_of(long)} กับ {mention_of(short)}</p>"


def test_of_two_people_of_one_name_nobody_is_meant_without_the_code():
    UserFactory(first_name="สมชาย", last_name="ใจดี", person_code="A-1")
    second = UserFactory(first_name="สมชาย", last_name="ใจดี", person_code="A-2")
    item = NoteFactory()

    assert link_names("<p>@สมชาย ใจดี</p>", item) == "<p>@สมชาย ใจดี</p>"
    assert link_names("<p>@สมชาย ใจดี (a-2) ครับ</p>", item) == f"<p>{mention_of(second)} ครับ</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>a@สมชาย ใจดี</p>",
        "<p>@ สมชาย ใจดี</p>",
        '<p><a href="/x">@สมชาย ใจดี</a></p>',
        "<p>@สมชาย</p>",
        "<p>@&lt;script&gt;สมชาย ใจดี &amp; @</p>",
    ],
)
def test_what_is_no_mention_stays_as_it_is(html):
    UserFactory(first_name="สมชาย", last_name="ใจดี")

    assert link_names(html, NoteFactory()) == html


def test_a_name_that_looks_like_markup_is_written_as_text():
    person = UserFactory(first_name="<b>สมชาย&", last_name="ใจดี")

    html = link_names("<p>@&lt;b&gt;สมชาย&amp; ใจดี &lt;i&gt;</p>", NoteFactory())

    assert html == f'<p><a href="{person.get_absolute_url()}">@&lt;b&gt;สมชาย&amp; ใจดี</a> &lt;i&gt;</p>'


def test_a_typed_name_of_one_who_may_not_read_is_no_mention():
    UserFactory(first_name="สมชาย", last_name="ใจดี")
    item = NoteFactory(access=Access.RESTRICTED, circles=(Circle.objects.create(name="วง", owner=UserFactory()),))

    assert link_names("<p>@สมชาย ใจดี</p>", item) == "<p>@สมชาย ใจดี</p>"


def test_those_who_read_are_those_whom_visible_to_lets_read():
    unit, other = UnitFactory(), UnitFactory()
    below = UnitFactory(parent=unit)
    people = [UserFactory(unit=place) for place in (unit, below, other)] + [UserFactory(unit=False)]
    people.append(UserFactory(unit=unit, is_active=False))
    circle = Circle.objects.create(name="วง", owner=people[0])
    circle.members.add(people[2], people[3], people[4])
    opened = {Access.UNIT: (circle_of_unit(unit),), Access.RESTRICTED: (circle,)}
    outside_editor = UserFactory(unit=False)

    for access in Access:
        item = NoteFactory(access=access, circles=opened.get(access, ()), co_editors=(outside_editor,))
        everybody = User.objects.active()
        readers = {one.pk for one in everybody if Item.objects.visible_to(one).filter(pk=item.pk).exists()}
        # Outside accounts read what is public, but are not suggested.
        outside = {people[3].pk} if access == Access.PUBLIC else set()
        assert {one.pk for one in who_reads(item)} == readers - outside, access


def test_a_record_opened_to_a_unit_that_was_renamed_is_read_by_its_successor():
    new = UnitFactory()
    old = UnitFactory(valid_to=date(2020, 1, 1), renamed_to=new)
    person, _stranger = UserFactory(unit=new), UserFactory(unit=UnitFactory())
    item = NoteFactory(access=Access.UNIT, circles=(circle_of_unit(old),))

    assert {one.pk for one in who_reads(item)} == {person.pk, item.author_id}
    assert Item.objects.visible_to(person).filter(pk=item.pk).exists()


def test_the_part_of_the_page_is_told_with_a_mention_in_a_comment():
    item, person = NoteFactory(), UserFactory()

    tell_mentioned(item, _mentioning(person), by=item.author, key="comment/7", at="comment-7")

    assert Notification.objects.get().words == {"at": "comment-7"}


def _suggested(client, by: User, address: str) -> list[str] | int:
    client.force_login(by)
    response = client.get(address)
    return [one["name"] for one in response.json()["people"]] if response.status_code == 200 else response.status_code


def test_only_those_who_may_read_the_record_are_suggested(client):
    unit = UnitFactory()
    member = UserFactory(first_name="กานดา", last_name="หนึ่ง", unit=unit)
    UserFactory(first_name="กานดา", last_name="สอง")
    UserFactory(first_name="กานดา", last_name="สาม", unit=unit, is_active=False)
    author = UserFactory(unit=unit)
    item = NoteFactory(author=author, access=Access.UNIT, circles=(circle_of_unit(unit),))

    assert _suggested(client, author, f"/mentions/{item.pk}?q=กานดา") == ["กานดา หนึ่ง"]
    assert _suggested(client, member, f"/mentions/{item.pk}?q=กานดา") == []
    assert _suggested(client, UserFactory(), f"/mentions/{item.pk}?q=กานดา") == 404
    assert _suggested(client, author, "/mentions/?q=กานดา") == ["กานดา สอง", "กานดา หนึ่ง"]


def test_one_letter_suggests_nobody(client):
    UserFactory(first_name="กานดา")

    assert _suggested(client, UserFactory(), "/mentions/?q=ก") == []


def test_of_two_people_of_one_name_the_code_is_told(client):
    for code in ("B-1", "B-2"):
        UserFactory(first_name="กานดา", last_name="ใจดี", person_code=code)
    UserFactory(first_name="กานดา", last_name="เดียว", person_code="B-3")
    client.force_login(UserFactory())

    people = client.get("/mentions/?q=กานดา").json()["people"]

    assert {(one["name"], one["code"]) for one in people} == {
        ("กานดา ใจดี", "B-1"),
        ("กานดา ใจดี", "B-2"),
        ("กานดา เดียว", ""),
    }


def test_suggestions_are_not_for_harvesting(client):
    client.force_login(UserFactory())
    statuses = [client.get("/mentions/?q=สม").status_code for _ in range(121)]

    assert (statuses[119], statuses[120]) == (200, 429)


def test_those_whose_given_name_begins_so_come_first(client):
    UserFactory(first_name="กมล", last_name="สมบูรณ์")
    UserFactory(first_name="สมพร", last_name="อารี")

    assert _suggested(client, UserFactory(first_name="เอก"), "/mentions/?q=สม") == ["สมพร อารี", "กมล สมบูรณ์"]
