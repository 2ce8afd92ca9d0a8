"""What stands around a note, and what others are told of it, is never more than a reader may know."""

import json
import re

import pytest
from django.test import Client

from panya.shared.content.models import Access, Item
from panya.shared.search import writer
from tests.factories import NoteFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


def signed_in() -> Client:
    client = Client()
    client.force_login(UserFactory())
    return client


def part(client: Client, item: Item) -> str:
    return client.get(f"/notes/{item.pk}/around", headers={"HX-Request": "true"}).content.decode()


def numbers(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'href="/notes/(\d+)"', html)]


def test_both_ends_of_a_link_show_it_to_those_who_may_read_the_other_end():
    target = NoteFactory(title="กลาง")
    source = NoteFactory(title="ต้นทางภายใน", body=f"<p>[[{target.pk}]]</p>", access=Access.INTERNAL)
    shown = NoteFactory(title="ต้นทางเปิด", body=f"<p>[[{target.pk}]] [[{source.pk}]]</p>")

    guest, officer = part(Client(), target), part(signed_in(), target)
    assert numbers(guest) == [shown.pk]
    assert '<span class="number">(1)</span>' in guest
    assert numbers(officer) == [shown.pk, source.pk]
    assert numbers(part(Client(), shown)) == [target.pk]
    assert "ต้นทางภายใน" not in guest + Client().get(f"/notes/{shown.pk}").content.decode()


def test_at_most_five_near_records_are_named_and_never_itself():
    notes = [NoteFactory(title="ตลาดนัดข้าวหอมมะลิ", access=access) for access in [Access.PUBLIC] * 7]
    hidden = NoteFactory(title="ตลาดนัดข้าวหอมมะลิ", access=Access.INTERNAL)
    NoteFactory(title="เครื่องถ่ายเอกสารเสีย", body="<p>ซ่อมเอง</p>")
    writer.drain()

    for client, item in ((Client(), notes[0]), (signed_in(), hidden)):
        found = numbers(part(client, item))
        assert len(found) == 5
        assert set(found) <= {note.pk for note in notes} - {item.pk}


def test_records_that_share_most_tags_are_near_and_hidden_ones_are_not():
    item = NoteFactory(title="หนึ่ง", tags=("ข้าว", "ปลา"))
    one = NoteFactory(title="สอง", tags=("ข้าว",))
    two = NoteFactory(title="สาม", tags=("ข้าว", "ปลา"))
    NoteFactory(title="สี่", tags=("ข้าว", "ปลา"), access=Access.INTERNAL)
    NoteFactory(title="ห้า", tags=("ผัก",))
    # Else the index still holds what other tests wrote under these numbers.
    writer.rebuild()

    assert numbers(part(Client(), item)) == [two.pk, one.pk]


def test_without_script_it_is_a_page_and_what_is_hidden_is_hidden(client):
    hidden, shown = NoteFactory(access=Access.INTERNAL), NoteFactory()

    assert "<html" in client.get(f"/notes/{shown.pk}/around").content.decode()
    assert client.get(f"/notes/{hidden.pk}/around").status_code == 404


def test_a_public_note_tells_other_sites_about_itself(client, settings):
    settings.PANYA_URL = "https://km.example.go.th"
    note = NoteFactory(title='</script><b>"ข้าว" & ปลา', lead="คำโปรย")
    page = client.get(f"/notes/{note.pk}").content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)

    assert data is not None
    assert json.loads(data[1])["headline"] == note.title
    assert '<link rel="canonical" href="https://km.example.go.th/notes/' in page
    assert re.findall(r'og:image" content="([^"]*)"', page) == ["https://km.example.go.th/static/ui/card.png"]
    assert "noindex" not in page


@pytest.mark.parametrize("access", [Access.INTERNAL, Access.REQUEST])
def test_a_note_that_is_not_public_tells_other_sites_nothing(access):
    note = NoteFactory(title="เรื่องข้างใน", lead="คำโปรย", access=access)
    page = signed_in().get(f"/notes/{note.pk}").content.decode()

    assert '<meta name="robots" content="noindex">' in page
    assert not re.search(r'og:title" content="[^"]*เรื่องข้างใน', page)
    assert "ld+json" not in page
    assert "canonical" not in page


def test_a_writer_is_offered_only_records_to_read_and_a_closed_title_stays_out_of_the_text():
    shown = NoteFactory(title="ข้าวหอมมะลิ ปี 2569")
    internal = NoteFactory(title="ข้าวหอมมะลิ ภายใน", access=Access.INTERNAL)
    NoteFactory(title="ข้าวหอมมะลิ ร่าง", published=False)
    NoteFactory(title="เรื่องอื่น")

    found = signed_in().get("/notes/titles", {"q": "หอม ข้าว"}).json()["records"]
    assert [(one["number"], one["text"]) for one in found] == [
        (internal.pk, f"[[{internal.pk}]]"),
        (shown.pk, "ข้าวหอมมะลิ ปี 2569"),
    ]
    by_number = signed_in().get("/notes/titles", {"q": str(shown.pk)}).json()["records"]
    assert [one["number"] for one in by_number] == [shown.pk]
    assert signed_in().get("/notes/titles", {"q": "ข"}).json() == {"records": []}
