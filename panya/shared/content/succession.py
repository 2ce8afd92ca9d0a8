"""What replaces a record that goes out of use: who may be named, and who must be told."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.shared.content.choices import BY_CIRCLE, BY_WIDTH, FOR_ALL_STAFF, Access, Status
from panya.shared.content.models import Item, Link
from panya.shared.content.queries import find_item, may_read
from panya.shared.notifications import actions as notifications
from panya.shared.people.models import User
from panya.shared.people.permissions import Reader

RELIED = "content.relied"
_LONGEST_CHAIN = 50
_MOST_NAMED = 3


def newest_for(item: Item, reader: Reader) -> Item | None:
    """The last record that took the place of this one and that the reader may read; old links lead on to it."""
    found, number, passed = None, item.superseded_by_id, {item.pk}
    while number is not None and number not in passed and len(passed) < _LONGEST_CHAIN:
        passed.add(number)
        readable = find_item(number, reader)
        # What is hidden from the reader is passed by.
        after = readable or Item.objects.filter(pk=number).only("superseded_by").first()
        found, number = readable or found, after.superseded_by_id if after else None
    return found


def locked(item: Item, other: Item | None = None) -> tuple[Item, Item | None]:
    """Both rows, locked in the order of their numbers: of two people who name each other's record one comes second."""
    numbers = [item.pk, *([other.pk] if other else [])]
    rows = Item.objects.select_for_update(of=("self",)).select_related("unit").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=numbers)}
    return found[item.pk], found[other.pk] if other else None


def require_successor(item: Item, successor: Item, *, by: User, for_some_readers: bool = False) -> None:
    """What replaces a record is another one, in use, readable by all who read the old one, and not replaced by it.

    A narrower one is refused until the person says that it is meant so: most readers will be shown no way on. (It
    happens: a leaflet for the public ends, and the counters work by an internal text.)
    """
    if successor.pk == item.pk:
        raise Refused(_("เรื่องที่ใช้แทนต้องเป็นคนละเรื่องกับเรื่องนี้"))
    if not may_read(by, successor):
        raise Refused(_("ไม่พบเรื่องหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"))
    if _leads_to(successor, item):
        raise Refused(
            _("“%(title)s” ถูกแทนด้วยเรื่องนี้อยู่แล้ว ใช้แทนกันเป็นวงไม่ได้ โปรดนำเรื่องนั้นกลับมาใช้ก่อน หรือเลือกเรื่องอื่น")
            % {"title": successor.title}
        )
    if successor.status != Status.PUBLISHED:
        raise Refused(_("“%(title)s” ยังไม่เผยแพร่หรือเลิกใช้แล้ว โปรดเลือกเรื่องที่ใช้อยู่") % {"title": successor.title})
    if not for_some_readers and not _opens_to_readers_of(item, successor):
        raise Refused(
            _("ผู้อ่านเรื่องนี้บางคนจะเปิด “%(title)s” ไม่ได้ โปรดเปิดเรื่องนั้นให้กว้างเท่ากัน เลิกใช้โดยไม่ระบุเรื่องแทน หรือยืนยันว่าตั้งใจ")
            % {"title": successor.title}
        )


def relying_on(item: Item) -> QuerySet[Item]:
    """Published records that cannot do without this one."""
    linked = Link.objects.filter(target=item, kind=Link.RELIES_ON).values("source")
    return Item.objects.filter(pk__in=linked, status=Status.PUBLISHED, deleted_at=None)


def require_nobody_relies(item: Item, *, by: User) -> None:
    """What others rely on does not go without a successor; only what `by` may read is named."""
    if not relying_on(item).exists():
        return
    named = relying_on(item) & Item.objects.visible_to(by)
    titles = ", ".join(f"“{title}”" for title in named.order_by("pk").values_list("title", flat=True)[:_MOST_NAMED])
    raise Refused(
        _("มีเรื่องอื่นที่ต้องใช้เรื่องนี้อยู่ %(titles)s โปรดเลิกใช้โดยระบุหมายเลขเรื่องที่ใช้แทน เจ้าของเรื่องเหล่านั้นจะได้รับแจ้ง")
        % {"titles": titles}
    )


def tell_relying(item: Item, successor: Item, *, by: User) -> None:
    """Who owns a record that relies on the retired one is told, where that record is read."""
    for source in relying_on(item).select_related("owner"):
        key = f"relied/{item.pk}/{successor.pk}/{source.pk}"
        notifications.tell(RELIED, [source.owner], subject=source.pk, by=by, key=key)


def _leads_to(item: Item, goal: Item) -> bool:
    number, passed = item.superseded_by_id, set[int]()
    while number is not None and number not in passed:
        if number == goal.pk:
            return True
        passed.add(number)
        number = Item.objects.filter(pk=number).values_list("superseded_by", flat=True).first()
    return False


def _opens_to_readers_of(item: Item, successor: Item) -> bool:
    """Whether all who may read the one by its class may read the other."""
    if successor.access in FOR_ALL_STAFF:
        return item.access in BY_CIRCLE or BY_WIDTH.index(Access(successor.access)) <= BY_WIDTH.index(
            Access(item.access)
        )
    if item.access not in BY_CIRCLE:
        return False
    circles = list(successor.circles.select_related("unit"))
    within = Q(pk__in=[circle.pk for circle in circles])
    for circle in circles:
        if circle.unit is not None:
            within |= Q(unit__path__startswith=circle.unit.path)
    return not item.circles.exclude(within).exists()
