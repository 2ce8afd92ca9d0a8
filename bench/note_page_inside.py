"""Run inside a home: signs the demo officer in and prints the cookie and the notes to ask for, as JSON."""

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
notes = Item.objects.listed_for(officer).exclude(access="RESTRICTED").values_list("pk", flat=True)
name = settings.SESSION_COOKIE_NAME
print(json.dumps({"cookie": f"{name}={client.cookies[name].value}", "paths": [f"/notes/{pk}" for pk in notes]}))
