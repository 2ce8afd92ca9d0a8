"""What content tells of, and how notifications learn what the records that they are about are called."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from panya.shared.content.actions.reviewing.handing import HANDED_OVER
from panya.shared.content.actions.reviewing.rounds import APPROVED, ASKED, ENDED, LOST, REASSIGNED, REMINDED, RETURNED
from panya.shared.content.mentions import KIND
from panya.shared.content.models import Access, Item
from panya.shared.notifications import subjects
from panya.shared.notifications.kinds import NotificationKind, register
from panya.shared.notifications.subjects import Subject
from panya.shared.people.models import User


def _described(numbers: Collection[int], person: User) -> dict[int, Subject]:
    found = Item.objects.visible_to(person).filter(pk__in=numbers)
    return {
        item.pk: Subject(item.title, item.get_absolute_url(), item.access != Access.RESTRICTED)
        for item in found.only("number", "title", "kind", "access")
    }


register(NotificationKind(KIND, _("มีคนกล่าวถึงฉัน (@ชื่อ)"), _("%(by)s กล่าวถึงคุณ"), icon="person", mail=True))
subjects.register(Item.objects.open_to, _described)

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
