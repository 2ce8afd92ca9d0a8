"""What a pasted address shows: a card for public notes, nothing for the rest."""

import re

import pytest
from django.test import Client

from panya.shared.content.actions.drafts import open_draft
from panya.shared.content.models import Access
from tests.factories import NoteFactory, PictureFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PANYA_URL = "https://kb.go.th"


def _told(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og:|twitter:|robots)[^"]*)" content="([^"]*)">', page))


def test_a_public_note_shows_a_card():
    item = NoteFactory(title="ปุ๋ย & “น้ำ”", lead="เล่าสั้น ๆ")
    page = Client().get(f"/notes/{item.pk}").content.decode()
    told = _told(page)

    assert f'<link rel="canonical" href="https://kb.go.th/notes/{item.pk}">' in page
    assert re.fullmatch(r"https://kb\.go\.th/static/site/card(\.[0-9a-f]+)?\.png", told.pop("og:image"))
    assert "กระทรวงรู้" in told.pop("og:image:alt")
    assert told == {
        "og:type": "article",
        "og:site_name": "ปัญญา",
        "og:title": "ปุ๋ย &amp; “น้ำ”",
        "og:description": "เล่าสั้น ๆ",
        "og:url": f"https://kb.go.th/notes/{item.pk}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


def test_the_card_shows_the_first_picture_of_the_note():
    author = UserFactory()
    picture = PictureFactory(draft=open_draft(author, "note"))
    item = NoteFactory(author=author, body=f'<p>ดู</p><img src="/files/{picture.public_id}" alt="แปลงผัก">')
    told = _told(Client().get(f"/notes/{item.pk}").content.decode())

    assert told["og:image"] == f"https://kb.go.th/files/{picture.public_id}"
    assert (told["og:image:width"], told["og:image:height"]) == (str(picture.width), str(picture.height))
    assert Client().get(f"/files/{picture.public_id}").status_code == 200


@pytest.mark.parametrize(("access", "published"), [("INTERNAL", True), ("REQUEST", True), ("PUBLIC", False)])
def test_what_is_not_public_tells_robots_to_pass_and_nothing_else(access, published):
    item = NoteFactory(access=Access(access), published=published)
    client = Client()
    client.force_login(item.author)

    page = client.get(f"/notes/{item.pk}").content.decode()

    assert (_told(page), "canonical" in page) == ({"robots": "noindex"}, False)
