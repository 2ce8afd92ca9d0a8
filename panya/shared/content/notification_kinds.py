"""What content tells of, and how notifications learn what the records that they are about are called."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

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
