"""Feeds hold public records only, are sound Atom, RSS and JSON Feed, and are hidden where nothing public is."""

import json
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from panya.shared.content.models import Access, Item
from tests.factories import NotebookFactory, NoteFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])

ATOM = "{http://www.w3.org/2005/Atom}"
BAD = "<b>&\"' ]]> \x0b\x1f \ufffe 😀 <script>alert(1)</script>"


@pytest.fixture
def public():
    author = UserFactory(unit=UnitFactory(code="ALPHA"))
    place = {"notebook": NotebookFactory(owner=author), "tags": ("ข้าว",)}
    note = NoteFactory(author=author, title="ข้าวหอมมะลิ", lead="ราคาที่ท่าเรือ", **place)
    for access in (Access.INTERNAL, Access.REQUEST):
        NoteFactory(author=author, title=f"ลับ {access}", access=access, **place)
    NoteFactory(author=author, title="ยังไม่เผยแพร่", published=False, **place)
    return note


def feeds_of(note: Item) -> dict[str, str]:
    return {
        "site": "/feeds/",
        "tag": f"/feeds/tags/{note.tags.get().pk}/",
        "unit": f"/feeds/units/{note.unit.code}/",
        "notebook": f"/feeds/notebooks/{note.notebook.public_id}/",
        "person": f"/feeds/people/{note.author.public_id}/",
    }


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("of", ["site", "tag", "unit", "notebook", "person"])
@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_a_feed_holds_what_is_public_and_is_the_same_for_everybody(public, of, form):
    url = f"{feeds_of(public)[of]}{form}"
    guest, author = Client().get(url), signed_in(public.author).get(url)

    assert guest.content == author.content
    assert titles(form, guest.content) == ["ข้าวหอมมะลิ"]


@pytest.mark.parametrize("of", ["tag", "unit", "notebook", "person"])
def test_without_a_public_record_a_feed_is_as_if_it_never_was(client, public, of):
    Item.objects.filter(pk=public.pk).update(access=Access.INTERNAL)
    never = {"tag": "/feeds/tags/990/", "unit": "/feeds/units/NO/", "notebook": "/feeds/notebooks/zz/"}
    for form in ("", "atom", "rss", "json"):
        found = signed_in(public.author).get(f"{feeds_of(public)[of]}{form}")
        assert found.status_code == 404
        assert client.get(f"{never.get(of, '/feeds/people/zz/')}{form}").status_code == 404


def test_the_feed_of_the_site_is_there_while_nothing_is_public_and_stays_the_same(client):
    bodies = {client.get("/feeds/atom").content for _ in range(2)}

    assert [ElementTree.fromstring(body).findall(f"{ATOM}entry") for body in bodies] == [[]]


def test_an_unknown_form_is_hidden(client, public):
    assert client.get("/feeds/xml").status_code == 404
    assert client.get(f"{feeds_of(public)['person']}xml").status_code == 404


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_a_feed_that_has_not_changed_is_not_sent_again(client, public, form):
    first = client.get(f"/feeds/{form}")
    again = client.get(f"/feeds/{form}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert parsedate_to_datetime(first["Last-Modified"]) == public.published_at.replace(microsecond=0)

    Item.objects.filter(pk=public.pk).update(access=Access.INTERNAL)
    withdrawn = client.get(
        f"/feeds/{form}", headers={"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    )
    assert withdrawn.status_code == 200
    assert titles(form, withdrawn.content) == []


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_whatever_is_written_the_feed_stays_sound(client, public, form):
    Item.objects.filter(pk=public.pk).update(title=BAD, summary=BAD, author=None, author_name=BAD)
    answer = client.get(f"/feeds/{form}")

    assert answer.status_code == 200
    assert faults(form, answer.content, answer["Content-Type"]) == []
    assert b"<script" not in answer.content or form == "json"
    (title,) = titles(form, answer.content)
    assert title.replace("\x0b", "").replace("\x1f", "").replace("\ufffe", "") == "".join(
        c for c in BAD if c not in "\x0b\x1f\ufffe"
    )


def test_ids_are_stable_and_links_absolute(client, public, settings):
    settings.PANYA_URL = "https://km.example.go.th"
    ids = {form: id_of(form, client.get(f"/feeds/{form}").content) for form in ("atom", "rss", "json")}

    assert set(ids.values()) == {
        (f"tag:km.example.go.th,2026:note/{public.pk}", f"https://km.example.go.th/notes/{public.pk}")
    }


def test_the_page_about_feeds_explains_them_and_leads_to_each(client, public):
    page = client.get("/feeds/").content.decode()
    about = feeds_of(public)

    assert all(f'href="{about[of]}"' in page for of in ("tag", "unit"))
    assert all(f'href="/feeds/{form}"' in page for form in ("atom", "rss", "json"))
    assert f'href="{about["notebook"]}"' in client.get(public.notebook.get_absolute_url()).content.decode()
    person = signed_in(UserFactory()).get(public.author.get_absolute_url()).content.decode()
    assert f'href="{about["person"]}"' in person


def test_the_map_names_public_records_and_no_other(client, public):
    index = client.get("/sitemap.xml")
    (page,) = [loc.text for loc in ElementTree.fromstring(index.content).iter() if loc.tag.endswith("loc")]
    places = [
        loc.text.partition("://")[2].partition("/")[2]
        for loc in ElementTree.fromstring(client.get(f"/{page.partition('://')[2].partition('/')[2]}").content).iter()
        if loc.tag.endswith("loc")
    ]

    assert places == ["", f"notes/{public.pk}"]
    assert client.get("/sitemap/2.xml").status_code == client.get("/sitemap/0.xml").status_code == 404
    assert client.get("/robots.txt").content.decode().splitlines()[-1].endswith("/sitemap.xml")


def titles(form: str, body: bytes) -> list[str]:
    if form == "json":
        return [item["title"] for item in json.loads(body)["items"]]
    root = ElementTree.fromstring(body)
    path = f"{ATOM}entry/{ATOM}title" if form == "atom" else "channel/item/title"
    return [element.text or "" for element in root.findall(path)]


def id_of(form: str, body: bytes) -> tuple[str | None, str | None]:
    if form == "json":
        (item,) = json.loads(body)["items"]
        return item["id"], item["url"]
    root = ElementTree.fromstring(body)
    if form == "rss":
        return root.findtext("channel/item/guid"), root.findtext("channel/item/link")
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    link = entry.find(f"{ATOM}link")
    return entry.findtext(f"{ATOM}id"), None if link is None else link.get("href")


def faults(form: str, body: bytes, content_type: str) -> list[str]:
    """What RFC 4287, the RSS 2.0 specification and JSON Feed 1.1 require and this feed lacks."""
    if form == "json":
        return _json_faults(json.loads(body), content_type)
    root = ElementTree.fromstring(body)
    return _atom_faults(root, content_type) if form == "atom" else _rss_faults(root, content_type)


def _atom_faults(root: ElementTree.Element, content_type: str) -> list[str]:
    found = [] if content_type.startswith("application/atom+xml") and root.tag == f"{ATOM}feed" else ["kind"]
    found += [name for name in ("id", "title", "updated") if not root.findtext(f"{ATOM}{name}")]
    rels = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    found += ["self"] if rels.count("self") != 1 else []
    for entry in root.findall(f"{ATOM}entry"):
        found += [f"entry {name}" for name in ("id", "title", "updated") if len(entry.findall(f"{ATOM}{name}")) != 1]
        found += ["entry author"] if not entry.findtext(f"{ATOM}author/{ATOM}name") else []
        found += ["entry link"] if entry.find(f"{ATOM}link") is None else []
    return found


def _rss_faults(root: ElementTree.Element, content_type: str) -> list[str]:
    found = [] if content_type.startswith("application/rss+xml") and root.get("version") == "2.0" else ["kind"]
    found += [name for name in ("title", "link", "description") if not root.findtext(f"channel/{name}")]
    for item in root.findall("channel/item"):
        guid = item.find("guid")
        found += ["guid"] if guid is None or guid.get("isPermaLink") != "false" else []
        parsedate_to_datetime(item.findtext("pubDate") or "")
        found += [f"item {name}" for name in ("title", "link") if not item.findtext(name)]
    return found


def _json_faults(feed: dict, content_type: str) -> list[str]:
    found = [] if content_type.startswith("application/feed+json") else ["kind"]
    found += [] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["version"]
    found += [name for name in ("title", "home_page_url", "feed_url") if not isinstance(feed.get(name), str)]
    for item in feed["items"]:
        found += [name for name in ("id", "url", "content_text", "date_published") if not item.get(name)]
        found += ["authors"] if not all(author.get("name") for author in item["authors"]) else []
    return found
