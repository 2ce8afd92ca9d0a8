"""Run inside a home: adds many items to the demo (`python -m bench.seed 100000`)."""

import random
import sys
from datetime import timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from panya.base.core.periodic_tasks import count_for_the_planner  # noqa: E402
from panya.shared.content.actions.numbers import next_numbers  # noqa: E402
from panya.shared.content.models import Access, Item, Revision, Status, Tag, Topic  # noqa: E402
from panya.shared.people.actions.circles import circle_of_unit  # noqa: E402
from panya.shared.people.models import Posting  # noqa: E402

WORDS = [
    "การค้า", "สินค้า", "ราคา", "ตลาด", "ผู้ประกอบการ", "จังหวัด", "ส่งออก", "นำเข้า", "ทะเบียน",
    "เครื่องหมาย", "ลิขสิทธิ์", "เจรจา", "ภาษี", "แหล่งกำเนิด", "ตรวจสอบ", "ร้องเรียน", "ผู้บริโภค", "ประชุม",
    "แผนงาน", "งบประมาณ", "พัสดุ", "อบรม", "ความรู้", "แลกเปลี่ยน", "บทเรียน", "วิธีทำงาน", "เกษตรกร",
    "ผลไม้", "ข้าว", "ลำไย", "ทุเรียน", "โรงสี", "ชั่งตวงวัด", "หนังสือราชการ", "ออนไลน์", "ระบบ", "ข้อมูล",
    "รายงาน", "ติดตาม", "ประเมินผล",
]  # fmt: skip
_BATCH = 1_000


def main(count: int) -> None:
    chance = random.Random(30449)
    people = list(Posting.objects.select_related("person", "unit"))
    tags = [Tag.objects.get_or_create(key=word, defaults={"name": word})[0] for word in WORDS]
    topics = list(Topic.objects.all())
    circles = [circle_of_unit(posting.unit) for posting in people[:40]]
    for start in range(0, count, _BATCH):
        _batch(chance, people, tags, topics, circles, min(_BATCH, count - start))
    count_rows()


def count_rows() -> None:
    """What a worker that has run for a while has done: the databases know how their tables have grown."""
    if connection.vendor == "sqlite":
        count_for_the_planner()
    else:
        with connection.cursor() as cursor:
            # As autovacuum does within a minute.
            cursor.execute("VACUUM ANALYZE")


@transaction.atomic
def _batch(chance, people, tags, topics, circles, count) -> None:
    now = timezone.now()
    items, revisions = [], []
    for number in next_numbers(count):
        posting = chance.choice(people)
        title = "".join(chance.choices(WORDS, k=5)) + f" {number}"
        body = " ".join("".join(chance.choices(WORDS, k=12)) for _ in range(6))
        access = chance.choices(list(Access), weights=[50, 5, 35, 7, 3])[0]
        moment = now - timedelta(minutes=chance.randrange(60 * 24 * 400))
        item = Item(
            number=number, kind="note", title=title, summary=body[:200], author=posting.person, owner=posting.person,
            unit=posting.unit, access=access, written_at=moment, published_at=moment, status=Status.PUBLISHED,
            # Foreign keys are checked at the end of the transaction: the revision may come after its item.
            published_id=number, latest_id=number,
        )  # fmt: skip
        revision = Revision(
            pk=number,
            item=item,
            number=1,
            title=title,
            body_html=f"<p>{body}</p>",
            body_text=body,
            by=posting.person,
            created_at=moment,
        )
        revision.sha256 = revision.content_hash()
        items.append(item)
        revisions.append(revision)
    Item.objects.bulk_create(items)
    Revision.objects.bulk_create(revisions)
    Item.tags.through.objects.bulk_create(
        Item.tags.through(item_id=item.pk, tag_id=tag.pk) for item in items for tag in chance.sample(tags, 3)
    )
    Item.topics.through.objects.bulk_create(
        Item.topics.through(item_id=item.pk, topic_id=chance.choice(topics).pk) for item in items
    )
    Item.circles.through.objects.bulk_create(
        Item.circles.through(item_id=item.pk, circle_id=chance.choice(circles).pk)
        for item in items
        if item.access in {Access.UNIT, Access.RESTRICTED}
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
