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
    chance = random.Random(7)
    numbers = list(Item.objects.visible_to(reviewer).of_kind("asset").values_list("pk", flat=True)[:5_000])
    pages = {
        "reviewer queue": lambda: "/reviews/",
        "asset": lambda: f"/assets/{chance.choice(numbers)}",
        "assets list": lambda: "/assets/",
        "figures of use": lambda: "/figures/uses",
        "due list": lambda: "/due/",
    }
    print(json.dumps([time_page(client, name, address) for name, address in pages.items()]))


if __name__ == "__main__":
    main()
