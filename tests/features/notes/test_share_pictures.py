"""The card of a public note shows its first picture, with size and words."""

import re

import pytest
from django.test import Client, override_settings

from panya.shared.content.actions.drafts import open_draft
from panya.shared.files.models import StoredFile
from tests.factories import NoteFactory, PictureFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "cache"])


@override_settings(PANYA_URL="https://km.example.go.th")
def test_the_first_picture_is_shown_with_size_and_words_and_guests_may_have_it():
    author = UserFactory()
    picture = PictureFactory(draft=open_draft(author, "note"))
    item = NoteFactory(author=author, title="แปลงผัก", body=f'<img src="/files/{picture.public_id}" alt="">')

    assert _pictured(item.pk) == {
        "og:image": f"https://km.example.go.th/files/{picture.public_id}",
        "og:image:width": str(picture.width),
        "og:image:height": str(picture.height),
        "og:image:alt": "แปลงผัก",
    }
    assert Client().get(f"/files/{picture.public_id}").status_code == 200


@override_settings(PANYA_URL="https://km.example.go.th")
def test_without_a_picture_the_card_of_the_site_is_shown():
    told = _pictured(NoteFactory().pk)

    assert re.fullmatch(r"https://km\.example\.go\.th/static/ui/card[.0-9a-f]*\.png", told.pop("og:image"))
    assert told == {"og:image:width": "1200", "og:image:height": "630", "og:image:alt": "ปัญญา"}
    assert StoredFile.objects.count() == 0


def _pictured(number: int) -> dict[str, str]:
    page = Client().get(f"/notes/{number}").content.decode()
    return dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)">', page))
