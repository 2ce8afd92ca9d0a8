"""`panya person`: make or mend an account and print a link that signs in once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.shared.people.actions.appointments import appoint
from panya.shared.people.actions.people import (
    PersonFields,
    add_person,
    change_person,
    move_person,
    reactivate_person,
)
from panya.shared.people.actions.second_step import take_away_second_step
from panya.shared.people.models import Role, Unit, User
from panya.shared.people.models.unit import root_unit
from panya.shared.people.one_time_link import VALID_SECONDS, link_for
from panya.shared.people.queries import built_in_person, find_unit, person_by_sign_in_name

_WRONG_USAGE = 2


class Command(BaseCommand):
    help = _("เพิ่มหรือซ่อมบัญชี แล้วพิมพ์ลิงก์เข้าสู่ระบบที่ใช้ได้ครั้งเดียว")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", metavar="EMAIL", help="e-mail address or person code")
        parser.add_argument("--role", choices=Role.values, metavar="ROLE", help=", ".join(Role.values))
        parser.add_argument("--unit", metavar="CODE", help="unit where the person works (default: the root unit)")
        parser.add_argument("--name", metavar="NAME", help="given name and family name")
        parser.add_argument(
            "--without-second-step",
            action="store_true",
            help="take away app, passkeys and recovery codes that were lost",
        )

    def handle(self, **options: Any) -> None:
        unit = _unit(options["unit"])
        with transaction.atomic():
            person = person_by_sign_in_name(options["who"])
            made = person is None
            if person is None:
                person = _make(options["who"], options["name"], unit or root_unit())
            else:
                person = _mend(person, options["name"], unit)
            if options["without_second_step"]:
                take_away_second_step(person, by=built_in_person(), reason=_("ทำที่เครื่องแม่ข่ายด้วย `panya person`"))
            if options["role"]:
                _give(person, Role(options["role"]), unit)
        words = _("เพิ่มบัญชีของ %(name)s แล้ว") if made else _("บัญชีของ %(name)s พร้อมใช้")
        self.stdout.write(words % {"name": person.name})
        self.stdout.write(
            _("เปิดลิงก์นี้เพื่อเข้าสู่ระบบ (ใช้ได้ครั้งเดียว ภายใน %(minutes)d นาที):") % {"minutes": VALID_SECONDS // 60}
        )
        self.stdout.write(link_for(person))


def _unit(code: str | None) -> Unit | None:
    if not code:
        return None
    unit = find_unit(code)
    if unit is None:
        raise CommandError(
            _("ไม่มีหน่วยงานรหัส %(code)s เพิ่มได้ที่หน้าผู้ดูแล > หน่วยงาน หรือด้วย `panya import units FILE.csv` แล้วลองใหม่")
            % {"code": code},
            returncode=_WRONG_USAGE,
        )
    return unit


def _make(who: str, name: str | None, unit: Unit) -> User:
    first_name, last_name = _names(name or who.partition("@")[0])
    key = {"email": who} if "@" in who else {"person_code": who}
    fields = PersonFields(first_name=first_name, last_name=last_name, **key)
    return add_person(fields, unit=unit, by=built_in_person())


def _mend(person: User, name: str | None, unit: Unit | None) -> User:
    by = built_in_person()
    if not person.is_active:
        reactivate_person(person, by=by)
    if name:
        first_name, last_name = _names(name)
        present = {field: getattr(person, field) or "" for field in PersonFields.__dataclass_fields__}
        change_person(person, PersonFields(**present | {"first_name": first_name, "last_name": last_name}), by=by)
    if unit and person.unit != unit:
        move_person(person, unit, from_day=today(), by=by)
    return User.objects.get(pk=person.pk)


def _give(person: User, role: Role, unit: Unit | None) -> None:
    scope = None if role == Role.ADMINISTRATOR else unit
    if role == Role.UNIT_ADMINISTRATOR and scope is None:
        scope = person.unit
    if not person.appointments.current().filter(role=role, unit=scope).exists():
        appoint(person, role, unit=scope, by=built_in_person())


def _names(name: str) -> tuple[str, str]:
    first_name, _space, last_name = " ".join(name.split()).partition(" ")
    return first_name, last_name
