"""Run inside a home: times the pages on which assets are reviewed, read and counted; prints JSON."""

import json
import random

import django

django.setup()

from django.test import Client  # noqa: E402

from bench.page_times_inside import time_page  # noqa: E402
from bench.seed_assets import REVIEWER  # noqa: E402
from panya.shared.content.models import Item  # noqa: E402
from panya.shared.people.models import User  # noqa: E402


def main() -> None:
    reviewer = User.objects.by_sign_in_name(REVIEWER)
    client = Client(HTTP_HOST="localhost")
    client.force_login(reviewer)
    guest = Client(HTTP_HOST="localhost")
    chance = random.Random(7)
    numbers = list(Item.objects.visible_to(reviewer).of_kind("asset").values_list("pk", flat=True)[:5_000])
    pages = {
        "reviewer queue": (client, lambda: "/reviews/"),
        "queue of the units, a page in the middle": (client, lambda: "/reviews/?part=in-units&page=70"),
        "asset": (client, lambda: f"/assets/{chance.choice(numbers)}"),
        "figures of use": (client, lambda: "/figures/uses"),
        "list for guests": (guest, lambda: "/assets/"),
        "list for the staff": (client, lambda: "/assets/"),
        "due list": (client, lambda: "/due/"),
    }
    print(json.dumps([time_page(reader, name, address) for name, (reader, address) in pages.items()]))


if __name__ == "__main__":
    main()
