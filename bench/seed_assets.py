"""Run inside a home: adds approved assets, uses and events (`python -m bench.seed_assets 20000 200000`)."""

import random
import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.seed import WORDS, count_rows  # noqa: E402
from panya.features.assets.models import Asset, AssetType  # noqa: E402
from panya.features.assets.structure import Parts  # noqa: E402
from panya.shared.activity.models import Event  # noqa: E402
from panya.shared.content.actions.numbers import next_numbers  # noqa: E402
from panya.shared.content.models import (  # noqa: E402
    Access,
    Assignment,
    Item,
    Review,
    ReviewState,
    Revision,
    Status,
    Topic,
    Validity,
)
from panya.shared.feedback.models import UseManner, UseRecord, UseResult, UseState, Work  # noqa: E402
from panya.shared.people.models import Posting, User  # noqa: E402

_BATCH = 1_000
_USES_PER_ASSET = 2
# So many wait for the reviewer whose queue is timed.
WAITING = 200
REVIEWER = "km@example.go.th"


def main(count: int, events: int) -> None:
    chance = random.Random(2549)
    people = list(Posting.objects.current().select_related("person", "unit"))
    topics = list(Topic.objects.all())
    numbers: list[int] = []
    for start in range(0, count, _BATCH):
        numbers += _assets(chance, people, topics, min(_BATCH, count - start))
    _uses(chance, people, numbers)
    _events(chance, people, numbers, events)
    _waiting(chance, numbers)
    count_rows()


@transaction.atomic
def _assets(chance, people, topics, count) -> list[int]:
    now, today = timezone.now(), timezone.localdate()
    items, revisions, assets = [], [], []
    for number in next_numbers(count):
        posting = chance.choice(people)
        words = ["".join(chance.choices(WORDS, k=12)) for _ in range(10)]
        moment = now - timedelta(minutes=chance.randrange(60 * 24 * 400))
        title = "".join(chance.choices(WORDS, k=5)) + f" {number}"
        item = Item(
            number=number, kind="asset", title=title, summary=words[0][:200], author=posting.person,
            owner=posting.person, unit=posting.unit, written_at=moment, published_at=moment,
            access=chance.choices([Access.PUBLIC, Access.INTERNAL], weights=[40, 60])[0],
            status=Status.PUBLISHED, published_id=number, latest_id=number,
            validity=Validity.CURRENT, review_by=today + timedelta(days=chance.randrange(-60, 300)),
        )  # fmt: skip
        parts = Parts(situation=words[1], steps=tuple(words[2:7]), cautions=tuple(words[7:9]))
        revision = Revision(
            pk=number, item=item, number=1, title=title, body_html=f"<p>{words[9]}</p>", body_text=words[9],
            structured=parts.as_json(), by=posting.person, created_at=moment,
        )  # fmt: skip
        revision.sha256 = revision.content_hash()
        items.append(item)
        revisions.append(revision)
        assets.append(Asset(item=item, type=chance.choice(AssetType.values)))
    Item.objects.bulk_create(items)
    Revision.objects.bulk_create(revisions)
    Asset.objects.bulk_create(assets)
    Item.topics.through.objects.bulk_create(
        Item.topics.through(item_id=item.pk, topic_id=chance.choice(topics).pk) for item in items
    )
    Review.objects.bulk_create(
        Review(
            item=item, revision_id=item.pk, sha256=revision.sha256, state=ReviewState.APPROVED, asked_by=item.owner,
            asked_at=item.published_at, due_on=today, ended_at=item.published_at,
        )
        for item, revision in zip(items, revisions, strict=True)
    )  # fmt: skip
    return [item.pk for item in items]


@transaction.atomic
def _uses(chance, people, numbers) -> None:
    works = [
        Work(name=f"งานที่ {at}", key=f"งานที่ {at}", unit=chance.choice(people).unit) for at in range(len(numbers) // 4)
    ]
    Work.objects.bulk_create(works)
    now, units = timezone.now(), dict(Item.objects.filter(kind="asset").values_list("pk", "unit"))
    rows = []
    for number in numbers:
        for _ in range(_USES_PER_ASSET):
            posting, moment = chance.choice(people), now - timedelta(days=chance.randrange(400))
            rows.append(
                UseRecord(
                    item_id=number, by=posting.person, unit=posting.unit, owner_unit_id=units[number],
                    used_on=timezone.localdate(moment), work=chance.choice(works),
                    manner=chance.choice(UseManner.values), result=chance.choice(UseResult.values),
                    hours=chance.randrange(20), recorded_at=moment,
                    state=chance.choice([UseState.RECORDED, UseState.CONFIRMED]),
                )
            )  # fmt: skip
    UseRecord.objects.bulk_create(rows, batch_size=_BATCH)


@transaction.atomic
def _events(chance, people, numbers, count) -> None:
    now, verbs = timezone.now(), ["assets.publish", "assets.save", "feedback.use", "feedback.comment"]
    for start in range(0, count, _BATCH * 10):
        rows = []
        for _ in range(min(_BATCH * 10, count - start)):
            posting = chance.choice(people)
            rows.append(
                Event(
                    person=posting.person, unit=posting.unit, verb=chance.choice(verbs),
                    item_id=chance.choice(numbers), at=now - timedelta(minutes=chance.randrange(60 * 24 * 400)),
                )
            )  # fmt: skip
        Event.objects.bulk_create(rows, batch_size=_BATCH)


@transaction.atomic
def _waiting(chance, numbers) -> None:
    """New texts of some assets wait for one reviewer, as many of others for the other people."""
    reviewer, now = User.objects.by_sign_in_name(REVIEWER), timezone.now()
    others = list(User.objects.filter(is_active=True).exclude(pk=reviewer.pk)[:40])
    for at, number in enumerate(chance.sample(numbers, min(len(numbers), WAITING * 20))):
        item = Item.objects.select_related("latest").get(pk=number)
        text = Revision(
            item=item, number=2, title=item.title, body_html="<p>ฉบับใหม่</p>", body_text="ฉบับใหม่", by=item.owner,
            created_at=now,
        )  # fmt: skip
        text.save()
        Item.objects.filter(pk=number).update(latest=text)
        review = Review.objects.create(
            item=item, revision=text, sha256=text.sha256, asked_by=item.owner, asked_at=now,
            due_on=timezone.localdate() + timedelta(days=chance.randrange(-5, 10)),
        )  # fmt: skip
        asked = reviewer if at < WAITING else chance.choice(others)
        Assignment.objects.create(review=review, reviewer=asked, assigned_at=now)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
