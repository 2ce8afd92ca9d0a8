"""The board of wanted knowledge: asked for by people, fed by searches that found nothing."""

import pytest
from django.test import Client

from panya.base.core.errors import Conflict, NotAllowed, Refused
from panya.features.assets.actions import wanting
from panya.features.assets.models import Wanted, WantedState
from panya.shared.content.models import Access
from panya.shared.notifications.models import Notification
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Role
from panya.shared.search import missed, writer
from panya.shared.search.models import MissedSearch
from tests.factories import AppointmentFactory, AssetFactory, NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0"}


@pytest.fixture(autouse=True)
def _nothing_to_index(db):
    """Without an index nothing is known to be missing."""
    writer.drain()


def signed_in(person):
    client = Client(**BROWSER)
    client.force_login(person)
    return client


def search(words: str, person=None, agent: str = "Mozilla/5.0", address: str = "127.0.0.1") -> None:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    if person is not None:
        client.force_login(person)
    assert client.get("/search", {"q": words}).status_code == 200


def told() -> list[tuple[int, int]]:
    return list(Notification.objects.filter(kind=wanting.ANSWERED).values_list("person", "subject"))


def test_staff_ask_and_others_do_not():
    with pytest.raises(NotAllowed):
        wanting.want("วิธีตรวจใบตราส่ง", "", by=UserFactory(unit=False))

    card = wanting.want("วิธีตรวจใบตราส่ง", "ใช้ตรวจสินค้า", by=UserFactory())

    assert (card.state, card.searches) == (WantedState.OPEN, 0)


def test_who_asks_for_the_same_joins_the_card_that_waits():
    first, second = UserFactory(), UserFactory()
    card = wanting.want("วิธีตรวจ ใบตราส่ง", "", by=first)

    assert wanting.want("วิธีตรวจใบตราส่ง", "", by=second) == card
    assert wanting.want("วิธีตรวจใบตราส่ง", "", by=first) == card
    assert list(card.backers.all()) == [second]


def test_a_card_is_taken_by_one_at_a_time_and_may_be_given_back():
    card, one, two = wanting.want("ก ข ค", "", by=UserFactory()), UserFactory(), UserFactory()
    wanting.take(card, by=one)

    with pytest.raises(Conflict):
        wanting.take(card, by=two)
    assert wanting.take(card, by=one).state == WantedState.OPEN
    assert wanting.take(card, by=two).taken_by == two


def test_an_answer_is_told_to_those_who_wanted_it_and_ends_the_card():
    asker, backer, author = UserFactory(), UserFactory(), UserFactory()
    card = wanting.back(wanting.want("ก ข ค", "", by=asker), by=backer)
    note = NoteFactory(author=author)

    with pytest.raises(Refused, match="เผยแพร่"):
        wanting.answer(card, NoteFactory(author=author, published=False), by=author)
    wanting.answer(card, note, by=author)

    assert sorted(told()) == sorted([(asker.pk, note.pk), (backer.pk, note.pk)])
    with pytest.raises(Conflict):
        wanting.answer(card, note, by=author)


def test_nobody_answers_with_a_record_that_one_may_not_read_and_no_reader_meets_a_hidden_answer():
    author, other = UserFactory(), UserFactory()
    hidden = AssetFactory(author=author, access=Access.UNIT, circles=(circle_of_person(author),), title="ซ่อนอยู่")
    card = wanting.want("ก ข ค", "", by=other)

    with pytest.raises(NotAllowed):
        wanting.answer(card, hidden, by=other)
    wanting.answer(card, hidden, by=author)

    for address in ("/wanted/?show=answered", f"/wanted/{card.public_id}"):
        assert "ซ่อนอยู่" not in signed_in(other).get(address).content.decode()
        assert "ซ่อนอยู่" in signed_in(author).get(address).content.decode()


def test_the_asker_and_the_km_team_close_a_card_and_nobody_else():
    asker, member = UserFactory(), UserFactory()
    AppointmentFactory(person=member, role=Role.KM_TEAM, unit=member.unit)

    with pytest.raises(NotAllowed):
        wanting.close(wanting.want("ก ข ค", "", by=asker), by=UserFactory())
    assert wanting.close(wanting.want("ก ข ค", "", by=asker), by=asker).state == WantedState.CLOSED
    assert wanting.close(wanting.want("ง จ ฉ", "", by=asker), by=member).state == WantedState.CLOSED


def test_three_seekers_or_days_bring_a_search_without_result_onto_the_board():
    one, two = UserFactory(), UserFactory()
    for person in (one, one, two):
        search("ใบตราส่งสินค้าทางอากาศ", person)
    missed.fold()
    wanting.feed_board()
    assert list(Wanted.objects.all()) == []

    search("ใบตราส่ง สินค้าทางอากาศ")
    missed.fold()
    missed.fold()
    assert wanting.feed_board() == 1
    assert wanting.feed_board() == 0

    card = Wanted.objects.get()
    assert (card.searches, card.asked_by) == (3, None)


def test_a_search_that_found_something_or_was_narrowed_or_came_from_no_browser_is_not_noted():
    NoteFactory(title="ข้าวหอมมะลิ")
    writer.drain()
    search("ข้าวหอมมะลิ")
    Client(**BROWSER).get("/search", {"q": "ไม่มีคำนี้เลย", "kind": "note"})
    Client().get("/search", {"q": "ไม่มีคำนี้เลย"})
    missed.fold()

    assert list(MissedSearch.objects.all()) == []


def test_of_a_search_no_number_no_address_and_no_name_is_kept():
    search("นายสมชาย 1-1017-00230-70-8 โทร ๐๘๑ ๒๓๔ ๕๖๗๘ somchai@example.go.th มาตรา 9 ปี 2549")
    missed.fold()

    assert MissedSearch.objects.get().words == "มาตรา 9 ปี 2549"


def test_the_team_sees_at_once_what_staff_sought_and_of_guests_only_what_many_did():
    member = UserFactory()
    AppointmentFactory(person=member, role=Role.KM_TEAM, unit=member.unit)
    search("เรื่องที่เจ้าหน้าที่ค้น", UserFactory())
    search("เรื่องที่ประชาชนค้น")
    for number in range(1, 4):
        search("เรื่องที่หลายคนค้น", address=f"10.0.0.{number}")
        # One guest is one seeker, whatever browser it says it is.
        search("เรื่องที่คนเดียวค้น", agent=f"browser {number}")
    missed.fold()

    page = signed_in(member).get("/search/desk").content.decode()

    assert "เรื่องที่เจ้าหน้าที่ค้น" in page
    assert "เรื่องที่หลายคนค้น" in page
    assert "เรื่องที่ประชาชนค้น" not in page
    assert "เรื่องที่คนเดียวค้น" not in page
    assert signed_in(UserFactory()).get("/search/desk").status_code == 403


def test_a_search_page_without_result_leads_staff_to_the_board():
    staff, guest = signed_in(UserFactory()), Client(**BROWSER)

    assert "/wanted/new?title=" in staff.get("/search", {"q": "ไม่มีคำนี้เลย&x"}).content.decode()
    assert "/wanted/new" not in guest.get("/search", {"q": "ไม่มีคำนี้เลย"}).content.decode()


def test_the_pages_of_the_board_work():
    person, other = UserFactory(), UserFactory()
    client, item = signed_in(person), AssetFactory(author=other)
    assert client.post("/wanted/new", {"title": ""}).status_code == 422
    address = client.post("/wanted/new", {"title": "ขั้นตอนใหม่", "why": "ใช้ตอบ"}).headers["Location"]

    for page in ("/wanted/", "/wanted/?show=closed", f"/wanted/?answer={item.pk}", "/wanted/new?title=x", address):
        assert client.get(page).status_code == 200
    second = signed_in(other)
    for act in ("back", "back", "take"):
        assert second.post(f"{address}/{act}").status_code == 303
    assert second.post(f"{address}/answer", {"number": "99"}).status_code == 422
    assert second.post(f"{address}/answer", {"number": str(item.pk)}).status_code == 303
    assert "ขั้นตอนใหม่" in client.get(f"/assets/{item.pk}").content.decode()
    assert second.post(f"{address}/close").status_code == 403
