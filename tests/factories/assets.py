from datetime import timedelta

from django.utils import timezone

from panya.base.core.clock import today
from panya.features.assets.actions.writing import Facts, write_asset
from panya.features.assets.structure import LegalRef, Parts
from panya.shared.content.actions.items import Place, show_revision
from panya.shared.content.models import Access, Assignment, Item, Review, ReviewState
from panya.shared.content.text import Text
from panya.shared.people.models import User
from tests.factories.people import UserFactory

PARTS = Parts(
    situation="ใช้เมื่อผู้ประกอบการมาขอหนังสือรับรองครั้งแรก",
    steps=("ถามปลายทาง", "ตรวจพิกัด", "ตรวจถิ่นกำเนิด"),
    cautions=("อย่าออกย้อนหลังโดยไม่มีเอกสารขนส่ง",),
    legal_refs=(LegalRef("พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540", "มาตรา 9", "เปิดให้ประชาชนดู"),),
)


def AssetFactory(
    *,
    author: User | None = None,
    title: str = "ออกหนังสือรับรองให้ผ่านในรอบเดียว",
    lead: str = "ถามสามข้อก่อนเปิดระบบ",
    body: str = "<p>ผู้ประกอบการไม่ได้อยากรู้ทุกช่องของแบบฟอร์ม เขาอยากรู้ว่าของจะถึงมือลูกค้าไหม</p>",
    parts: Parts = PARTS,
    type: str = "manual",
    access: str = Access.INTERNAL,
    published: bool = True,
    reviewer: User | None = None,
    **place,
) -> Item:
    """An asset; a published one went through an approved review of its text. `published=False`: its writers' draft."""
    author = author or UserFactory()
    place = Place(unit=place.pop("unit", None) or author.unit, access=access, **place)
    item = write_asset(Facts(type), Text(title, lead, body, parts.as_json()), place, by=author)
    return approved(item, by=reviewer or UserFactory()) if published else item


def approved(item: Item, *, by: User) -> Item:
    """The item with its latest text approved by this reviewer and shown to readers."""
    item = Item.objects.select_related("latest", "published").get(pk=item.pk)
    now = timezone.now()
    review = Review.objects.create(
        item=item,
        revision=item.latest,
        sha256=item.latest.sha256,
        state=ReviewState.APPROVED,
        asked_by=item.owner,
        asked_at=now,
        due_on=today() + timedelta(days=7),
        ended_at=now,
    )
    Assignment.objects.create(
        review=review, reviewer=by, assigned_at=now, decision=ReviewState.APPROVED, decided_at=now
    )
    return show_revision(item, item.latest, by=item.owner)
