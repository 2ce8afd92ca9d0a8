"""Two assets that say the same become one: one stays, the other goes out of use and leads to it."""

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.features.assets.permissions import may_merge
from panya.shared.activity import actions as activity
from panya.shared.audit import actions as audit
from panya.shared.content.actions import items
from panya.shared.content.models import Item, Link, ReviewState
from panya.shared.content.succession import locked
from panya.shared.feedback.actions.merging import keep_instead
from panya.shared.notifications import actions as notifications
from panya.shared.people.models import User

MERGED = "assets.merged"


@transaction.atomic
def merge(goes: Item, stays: Item, *, by: User, reason: str) -> Item:
    """Retire `goes` in favour of `stays`; its comments and use records are shown there through the link."""
    if goes.pk == stays.pk:
        raise Refused(_("เรื่องเดียวกันรวมกับตัวเองไม่ได้ โปรดใส่หมายเลขของอีกเรื่องที่ซ้ำกัน"), about="other")
    goes, found = locked(goes, stays)
    stays = found or stays
    require(
        may_merge(by, goes, stays),
        _("รวมได้เมื่อคุณเลิกใช้ได้ทั้งสองเรื่อง คือเป็นผู้เขียน เจ้าของ หรือทีม KM ของหน่วยงานทั้งสอง โปรดให้ทีม KM ช่วยรวม"),
    )
    _refuse_what_cannot_be(goes, stays)
    items.retire(goes, by=by, reason=reason, superseded_by=stays)
    # Merged elsewhere once and brought back since: only the last counts.
    Link.objects.filter(source=goes, kind=Link.MERGED_INTO).delete()
    Link.objects.create(source=goes, target=stays, kind=Link.MERGED_INTO, as_of=stays.published)
    keep_instead(goes, stays)
    told = [person for person in (goes.owner, goes.author, stays.owner, stays.author) if person is not None]
    notifications.tell(MERGED, told, subject=goes.pk, by=by, key=f"merged/{goes.pk}/{stays.pk}")
    audit.record(
        "assets.merge", by=by, object_kind="item", object_id=str(goes.pk), after={"into": stays.pk}, reason=reason
    )
    activity.record("assets.merge", item=goes, by=by, to=goes.author)
    return stays


def _refuse_what_cannot_be(goes: Item, stays: Item) -> None:
    """Each with the way out."""
    if goes.kind != stays.kind:
        raise Refused(_("รวมได้เฉพาะองค์ความรู้กับองค์ความรู้ บันทึกชนิดอื่นให้ยกระดับเป็นองค์ความรู้ก่อน"), about="other")
    for item in (goes, stays):
        if item.is_retired:
            raise Refused(
                _("หมายเลข %(number)d เลิกใช้หรือรวมเข้ากับเรื่องอื่นไปแล้ว โปรดใช้เรื่องที่ใช้แทน หรือนำเรื่องนั้นกลับมาใช้ก่อน")
                % {"number": item.pk}
            )
        if item.reviews.filter(state=ReviewState.OPEN).exists():
            raise Refused(
                _("หมายเลข %(number)d กำลังอยู่ระหว่างตรวจ โปรดรอผลการตรวจ หรือถอนจากการตรวจก่อน แล้วจึงรวม")
                % {"number": item.pk}
            )
    if not have_equal_readers(goes, stays):
        raise Refused(
            _("สองเรื่องนี้เปิดให้คนอ่านไม่เท่ากัน (%(one)s และ %(other)s) จึงรวมไม่ได้ โปรดขอเปลี่ยนชั้นการเข้าถึงให้ตรงกันก่อน")
            % {"one": goes.get_access_display(), "other": stays.get_access_display()}
        )


def have_equal_readers(one: Item, other: Item) -> bool:
    """Whether both are of one class and for the same circles."""
    return _readers(one) == _readers(other)


def _readers(item: Item) -> tuple[str, set[int]]:
    return item.access, set(item.circles.values_list("pk", flat=True))
