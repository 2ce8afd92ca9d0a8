"""Run inside a home: `session` prints an officer's session, `mention` publishes a note that mentions the officer."""

import json
import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from panya.features.notes.actions import publish_note, write_note  # noqa: E402
from panya.shared.content.mentions import mention_of  # noqa: E402
from panya.shared.content.text import Text  # noqa: E402
from panya.shared.people.models import User  # noqa: E402


def main(what: str) -> None:
    officer = User.objects.by_sign_in_name("officer@example.go.th")
    writer = User.objects.by_sign_in_name("km@example.go.th")
    if what == "session":
        client = Client(HTTP_HOST="localhost")
        client.force_login(officer)
        name = settings.SESSION_COOKIE_NAME
        print(json.dumps({"name": name, "value": client.cookies[name].value}))
        return
    with transaction.atomic():
        note = write_note(Text("วัดเวลาของกระดิ่ง", "", f"<p>ฝาก{mention_of(officer)}</p>"), by=writer)
        publish_note(note, by=writer, seen=1)
    print(time.time())


if __name__ == "__main__":
    main(sys.argv[1])
