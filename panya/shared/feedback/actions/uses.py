"""Record that knowledge was used in a piece of work, and what became of it; mend it, take it back."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused, require
from panya.base.core.limits import Limit
from panya.base.core.many import these
from panya.shared.audit import actions as audit
from panya.shared.content.mentions import may_read_now
from panya.shared.content.models import Access, Item
from panya.shared.content.secrecy import refuse_marks_in
from panya.shared.feedback import signals
from panya.shared.feedback.models import Improvement, UseManner, UseRecord, UseResult, UseState, Work
from panya.shared.feedback.permissions import may_edit_use, may_record_use, may_withdraw_use, writes
from panya.shared.feedback.queries.use_records import first_day_of_use, who_confirms
from panya.shared.notifications.actions import take_back, tell
from panya.shared.people.models import Unit, User
from panya.shared.people.queries import unit_of
from panya.shared.people.text import one_line, paragraphs

LIMIT = Limit("use-record", 30, 60 * 60)
# What one piece of work can save at most: a year of one person's hours, a hundred million baht.
MOST_HOURS, MOST_BAHT = Decimal(2_000), Decimal(100_000_000)
_LENGTHS = {"what": 1_000, "work": 200, "error_avoided": 500, "evidence": 500, "improvement": 1_000}
USED, FAILED, TO_CONFIRM = "feedback.used", "feedback.used_failed", "feedback.use_to_confirm"


@dataclass(frozen=True)
class Use:
    """What a person tells of one use; only day, manner and result are needed."""

    used_on: date
    manner: str = UseManner.AS_IS
    result: str = UseResult.WORKED
    what: str = ""
    work: str = ""
    hours: Decimal = Decimal(0)
    baht: Decimal = Decimal(0)
    error_avoided: str = ""
    evidence: str = ""
    improvement: str = ""


def record_use(item: Item, told: Use, *, by: User) -> UseRecord:
    """Write down a use; its owner is told, and the head who may confirm it."""
    LIMIT.spend(by.public_id)
    with transaction.atomic():
        # Of two clicks at once the second waits here, and finds the use of the first.
        item = Item.objects.select_for_update(of=("self",)).select_related("unit", "author", "owner").get(pk=item.pk)
        require(may_record_use(by, item), _("บันทึกการนำไปใช้ได้เมื่อเรื่องเผยแพร่แล้ว และคุณเป็นบุคลากรที่อ่านเรื่องนี้ได้"))
        use = UseRecord(item=item, by=by, unit=_unit_of(by, told.used_on), owner_unit=item.unit)
        _fill(use, told)
        _refuse_twice(use)
        use.is_own, use.recorded_at = writes(by, item), timezone.now()
        use.save()
        _tell_of(use)
        audit.record("feedback.record_use", by=by, object_kind="use", object_id=use.public_id, after=described(use))
        signals.used.send(UseRecord, use=use)
        return use


def mark_own(numbers: Sequence[int]) -> None:
    """Uses by who has since become a writer of the record count no more, also when the record goes to others again."""
    became_own = UseRecord.objects.filter(item__in=these(numbers), is_own=False).by_writers()
    for number in became_own.values_list("pk", flat=True):
        UseRecord.objects.filter(pk=number).update(is_own=True)
        take_back(f"use/{number}/confirm")


def edit_use(use: UseRecord, told: Use, *, by: User) -> UseRecord:
    """Mend one's own record within a day, while nobody has decided on it."""
    LIMIT.spend(by.public_id)
    with transaction.atomic():
        use = locked(use)
        require(may_edit_use(by, use), _("แก้ได้ภายในหนึ่งวันและก่อนหัวหน้ายืนยัน หลังจากนั้นถอนแล้วบันทึกใหม่ได้"))
        before = described(use)
        use.unit, use.edited_at = _unit_of(by, told.used_on), timezone.now()
        _fill(use, told)
        use.save()
        take_back(f"use/{use.pk}" if use.result == UseResult.FAILED else f"use/{use.pk}/failed")
        _tell_of(use)
        after = described(use)
        audit.record("feedback.edit_use", by=by, object_kind="use", object_id=use.public_id, before=before, after=after)
        return use


def withdraw_use(use: UseRecord, *, by: User) -> None:
    """Take one's own record back: it counts no longer, and nobody meets what was told of it."""
    with transaction.atomic():
        use = locked(use)
        require(may_withdraw_use(by, use))
        before = use.state
        use.state = UseState.WITHDRAWN
        use.save(update_fields=["state"])
        for key in (f"use/{use.pk}", f"use/{use.pk}/failed", f"use/{use.pk}/confirm", f"use/{use.pk}/decided"):
            take_back(key)
        audit.record("feedback.withdraw_use", by=by, object_kind="use", object_id=use.public_id, before=before)


def locked(use: UseRecord) -> UseRecord:
    """The record as it stands now; nobody else decides on it until the transaction ends."""
    found = UseRecord.objects.select_for_update(of=("self",))
    return found.select_related("item__unit", "item__author", "item__owner", "by", "unit").get(pk=use.pk)


def described(use: UseRecord) -> dict[str, object]:
    """A record as the audit shows it."""
    told = {name: getattr(use, name) for name in ("used_on", "manner", "result", "hours", "baht", "state")}
    return {"item": use.item_id, "work": use.work.public_id if use.work else None, **told}


def _fill(use: UseRecord, told: Use) -> None:
    words = {name: _words(getattr(told, name), name) for name in _LENGTHS}
    refuse_marks_in(*words.values())
    if told.manner not in UseManner.values or told.result not in UseResult.values:
        raise Refused(_("โปรดเลือกว่านำไปใช้อย่างไร และได้ผลอย่างไร"))
    _refuse_odd_day(use.item, told.used_on)
    if words["improvement"] != use.improvement:
        use.improvement_state = Improvement.OPEN if words["improvement"] else ""
    for field in fields(Use):
        if field.name not in {"work", "hours", "baht"}:
            setattr(use, field.name, words.get(field.name, getattr(told, field.name)))
    use.hours = _amount(told.hours, MOST_HOURS, _("ชั่วโมงที่ประหยัดได้"), "hours")
    use.baht = _amount(told.baht, MOST_BAHT, _("เงินที่ประหยัดได้"), "baht")
    use.work = _work(words["work"], use.unit)


def _words(typed: str, name: str) -> str:
    cleaned = one_line if name == "work" else paragraphs
    return cleaned(typed, _("ข้อความ"), _LENGTHS[name])


def _amount(typed: Decimal, most: Decimal, label: str, name: str) -> Decimal:
    if not typed.is_finite() or not 0 <= typed <= most:
        reason = _("%(label)sต้องอยู่ระหว่าง 0 ถึง %(most)s") % {"label": label, "most": f"{most:,}"}
        raise Refused(reason, about=name)
    return typed.quantize(Decimal("0.01"))


def _refuse_odd_day(item: Item, day: date) -> None:
    if day > today():
        raise Refused(_("วันที่นำไปใช้ต้องไม่เกินวันนี้"), about="used_on")
    first = first_day_of_use(item)
    if first is not None and day < first:
        raise Refused(_("วันที่นำไปใช้ต้องไม่ก่อนวันที่เรื่องนี้เผยแพร่"), about="used_on")


def _refuse_twice(use: UseRecord) -> None:
    same = UseRecord.objects.told().filter(
        item=use.item, by=use.by, used_on=use.used_on, work=use.work, what=use.what, result=use.result
    )
    if same.exists():
        raise Refused(_("คุณบันทึกการใช้ครั้งนี้ไว้แล้ว หากเป็นอีกครั้งหนึ่ง โปรดบอกงานหรือเล่าสั้น ๆ ให้ต่างกัน"))


def _unit_of(by: User, day: date) -> Unit:
    """Where the person worked on that day; what was done then stays with that unit."""
    then = unit_of(by.pk, day)
    unit = Unit.objects.filter(pk=then).first() if then else by.unit
    if unit is None:
        raise Refused(_("ไม่พบหน่วยงานของคุณ โปรดให้ผู้ดูแลหน่วยงานบันทึกหน่วยงานของคุณก่อน"))
    return unit


def _work(name: str, unit: Unit) -> Work | None:
    """The unit's piece of work of this name, made when it is new; equal to the eye is equal."""
    if not name:
        return None
    return Work.objects.get_or_create(unit=unit, key=Work.key_of(name), defaults={"name": name})[0]


def _tell_of(use: UseRecord) -> None:
    item, words = use.item, {"at": "uses", "manner": use.manner, "result": use.result}
    writers = list({person.pk: person for person in (item.author, item.owner) if person is not None}.values())
    readers = may_read_now(item, writers)
    if use.result == UseResult.FAILED:
        # What stands in a RESTRICTED record may not leave the house by mail; nor what is said of it.
        better = "" if item.access == Access.RESTRICTED else use.improvement
        told = {**words, "better": better}
        tell(FAILED, readers, subject=item.pk, by=use.by, key=f"use/{use.pk}/failed", words=told)
    else:
        tell(USED, readers, subject=item.pk, by=use.by, key=f"use/{use.pk}", words=words)
    if not use.is_own:
        tell(TO_CONFIRM, who_confirms(use), subject=None, by=use.by, key=f"use/{use.pk}/confirm")
