"""Runs in a demo home: suggests topics and tags for half of the records as if they had none, from the other half."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panya.site.settings")

import django

django.setup()

from panya.shared.content.models import Item, Status, Tag  # noqa: E402
from panya.shared.search.suggesting import suggest  # noqa: E402


def main() -> None:
    published = Item.objects.filter(status=Status.PUBLISHED, deleted_at=None).order_by("pk")
    items = list(published.select_related("published", "owner").prefetch_related("topics", "tags"))
    held_out = [item for place, item in enumerate(items) if place % 2]
    numbers = {item.pk for item in held_out}
    said = {"topics": 0, "right topics": 0, "tags": 0, "right tags": 0, "records": 0, "with a right topic": 0}
    for item in held_out:
        topics, tags = {topic.slug for topic in item.topics.all()}, {tag.key for tag in item.tags.all()}
        if not topics and not tags:
            continue
        found = suggest(item.published, item.owner, without=numbers, has_nothing=True)
        said["records"] += 1
        said["topics"] += len(found.topics[:1])
        right = sum(one.value in topics for one in found.topics[:1])
        said["right topics"] += right
        said["with a right topic"] += any(one.value in topics for one in found.topics)
        said["tags"] += len(found.tags)
        said["right tags"] += sum(Tag.key_of(one.value) in tags for one in found.tags)
    print(json.dumps(said))


main()
