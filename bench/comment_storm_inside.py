"""Run inside a home: signs 200 officers in and prints their cookies as JSON, or `count` of the comments stored."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from panya.shared.content.models import Access, Item, Status  # noqa: E402
from panya.shared.feedback.models import Comment  # noqa: E402
from panya.shared.people.models import User  # noqa: E402

_PEOPLE = 200
_SAID = "ที่จังหวัดเราก็เจอเหมือนกัน"


def signed_in() -> list[dict[str, str]]:
    people = User.objects.active().filter(postings__unit__is_own=True, postings__valid_to=None).order_by("pk")
    notes = list(Item.objects.filter(access=Access.INTERNAL, status=Status.PUBLISHED).order_by("pk")[:10])
    return [_cookies(person, notes[number % len(notes)]) for number, person in enumerate(people[:_PEOPLE])]


def _cookies(person: User, note: Item) -> dict[str, str]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    client.get("/me")
    session, csrf = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    cookie = f"{session}={client.cookies[session].value}; {csrf}={client.cookies[csrf].value}"
    return {"cookie": cookie, "csrf": client.cookies[csrf].value, "path": f"/comments/on/{note.pk}"}


if __name__ == "__main__":
    if sys.argv[1:] == ["count"]:
        print(Comment.objects.filter(body_text__startswith=_SAID).count())
    else:
        print(json.dumps(signed_in()))
