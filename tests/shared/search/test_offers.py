"""Suggestions while one types: what is offered, to whom, and never more than the reader may see."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panya.base.thai.normalise import normalise
from panya.shared.content.models import Access, Item, Term, Topic
from panya.shared.people.models import Circle
from panya.shared.search import writer
from panya.shared.search.offers import offers
from panya.shared.search.views import searching as views
from tests.factories import AssetFactory, NoteFactory, TopicFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])
GUEST = AnonymousUser()


def lines(typed, reader=GUEST):
    writer.drain()
    return [offer.text for group in offers(typed, reader) for offer in group.offers]


def test_a_title_is_offered_by_its_beginning_and_by_letters_inside_it_without_spaces():
    NoteFactory(title="คู่มือส่งออกทุเรียนไปจีน")

    assert [lines(typed) for typed in ("คู่มื", "ทุเรี", "ออกทุ", "คู่มือ จีน", "จีน คู่")] == [["คู่มือส่งออกทุเรียนไปจีน"]] * 5
    assert lines("มังคุด") == lines("ก") == lines("  ") == lines("") == []


def test_what_begins_with_the_letters_comes_first_then_the_newest():
    for title in ("ราคาข้าวปีนี้", "ดูราคาข้าว", "ราคาข้าวปีก่อน"):
        NoteFactory(title=title)

    assert lines("ราคาข้าว") == ["ราคาข้าวปีก่อน", "ราคาข้าวปีนี้", "ดูราคาข้าว"]


def test_titles_lead_to_their_records_and_words_to_a_search():
    note = NoteFactory(title="ลปรร. เรื่องเอฟทีเอ", tags=("เอฟทีเอ",))
    topic = TopicFactory(name_th="เอฟทีเอและข้อตกลง", name_en="FTA")
    Term.objects.create(name="เขตการค้าเสรี", abbreviation="FTA", synonyms=["เอฟทีเอ"])
    writer.drain()
    found = {str(group.title): [offer.href for offer in group.offers] for group in offers("เอฟที", GUEST)}

    assert found == {
        "เรื่อง": [note.get_absolute_url()],
        "คำในคลังคำ": [
            "/search?q=%E0%B9%80%E0%B8%82%E0%B8%95%E0%B8%81%E0%B8%B2%E0%B8%A3%E0%B8%84%E0%B9%89%E0%B8%B2%E0%B9%80%E0%B8%AA%E0%B8%A3%E0%B8%B5"
        ],
        "หัวข้อ": [topic.get_absolute_url()],
        "คำสำคัญ": [note.tags.get().get_absolute_url()],
    }


def test_a_closed_topic_and_a_tag_that_only_hidden_records_have_are_not_offered():
    Topic.objects.create(slug="old", name_th="ทุเรียนเก่า", is_closed=True)
    NoteFactory(title="ภายใน", access="INTERNAL", tags=("ทุเรียนลับ",))
    NoteFactory(title="ร่าง", tags=("ทุเรียนร่าง",), published=False)

    assert lines("ทุเรียน") == []
    assert lines("ทุเรียน", UserFactory()) == ["ทุเรียนลับ"]


def test_the_staff_are_offered_what_all_staff_may_read_and_members_of_a_circle_no_word_of_it():
    unit = UnitFactory()
    member = UserFactory(unit=unit)
    circle = Circle.objects.get_or_create(unit=unit)[0]
    for access in Access.values:
        circles = (circle,) if access in {"UNIT", "RESTRICTED"} else ()
        NoteFactory(author=member, title=f"ทุเรียน {access}", access=access, circles=circles, tags=(f"ทุเรียน{access}",))
    every = {f"ทุเรียน{space}{access}" for space in ("", " ") for access in ("PUBLIC", "REQUEST", "INTERNAL")}

    assert set(lines("ทุเรียน", member)) == set(lines("ทุเรียน", UserFactory())) | {"ทุเรียนREQUEST"} == every
    assert set(lines("ทุเรียน")) == set(lines("ทุเรียน", UserFactory(unit=False))) == {"ทุเรียน PUBLIC", "ทุเรียนPUBLIC"}


def test_a_record_leaves_the_list_at_once_when_it_is_hidden_or_retitled():
    note = NoteFactory(title="ทุเรียนหมอนทอง")
    assert lines("ทุเรียน") == ["ทุเรียนหมอนทอง"]
    Item.objects.filter(pk=note.pk).update(title="มังคุด")
    assert lines("ทุเรียน") == []
    Item.objects.filter(pk=note.pk).update(title="ทุเรียนหมอนทอง", access="INTERNAL")
    assert lines("ทุเรียน") == []


def test_a_damaged_index_offers_no_titles_and_nothing_breaks(monkeypatch):
    NoteFactory(title="ทุเรียน")
    TopicFactory(name_th="ทุเรียนไทย", name_en="Durian")
    writer.drain()
    from panya.shared.search.folders import IndexFolder

    IndexFolder("public").pointer.unlink()
    assert [offer.text for group in offers("ทุเรียน", GUEST) for offer in group.offers] == ["ทุเรียนไทย"]


@pytest.mark.parametrize(
    "typed", ["'", '"((', "ก" * 100_000, "a.*b[", "%_%", "\x00\x07ทุ", "ทุ\\", ".+", "ั้", "😀😀", "[[["]
)
def test_odd_letters_are_answered(client, typed):
    NoteFactory(title="ทุเรียน")
    writer.drain()
    assert client.get("/search/suggest", {"q": typed}).status_code == 200


def test_the_part_is_a_list_of_links_and_writes_no_html_of_titles(client):
    NoteFactory(title="ทุเรียน <b>หมอนทอง</b>")
    writer.drain()
    page = BeautifulSoup(client.get("/search/suggest", {"q": "หมอน"}).content, "html.parser")

    assert [(a["role"], normalise(a.span.get_text())) for a in page.select("a")] == [("option", "ทุเรียน <b>หมอนทอง</b>")]
    assert page.select_one("[data-said]")["data-said"] == "มีคำแนะนำ 1 รายการ"
    assert client.get("/search/suggest").content.strip() == b""


def test_on_a_narrow_screen_no_offer_is_broken_inside_a_word(client):
    NoteFactory(title="จัดคณะผู้แทน: เช็กลิสต์")
    writer.drain()

    assert "เช็\u2060กลิสต์" in client.get("/search/suggest", {"q": "เช็กลิสต์"}).content.decode()


def test_whoever_asks_too_often_gets_no_list(client, monkeypatch):
    monkeypatch.setattr(views, "SUGGESTIONS", views.Limit("suggestions", 1, 60))
    assert [client.get("/search/suggest", {"q": "ทุ"}).status_code for _ in range(2)] == [200, 204]


@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_offered_title_and_tag_belongs_to_a_record_that_the_reader_may_see(db, data):
    from django.db import transaction

    with transaction.atomic():
        units = [UnitFactory(), UnitFactory()]
        people = [UserFactory(unit=unit) for unit in units]
        circles = [Circle.objects.get_or_create(unit=unit)[0] for unit in units]
        for number in range(data.draw(st.integers(1, 6))):
            which, access = data.draw(st.sampled_from([0, 1])), data.draw(st.sampled_from(Access.values))
            inside = (circles[which],) if access in {"UNIT", "RESTRICTED"} else ()
            make = data.draw(st.sampled_from([NoteFactory, AssetFactory]))
            note = make(
                author=people[which], title=f"ทุเรียน {number}", access=access, circles=inside, tags=(f"ทุเรียน{number}",)
            )
            if data.draw(st.booleans()):
                Item.objects.filter(pk=note.pk).update(access=data.draw(st.sampled_from(Access.values)))
        writer.drain()
        for reader in (*people, GUEST):
            visible = Item.objects.visible_to(reader) | Item.objects.listed_for(reader)
            seen = {offer.href for group in offers("ทุเรียน", reader) for offer in group.offers}
            allowed = {item.get_absolute_url() for item in visible}
            allowed |= {tag.get_absolute_url() for item in Item.objects.visible_to(reader) for tag in item.tags.all()}
            assert seen <= allowed
        transaction.set_rollback(True)
