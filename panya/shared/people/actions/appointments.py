"""Give a role to a person by an order, and end it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.people import text
from panya.shared.people.actions.people import refuse_last_administrator
from panya.shared.people.models import Appointment, Role, Unit, User
from panya.shared.people.permissions import may_appoint


@transaction.atomic
def appoint(
    person: User,
    role: str,
    *,
    by: User,
    unit: Unit | None = None,
    order_number: str = "",
    from_day: date | None = None,
    until: date | None = None,
) -> Appointment:
    """Give this role over the unit and all below it; without a unit, over the whole organisation."""
    if role not in Role.values:
        raise Refused(_("ไม่รู้จักบทบาท “%(role)s”") % {"role": role[:30]})
    require(may_appoint(by, Role(role), unit))
    if person.is_built_in or not person.is_active:
        raise Refused(_("แต่งตั้งได้เฉพาะคนที่บัญชีเปิดใช้อยู่ โปรดเปิดบัญชีก่อน"))
    _refuse_odd_scope(Role(role), unit)
    from_day = text.plausible(from_day or today())
    if until is not None and until < from_day:
        raise Refused(_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม โปรดแก้วันที่"))
    _refuse_second(person, role, unit, from_day)
    appointment = Appointment.objects.create(
        person=person,
        role=role,
        unit=unit,
        order_number=text.one_line(order_number, _("เลขที่คำสั่ง"), 60),
        valid_from=from_day,
        valid_to=until,
    )
    audit.record("people.appoint", by=by, object_kind="person", object_id=person.public_id, after=_written(appointment))
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, last_day: date, by: User, reason: str = "") -> None:
    """The role holds through this day; a day before its beginning takes it back altogether."""
    appointment = (
        Appointment.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=appointment.pk)
    )
    require(may_appoint(by, Role(appointment.role), appointment.unit))
    if appointment.valid_to is not None and appointment.valid_to <= min(last_day, today() - timedelta(days=1)):
        raise Refused(_("บทบาทนี้สิ้นสุดไปแล้ว"))
    if appointment.role == Role.ADMINISTRATOR and appointment.unit is None:
        refuse_last_administrator(appointment.person)
    before = _written(appointment)
    after: dict[str, object] | None = None
    if last_day < appointment.valid_from:
        appointment.delete()
    else:
        appointment.valid_to = last_day
        appointment.save(update_fields=["valid_to"])
        after = _written(appointment)
    audit.record(
        "people.end_appointment",
        by=by,
        object_kind="person",
        object_id=appointment.person.public_id,
        before=before,
        after=after,
        reason=reason[:1000],
    )


def _refuse_odd_scope(role: Role, unit: Unit | None) -> None:
    if role == Role.ADMINISTRATOR and unit is not None:
        raise Refused(_("ผู้ดูแลระบบดูแลทั้งองค์กร โปรดเว้นหน่วยงานว่างไว้ หรือเลือกบทบาทผู้ดูแลหน่วยงาน"))
    if role == Role.UNIT_ADMINISTRATOR and unit is None:
        raise Refused(_("โปรดเลือกหน่วยงานที่จะให้ดูแล"))
    if role == Role.HEAD and unit is None:
        raise Refused(_("โปรดเลือกหน่วยงานที่เป็นหัวหน้า"))


def _refuse_second(person: User, role: str, unit: Unit | None, from_day: date) -> None:
    holding = Appointment.objects.filter(person=person, role=role, unit=unit)
    if holding.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=from_day)).exists():
        raise Refused(_("%(name)sมีบทบาทนี้อยู่แล้ว") % {"name": person.name})


def _written(appointment: Appointment) -> dict[str, object]:
    return {
        "role": appointment.role,
        "unit": appointment.unit.code if appointment.unit else None,
        "order_number": appointment.order_number,
        "from": appointment.valid_from,
        "to": appointment.valid_to,
    }
