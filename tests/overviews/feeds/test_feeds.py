"""Feeds tell what is public, the same to everybody, in forms that readers of feeds understand."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client

from panya.overviews.feeds import queries
from panya.shared.content.actions.items import retire
from panya.shared.content.models import Access, Item, Tag
from tests.factories import NotebookFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PANYA_URL = "https://kb.go.th"


def _titles(address: str, client: Client | None = None) -> set[str]:
    body = json.loads((client or Client()).get(address).content)
    return {item["title"] for item in body["items"]}


def _bytes(answer) -> bytes:
    """The page without its token, which differs each time."""
    return re.sub(rb"\b[0-9A-Za-z]{64}\b", b"", answer.content)


def atom_faults(body: bytes) -> list[str]:
    """What RFC 4287 asks for and this feed lacks."""
    root = ET.fromstring(body)
    faults = [] if root.tag == f"{ATOM}feed" else [root.tag]
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            found = element.findall(f"{ATOM}{name}")
            faults += [] if len(found) == 1 and found[0].text else [f"{element.tag}: {name}"]
        faults += [] if datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo else ["updated"]
        links = {link.get("rel", "alternate"): link.get("href", "") for link in element.findall(f"{ATOM}link")}
        faults += [href for href in links.values() if not href.startswith("https://kb.go.th/")]
        faults += [] if "alternate" in links else ["alternate"]
    faults += [] if root.find(f"{ATOM}link[@rel='self']") is not None else ["self"]
    faults += ["author" for entry in root.iter(f"{ATOM}entry") if not entry.findtext(f"{ATOM}author/{ATOM}name")]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    return faults + (["ids twice"] if len(set(ids)) < len(ids) else [])


def rss_faults(body: bytes) -> list[str]:
    """What RSS 2.0 asks for and this feed lacks."""
    root = ET.fromstring(body)
    channel = root.find("channel")
    faults = [] if (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1) else ["rss"]
    faults += [name for name in ("title", "link", "description", "lastBuildDate") if not channel.findtext(name)]
    for item in channel.iter("item"):
        faults += [name for name in ("title", "link", "guid", "pubDate", "description") if not item.findtext(name)]
        faults += [] if parsedate_to_datetime(item.findtext("pubDate")).tzinfo else ["pubDate"]
        faults += [] if item.findtext("guid") == item.findtext("link") else ["guid"]
    return faults + [link.text for link in root.iter("link") if not link.text.startswith("https://kb.go.th/")]


def json_faults(body: bytes) -> list[str]:
    """What JSON Feed 1.1 asks for and this feed lacks."""
    feed = json.loads(body)
    faults = [] if feed.get("version") == "https://jsonfeed.org/version/1.1" else ["version"]
    faults += [name for name in ("title", "items", "feed_url", "home_page_url") if name not in feed]
    for item in feed["items"]:
        faults += [name for name in ("id", "url") if not str(item.get(name, "")).startswith("https://kb.go.th/")]
        faults += [] if item.get("content_text") or item.get("content_html") else ["content"]
        faults += [day for day in ("date_published", "date_modified") if not datetime.fromisoformat(item[day]).tzinfo]
        faults += ["authors" for author in item["authors"] if not author["name"]]
    return faults


FAULTS = {"atom": atom_faults, "rss": rss_faults, "json": json_faults}


@pytest.mark.parametrize("form", FORMS)
def test_every_feed_is_what_its_standard_says(form):
    author = UserFactory(first_name="มาลี <b>", last_name="& ดี")
    item = NoteFactory(author=author, title="<i>เรื่อง</i> & “อื่น”", tags=("น้ำ",), notebook=NotebookFactory(owner=author))
    Item.objects.filter(pk=item.pk).update(summary="ก\x0b\x00ข ]]> <script>\ufffe", title="หัว\x1bเรื่อง & <i>")
    NoteFactory(author=author, body="")
    tag = Tag.objects.get()
    addresses = (
        f"/feeds/{form}",
        f"/feeds/tags/{tag.pk}/{form}",
        f"/feeds/units/{item.unit.code}/{form}",
        f"/feeds/notebooks/{item.notebook.public_id}/{form}",
        f"/feeds/people/{author.public_id}/{form}",
    )

    answers = [Client().get(address) for address in addresses]

    assert [(answer.status_code, answer["Content-Type"]) for answer in answers] == [(200, FORMS[form])] * 5
    assert [FAULTS[form](answer.content) for answer in answers] == [[]] * 5
    assert "หัวเรื่อง".encode() in answers[0].content


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_site_has_an_empty_feed_that_stays_the_same(form):
    first, second = Client().get(f"/feeds/{form}"), Client().get(f"/feeds/{form}")

    assert (first.status_code, FAULTS[form](first.content), first.content) == (200, [], second.content)


def test_a_feed_holds_exactly_what_is_public_and_published_whoever_asks():
    author = UserFactory()
    place = {"author": author, "notebook": NotebookFactory(owner=author), "tags": ("น้ำ",)}
    NoteFactory(title="เปิด", **place)
    for access in (Access.INTERNAL, Access.REQUEST):
        NoteFactory(title=access, access=access, **place)
    NoteFactory(title="ร่าง", published=False, **place)
    retire(NoteFactory(title="เลิกใช้", **place), by=author, reason="เก่า")
    gone = NoteFactory(title="ลบ", **place)
    Item.objects.filter(pk=gone.pk).update(deleted_at=gone.published_at)
    signed_in = Client()
    signed_in.force_login(author)

    for address in (
        "/feeds/json",
        f"/feeds/tags/{Tag.objects.get().pk}/json",
        f"/feeds/units/{author.unit.code}/json",
        f"/feeds/notebooks/{place['notebook'].public_id}/json",
        f"/feeds/people/{author.public_id}/json",
    ):
        assert (_titles(address), _titles(address, signed_in)) == ({"เปิด"}, {"เปิด"})


def test_the_feed_of_a_thing_without_anything_public_is_as_if_the_thing_never_was():
    author = UserFactory(unit=UnitFactory(code="QUIET"))
    notebook = NotebookFactory(owner=author)
    NoteFactory(author=author, access=Access.INTERNAL, notebook=notebook, tags=("ลับ",))
    pairs = {
        f"/feeds/tags/{Tag.objects.get().pk}/atom": "/feeds/tags/999999/atom",
        "/feeds/units/QUIET/atom": "/feeds/units/NEVER/atom",
        f"/feeds/notebooks/{notebook.public_id}/atom": "/feeds/notebooks/zzzz/atom",
        f"/feeds/people/{author.public_id}/atom": "/feeds/people/zzzz/atom",
        f"/feeds/tags/{'9' * 30}/atom": "/feeds/tags/999999/atom",
    }

    for hidden, never in pairs.items():
        one, other = Client().get(hidden), Client().get(never)
        assert (one.status_code, _bytes(one).replace(hidden.encode(), never.encode())) == (404, _bytes(other))


def test_the_newest_thirty_come_first_and_a_unit_speaks_for_those_below():
    above = UnitFactory(code="ABOVE")
    author = UserFactory(unit=UnitFactory(parent=above))
    numbers = [NoteFactory(author=author).pk for _ in range(32)]

    body = json.loads(Client().get("/feeds/units/ABOVE/json").content)

    assert [item["id"] for item in body["items"]] == [f"https://kb.go.th/notes/{n}" for n in reversed(numbers[2:])]


@pytest.mark.parametrize("form", FORMS)
def test_who_has_the_feed_already_gets_nothing_until_it_changes(form):
    NoteFactory()
    first = Client().get(f"/feeds/{form}")
    same = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}

    answers = [Client().get(f"/feeds/{form}", headers=headers) for headers in same]
    assert [(answer.status_code, answer.content) for answer in answers] == [(304, b"")] * 2
    NoteFactory()
    assert Client().get(f"/feeds/{form}", headers=same[0]).status_code == 200


def test_the_page_about_feeds_names_those_of_the_site():
    page = Client().get("/feeds").content.decode()

    assert [f"https://kb.go.th/feeds/{form}" in page for form in FORMS] == [True] * 3


def test_pages_lead_to_their_feed_only_where_something_public_is_in_it():
    author = UserFactory()
    shown, hidden = NotebookFactory(owner=author), NotebookFactory(owner=author)
    NoteFactory(author=author, notebook=shown)
    NoteFactory(author=author, notebook=hidden, access=Access.INTERNAL)
    client = Client()
    client.force_login(author)
    pages = [client.get(f"/notes/notebooks/{notebook.public_id}").content.decode() for notebook in (shown, hidden)]
    pages += [client.get(author.get_absolute_url()).content.decode(), Client().get("/").content.decode()]

    assert [page.count('rel="alternate"') for page in pages] == [1, 0, 1, 1]


def test_the_sitemap_lists_public_records_and_splits_where_they_are_many(monkeypatch):
    public = [NoteFactory().pk for _ in range(3)]
    NoteFactory(access=Access.INTERNAL)

    def places(address: str) -> list[str]:
        root = ET.fromstring(Client().get(address).content)
        return [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert places("/sitemap.xml") == [f"https://kb.go.th/notes/{number}" for number in public]
    monkeypatch.setattr(queries, "SITEMAP_PAGE", 2)
    assert places("/sitemap.xml") == [f"https://kb.go.th/sitemap.xml?page={page}" for page in (1, 2)]
    assert places("/sitemap.xml?page=2") == [f"https://kb.go.th/notes/{public[2]}"]
    bad = ("0", "3", "x", "9" * 30, "²")
    assert {Client().get("/sitemap.xml", {"page": page}).status_code for page in bad} == {404}


def test_robots_are_told_of_the_sitemap():
    assert "Sitemap: https://kb.go.th/sitemap.xml" in Client().get("/robots.txt").content.decode().splitlines()
