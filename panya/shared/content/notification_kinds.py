"""What content tells of, and how notifications learn what the records that they are about are called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.base.core.many import these
from panya.shared.content.actions.freshness import DECLASSIFY, DUE, OUTDATED
from panya.shared.content.actions.reviewing.handing import HANDED_OVER
from panya.shared.content.actions.reviewing.rounds import APPROVED, ASKED, ENDED, LOST, REASSIGNED, REMINDED, RETURNED
from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access, Item
from panya.shared.content.succession import RELIED
from panya.shared.notifications import subjects
from panya.shared.notifications.kinds import NotificationKind, register
from panya.shared.notifications.subjects import Subject
from panya.shared.people.models import Standing, User
from panya.shared.people.permissions import standing_of
from panya.shared.people.prepared import PreparedForReaders


def _described(numbers: Collection[int], person: User) -> dict[int, Subject]:
    return {
        item.pk: Subject(item.title, item.get_absolute_url(), item.access != Access.RESTRICTED)
        for item in _READABLE(standing_of(person), numbers)
    }


def _readable(standing: Standing, numbers: Collection[int]) -> QuerySet[Item]:
    found = Item.objects.open_to(standing).filter(pk__in=these(numbers))
    return found.order_by().only("number", "title", "kind", "access")


_READABLE: PreparedForReaders[Item] = PreparedForReaders(_readable)


register(NotificationKind(KIND, _("มีคนกล่าวถึงฉัน (@ชื่อ)"), _("%(by)s กล่าวถึงคุณ"), icon="person", mail=True))
subjects.register(Item.objects.open_to, _described)


@dataclass(frozen=True)
class FreshnessKind(NotificationKind):
    """Tells an owner of one record, or once of many; and a KM team of records whose owner has left."""

    of_many: str | Promise = ""
    to_a_team: str | Promise = ""

    def said(self, by: str, words: Mapping[str, str]) -> str:
        if "team" in words:
            return str(self.to_a_team)
        return str(self.of_many) if "many" in words else super().said(by, words)


def _queue(words: Mapping[str, str]) -> str:
    return reverse("due") + ("?of=units" if "team" in words else "")


register(
    FreshnessKind(
        DUE,
        _("เรื่องของฉันใกล้ถึงกำหนดทบทวน"),
        _("เรื่องของคุณใกล้ถึงกำหนดทบทวน โปรดดูว่ายังใช้ได้หรือไม่"),
        icon="clock",
        mail=True,
        leads_to=_queue,
        of_many=_("เรื่องของคุณหลายเรื่องใกล้ถึงกำหนดทบทวน โปรดดูว่ายังใช้ได้หรือไม่"),
        to_a_team=_("เรื่องที่เจ้าของไม่อยู่แล้วใกล้ถึงกำหนดทบทวน โปรดช่วยดูหรือหาเจ้าของใหม่"),
    )
)
register(
    FreshnessKind(
        OUTDATED,
        _("เรื่องของฉันเลยกำหนดทบทวน"),
        _("เรื่องของคุณเลยกำหนดทบทวนแล้ว ผู้อ่านเห็นคำเตือนอยู่ โปรดต่ออายุหรือเลิกใช้"),
        icon="alert",
        mail=True,
        leads_to=_queue,
        of_many=_("เรื่องของคุณหลายเรื่องเลยกำหนดทบทวนแล้ว ผู้อ่านเห็นคำเตือนอยู่ โปรดต่ออายุหรือเลิกใช้"),
        to_a_team=_("เรื่องที่เจ้าของไม่อยู่แล้วเลยกำหนดทบทวน โปรดช่วยต่ออายุ เลิกใช้ หรือหาเจ้าของใหม่"),
    )
)
register(
    NotificationKind(
        DECLASSIFY,
        _("ถึงวันทบทวนชั้นการเปิดเผยของเรื่องที่ฉันดูแล"),
        _("ถึงวันทบทวนชั้นการเปิดเผยของเรื่องนี้แล้ว โปรดดูว่าเปิดให้กว้างขึ้นได้หรือไม่"),
        icon="lock",
        mail=True,
    )
)
register(
    NotificationKind(
        RELIED,
        _("เรื่องที่เรื่องของฉันต้องใช้เลิกใช้แล้ว"),
        _("เรื่องที่เรื่องของคุณต้องใช้เลิกใช้แล้ว และมีเรื่องใหม่ใช้แทน โปรดปรับเรื่องของคุณให้ตรงกัน"),
        icon="link",
    )
)
register(NotificationKind(ASKED, _("มีคนขอให้ฉันตรวจเรื่อง"), _("%(by)s ขอให้คุณตรวจเรื่องนี้"), icon="vouched", mail=True))
register(NotificationKind(RETURNED, _("เรื่องของฉันถูกส่งกลับให้แก้"), _("%(by)s ตรวจแล้วส่งกลับให้แก้"), icon="reply", mail=True))
register(NotificationKind(APPROVED, _("เรื่องของฉันผ่านการตรวจ"), _("%(by)s ตรวจแล้ว เรื่องนี้ผ่าน"), icon="check", mail=True))
register(
    NotificationKind(REMINDED, _("ใกล้หรือเลยกำหนดตรวจ"), _("เรื่องนี้รอให้คุณตรวจ ใกล้หรือเลยกำหนดแล้ว"), icon="clock", mail=True)
)
register(NotificationKind(REASSIGNED, _("มีการเปลี่ยนผู้ตรวจเรื่องของฉัน"), _("%(by)s เปลี่ยนผู้ตรวจเรื่องนี้"), icon="people"))
# Without a subject: whoever is told may read the text no more, so that its title is not said either.
register(NotificationKind(ENDED, _("งานตรวจที่รับไว้จบแล้ว"), _("งานตรวจที่รอคุณอยู่จบแล้ว ไม่ต้องตรวจอีก"), icon="info"))
register(
    NotificationKind(LOST, _("ผู้ตรวจเรื่องของฉันตรวจไม่ได้แล้ว"), _("ผู้ตรวจเรื่องนี้ตรวจไม่ได้แล้ว โปรดเลือกคนใหม่"), "alert", mail=True)
)
register(
    NotificationKind(HANDED_OVER, _("มีคนส่งมอบเรื่องให้ฉันดูแล"), _("%(by)s ส่งมอบเรื่องนี้ให้คุณดูแลต่อ"), icon="person", mail=True)
)
