"""Run inside a home: signs the demo officer in and prints cookies, a CSRF token and the notes to ask for, as JSON."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from panya.shared.content.models import Item  # noqa: E402
from panya.shared.people.models import User  # noqa: E402

officer = User.objects.by_sign_in_name("officer@example.go.th")
client = Client(HTTP_HOST="localhost")
client.force_login(officer)
client.get("/notes/new")
notes = Item.objects.listed_for(officer).exclude(access="RESTRICTED").values_list("pk", flat=True)
session, csrf = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
print(
    json.dumps(
        {
            "cookie": f"{session}={client.cookies[session].value}",
            "csrf_cookie": f"{csrf}={client.cookies[csrf].value}",
            "csrf": client.cookies[csrf].value,
            "paths": [f"/notes/{pk}" for pk in notes],
        }
    )
)
