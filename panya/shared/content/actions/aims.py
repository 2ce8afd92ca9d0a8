"""Aims: the strategy issues and KPIs of each fiscal year, a plain list."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.content.models import Aim, AimKind
from panya.shared.content.permissions import may_keep_aims
from panya.shared.people.models import Unit, User
from panya.shared.people.text import one_line

FIRST_YEAR, LAST_YEAR = 2500, 2699
NAME_LIMIT, CODE_LIMIT = 300, 30


@dataclass(frozen=True)
class AimFields:
    """What is written about an aim; the year is B.E., named by its end."""

    fiscal_year: int
    kind: str
    name: str
    code: str = ""
    name_en: str = ""
    parent: Aim | None = None
    unit: Unit | None = None


@transaction.atomic
def add_aim(fields: AimFields, *, by: User) -> Aim:
    """Add a strategy issue or a KPI."""
    require(may_keep_aims(by))
    aim = Aim()
    _write(aim, fields)
    _record("add", aim, by, None, _described(aim))
    return aim


@transaction.atomic
def change_aim(aim: Aim, fields: AimFields, *, by: User) -> Aim:
    """Mend what is written about an aim; what points at it goes along."""
    require(may_keep_aims(by))
    aim = Aim.objects.select_for_update(of=("self",)).get(pk=aim.pk)
    before = _described(aim)
    if (fields.kind != AimKind.ISSUE or fields.fiscal_year != aim.fiscal_year) and aim.children.exists():
        raise Refused(_("มีตัวชี้วัดอยู่ใต้ประเด็นนี้ โปรดย้ายตัวชี้วัดออกก่อนเปลี่ยนปีหรือประเภท"))
    _write(aim, fields)
    if before != _described(aim):
        _record("change", aim, by, before, _described(aim))
    return aim


@transaction.atomic
def close_aim(aim: Aim, *, by: User, closed: bool = True) -> None:
    """Offer an aim for nothing new, or offer it again; what serves it stays."""
    require(may_keep_aims(by))
    aim = Aim.objects.select_for_update(of=("self",)).get(pk=aim.pk)
    if aim.is_closed != closed:
        aim.is_closed = closed
        aim.save(update_fields=["is_closed"])
        _record("close" if closed else "open", aim, by, None, None)


def _write(aim: Aim, fields: AimFields) -> None:
    if not FIRST_YEAR <= fields.fiscal_year <= LAST_YEAR:
        raise Refused(_("ปีงบประมาณนี้ไม่น่าถูกต้อง โปรดตรวจอีกครั้ง"))
    if fields.kind not in AimKind.values:
        raise Refused(_("โปรดเลือกประเภทจากรายการ"))
    _refuse_wrong_parent(aim, fields)
    aim.fiscal_year, aim.kind = fields.fiscal_year, fields.kind
    aim.code = one_line(fields.code, _("รหัส"), CODE_LIMIT)
    aim.name = one_line(fields.name, _("ชื่อ"), NAME_LIMIT, needed=True)
    aim.name_en = one_line(fields.name_en, _("ชื่อภาษาอังกฤษ"), NAME_LIMIT)
    aim.parent, aim.unit = fields.parent, fields.unit
    try:
        with transaction.atomic():
            aim.save()
    except IntegrityError:
        raise Refused(_("รหัสนี้มีแล้วในปีงบประมาณเดียวกัน โปรดใช้รหัสอื่น")) from None


def _refuse_wrong_parent(aim: Aim, fields: AimFields) -> None:
    """A KPI may stand under a strategy issue of its year, and nothing under anything else: no circles."""
    parent = fields.parent
    if parent is None:
        return
    if fields.kind != AimKind.KPI or parent.kind != AimKind.ISSUE or parent.pk == aim.pk:
        raise Refused(_("เฉพาะตัวชี้วัดเท่านั้นที่อยู่ใต้ประเด็นยุทธศาสตร์ได้"))
    if parent.fiscal_year != fields.fiscal_year:
        raise Refused(_("ประเด็นยุทธศาสตร์ที่เลือกเป็นของปีอื่น โปรดเลือกของปีเดียวกัน"))


def _described(aim: Aim) -> dict[str, Any]:
    return {
        "fiscal_year": aim.fiscal_year,
        "kind": str(aim.kind),
        "code": aim.code,
        "name": aim.name,
        "name_en": aim.name_en,
        "parent": aim.parent_id,
        "unit": aim.unit.code if aim.unit else None,
    }


def _record(verb: str, aim: Aim, by: User, before: Any, after: Any) -> None:
    audit.record(f"content.{verb}_aim", by=by, object_kind="aim", object_id=aim.pk, before=before, after=after)
