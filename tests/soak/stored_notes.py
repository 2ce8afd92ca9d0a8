"""Run inside a home: prints the titles of the notes that the writers' mark is on, as JSON."""

import json

import django

django.setup()

from panya.shared.content.models import Item  # noqa: E402

MARK = "เขียนขณะถูกตัด"

if __name__ == "__main__":
    titles = list(Item.objects.filter(title__startswith=MARK).values_list("title", flat=True))
    print(json.dumps(titles))  # noqa: T201
