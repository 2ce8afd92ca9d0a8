"""Add, rename, merge and close units; a unit that ended stays, so that its records stay readable."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.people import text
from panya.shared.people.actions.succession import hand_over_people
from panya.shared.people.models import Unit, UnitKind, User
from panya.shared.people.permissions import may_keep_units

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class UnitFields:
    """What is written about a unit."""

    name_th: str
    kind: str = UnitKind.DIVISION
    name_en: str = ""
    short_th: str = ""
    region: str = ""
    default_licence: str = "all-rights-reserved"
    sort_order: int = 100

    def cleaned(self) -> "UnitFields":
        """The same, normalised and checked."""
        if self.kind not in UnitKind.values:
            raise Refused(_("ไม่รู้จักประเภทหน่วยงาน “%(kind)s”") % {"kind": self.kind[:30]})
        return UnitFields(
            name_th=text.one_line(self.name_th, _("ชื่อหน่วยงาน"), 200, needed=True),
            kind=self.kind,
            name_en=text.one_line(self.name_en, _("ชื่อภาษาอังกฤษ"), 200),
            short_th=text.one_line(self.short_th, _("ชื่อย่อ"), 60),
            region=text.one_line(self.region, _("ภาค"), 20),
            default_licence=text.one_line(self.default_licence, _("สัญญาอนุญาต"), 30, needed=True),
            sort_order=min(max(self.sort_order, 0), 99_999),
        )


@transaction.atomic
def ensure_root_unit() -> Unit:
    """The root unit, made where it is missing (PANYA_ROOT_UNIT)."""
    found = Unit.objects.filter(code__iexact=settings.PANYA_ROOT_UNIT, parent=None).first()
    return found or Unit.objects.create(
        code=settings.PANYA_ROOT_UNIT,
        kind=UnitKind.MINISTRY,
        # The names of the first user's ministry; an administrator may correct them.
        name_th="กระทรวงพาณิชย์",
        name_en="Ministry of Commerce",
        short_th="พณ.",
    )


@transaction.atomic
def add_unit(code: str, fields: UnitFields, *, parent: Unit | None, by: User, valid_from: date | None = None) -> Unit:
    """Add a unit; without a parent it is an organisation outside, whose people are not staff."""
    require(may_keep_units(by))
    unit = Unit(
        code=text.code(code, _("รหัสหน่วยงาน"), needed=True),
        parent=parent,
        valid_from=text.plausible(valid_from) if valid_from else None,
        **asdict(fields.cleaned()),
    )
    if parent is None and unit.kind != UnitKind.EXTERNAL:
        raise Refused(_("โปรดเลือกหน่วยงานต้นสังกัด หน่วยงานที่ไม่มีต้นสังกัดต้องเป็นประเภทหน่วยงานภายนอก"))
    _save(unit)
    audit.record("people.add_unit", by=by, object_kind="unit", object_id=unit.code, after=_written(unit))
    return unit


@transaction.atomic
def change_unit(unit: Unit, fields: UnitFields, *, parent: Unit | None, by: User) -> Unit:
    """Correct what is written about a unit, or hang it under another parent; a new name by order is `rename_unit`."""
    require(may_keep_units(by))
    unit = _locked(unit)
    if parent is not None and parent.is_under(unit):
        raise Refused(_("หน่วยงานอยู่ใต้ตัวเองหรือใต้หน่วยงานย่อยของตัวเองไม่ได้ โปรดเลือกต้นสังกัดอื่น"))
    if (parent is None) != (unit.parent_id is None):
        raise Refused(_("หน่วยงานสูงสุดต้องไม่มีต้นสังกัด และหน่วยงานอื่นต้องมีต้นสังกัด"))
    if parent != unit.parent:
        _refuse_own_gain(by, unit)
    before = _written(unit)
    for name, value in asdict(fields.cleaned()).items():
        setattr(unit, name, value)
    unit.parent = parent
    _save(unit)
    if before != _written(unit):
        audit.record(
            "people.change_unit", by=by, object_kind="unit", object_id=unit.code, before=before, after=_written(unit)
        )
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, code: str, fields: UnitFields, on: date, by: User) -> Unit:
    """From this day the unit goes on as a new one; what was written before keeps the old name."""
    require(may_keep_units(by))
    unit = _locked(unit)
    _refuse_root(unit)
    _refuse_future_with_children(unit, on)
    _end(unit, text.plausible(on) - _ONE_DAY)
    renamed = Unit(
        code=text.code(code, _("รหัสหน่วยงานใหม่"), needed=True),
        parent=unit.parent,
        valid_from=on,
        **asdict(fields.cleaned()),
    )
    _save(renamed)
    _succeed(unit, renamed, on, by, "people.rename_unit")
    return renamed


@transaction.atomic
def merge_units(unit: Unit, *, into: Unit, on: date, by: User) -> Unit:
    """From this day the unit's people, sub-units and circle belong to the other unit."""
    require(may_keep_units(by))
    unit, into = _locked(unit), _locked(into)
    _refuse_root(unit)
    if into.is_under(unit):
        raise Refused(_("ยุบรวมเข้ากับตัวเองหรือหน่วยงานย่อยของตัวเองไม่ได้ โปรดเลือกหน่วยงานอื่น"))
    if not into.exists_on(on) or not into.exists_on(today()):
        raise Refused(_("หน่วยงานปลายทาง “%(unit)s” ไม่ได้เปิดอยู่ในวันนั้น โปรดเลือกหน่วยงานอื่น") % {"unit": into.name})
    _refuse_own_gain(by, into)
    _refuse_future_with_children(unit, on)
    _end(unit, text.plausible(on) - _ONE_DAY)
    _succeed(unit, into, on, by, "people.merge_units")
    return into


@transaction.atomic
def close_unit(unit: Unit, *, on: date, by: User) -> Unit:
    """This is the unit's last day; nobody may be left in it."""
    require(may_keep_units(by))
    unit = _locked(unit)
    _refuse_root(unit)
    left = unit.postings.not_over().exclude(valid_to__lte=on).values("person").distinct().count()
    if left:
        raise Refused(_("ยังมีคนอยู่ในหน่วยงานนี้ %(count)d คน โปรดย้ายไปหน่วยงานอื่นก่อนปิด") % {"count": left})
    if unit.children.current().exclude(valid_to__lte=on).exists():
        raise Refused(_("ยังมีหน่วยงานย่อยที่เปิดอยู่ โปรดปิดหรือย้ายหน่วยงานย่อยก่อน"))
    _end(unit, text.plausible(on))
    audit.record("people.close_unit", by=by, object_kind="unit", object_id=unit.code, after={"valid_to": on})
    return unit


def _succeed(unit: Unit, successor: Unit, on: date, by: User, verb: str) -> None:
    """Hand people, roles and sub-units over to the successor."""
    for child in unit.children.exclude(pk=successor.pk):
        child.parent = successor
        child.save()
    Unit.objects.filter(pk=unit.pk).update(renamed_to=successor)
    moved = hand_over_people(unit, successor, on)
    audit.record(
        verb,
        by=by,
        object_kind="unit",
        object_id=unit.code,
        after={"successor": successor.code, "on": on, "people": moved},
    )


def _end(unit: Unit, last_day: date) -> None:
    if unit.valid_to is not None and unit.valid_to < today():
        raise Refused(_("หน่วยงาน %(code)s ปิดไปแล้ว โปรดเลือกหน่วยงานที่ยังเปิดอยู่") % {"code": unit.code})
    if unit.valid_from is not None and last_day < unit.valid_from:
        raise Refused(_("วันที่นี้อยู่ก่อนวันที่หน่วยงานเริ่มมีขึ้น โปรดเลือกวันที่หลังจากนั้น"))
    unit.valid_to = last_day
    Unit.objects.filter(pk=unit.pk).update(valid_to=last_day)


def _refuse_own_gain(by: User, unit: Unit) -> None:
    """Where one's unit hangs decides what one reads: nobody decides it alone."""
    if by.unit is not None and by.unit.is_under(unit):
        raise Refused(_("หน่วยงานนี้มีคุณอยู่ด้วย จึงทำเองไม่ได้เพราะเปลี่ยนว่าคุณอ่านอะไรได้ โปรดให้ผู้ดูแลอีกคนทำแทน"))


def _refuse_root(unit: Unit) -> None:
    if unit.parent_id is None and unit.is_own:
        raise Refused(_("หน่วยงานสูงสุดเปลี่ยนหรือปิดไม่ได้ แก้ชื่อของหน่วยงานได้ที่ “แก้ไขรายละเอียด”"))


def _refuse_future_with_children(unit: Unit, on: date) -> None:
    # Sub-units change their parent at once: before the day they would be cut off from its circle.
    if on > today() and unit.children.current().exists():
        raise Refused(_("หน่วยงานนี้มีหน่วยงานย่อย จึงกำหนดล่วงหน้าไม่ได้ โปรดทำรายการนี้ในวันที่มีผล"))


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)


def _save(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise Refused(_("มีหน่วยงานรหัส “%(code)s” อยู่แล้ว โปรดใช้รหัสอื่น") % {"code": unit.code}) from None


def _written(unit: Unit) -> dict[str, object]:
    names = ("name_th", "name_en", "short_th", "kind", "region", "default_licence", "sort_order", "valid_from")
    return {name: getattr(unit, name) for name in names} | {"parent": unit.parent.code if unit.parent else None}
