"""What an asset cannot do without: such a record is not retired without a successor."""

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.models import Item, Link, Status
from panya.shared.content.permissions import may_edit
from panya.shared.content.queries import find_item
from panya.shared.people.models import User

MOST = 50


@transaction.atomic
def rely_on(item: Item, number: int, *, by: User) -> Item:
    """Say that the asset stands on the record of this number, which its writer reads and which is in use."""
    require(may_edit(by, item))
    target = find_item(number, by)
    if target is None:
        raise Refused(_("ไม่พบเรื่องหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="number")
    if target.pk == item.pk:
        raise Refused(_("เรื่องที่ต้องใช้ต้องเป็นคนละเรื่องกับเรื่องนี้"), about="number")
    if target.status != Status.PUBLISHED:
        raise Refused(
            _("“%(title)s” ยังไม่เผยแพร่หรือเลิกใช้แล้ว โปรดเลือกเรื่องที่ใช้อยู่") % {"title": target.title}, about="number"
        )
    if Link.objects.filter(source=item, kind=Link.RELIES_ON).count() >= MOST:
        raise Refused(_("เรื่องหนึ่งต้องใช้เรื่องอื่นได้ไม่เกิน %(limit)d เรื่อง") % {"limit": MOST})
    _link, made = Link.objects.get_or_create(
        source=item, target=target, kind=Link.RELIES_ON, defaults={"as_of": target.published}
    )
    if made:
        _record("assets.rely_on", item, target, by=by)
    return target


@transaction.atomic
def rely_no_more(item: Item, number: int, *, by: User) -> None:
    """Take such a link away; where it is gone already, or its end is hidden from this writer, nothing happens."""
    require(may_edit(by, item))
    target = find_item(number, by)
    if target is not None and Link.objects.filter(source=item, target=target, kind=Link.RELIES_ON).delete()[0]:
        _record("assets.rely_no_more", item, target, by=by)


def _record(verb: str, item: Item, target: Item, *, by: User) -> None:
    audit.record(verb, by=by, object_kind="item", object_id=str(item.pk), after={"on": target.pk})
    activity.record(verb, item=item, by=by)
