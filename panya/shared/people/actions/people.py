"""Add people, change what is written about them, move them on a day, let accounts rest."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import identity_key
from panya.shared.audit import actions as audit
from panya.shared.people import signals, text
from panya.shared.people.actions.notices import tell
from panya.shared.people.actions.sign_ins import end_sign_ins
from panya.shared.people.models import Appointment, NoticeKind, Posting, Role, StaffClass, Unit, User
from panya.shared.people.permissions import is_administrator, may_keep_people_of, may_keep_person

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PersonFields:
    """What is written about a person."""

    first_name: str
    last_name: str = ""
    title: str = ""
    name_en: str = ""
    email: str = ""
    person_code: str = ""
    position: str = ""
    level: str = ""
    staff_class: str = StaffClass.CIVIL_SERVANT

    def cleaned(self) -> "PersonFields":
        """The same, normalised and checked; a person needs an e-mail or a person code to sign in with."""
        if self.staff_class not in StaffClass.values:
            raise Refused(_("ไม่รู้จักประเภทบุคลากร “%(value)s”") % {"value": self.staff_class[:30]})
        fields = PersonFields(
            first_name=text.person_name(self.first_name, _("ชื่อ"), 100, needed=True),
            last_name=text.person_name(self.last_name, _("นามสกุล"), 100),
            title=text.person_name(self.title, _("คำนำหน้า"), 40),
            name_en=text.person_name(self.name_en, _("ชื่อภาษาอังกฤษ"), 200),
            email=text.email_address(self.email),
            person_code=text.code(self.person_code, _("รหัสบุคลากร")),
            position=text.one_line(self.position, _("ตำแหน่ง"), 120),
            level=text.one_line(self.level, _("ระดับ"), 60),
            staff_class=self.staff_class,
        )
        if not fields.email and not fields.person_code:
            raise Refused(_("โปรดใส่อีเมลหรือรหัสบุคลากรอย่างน้อยหนึ่งอย่าง เพื่อใช้เข้าสู่ระบบ"))
        return fields


@transaction.atomic
def ensure_built_in_person(root: Unit) -> User:
    """The person who owns what has no known owner, made where it is missing; nobody can sign in as it."""
    found = User.objects.filter(is_built_in=True).first()
    if found:
        return found
    person = User(first_name="ระบบนำเข้า", name_en="Import", is_built_in=True)
    person.set_unusable_password()
    person.save()
    Posting.objects.create(person=person, unit=root, valid_from=date(1, 1, 1))
    return person


@transaction.atomic
def add_person(fields: PersonFields, *, unit: Unit, by: User, from_day: date | None = None) -> User:
    """Make an account with its first posting; a first password is issued apart."""
    require(may_keep_people_of(by, unit))
    from_day = text.plausible(from_day or today())
    _refuse_unless_open(unit, from_day)
    fields = fields.cleaned()
    person = User(**asdict(fields))
    person.set_unusable_password()
    _refuse_look_alike(person, by)
    _save(person)
    Posting.objects.create(person=person, unit=unit, valid_from=from_day)
    audit.record(
        "people.add_person",
        by=by,
        object_kind="person",
        object_id=person.public_id,
        after={**asdict(fields), "unit": unit.code, "from": from_day},
    )
    return person


@transaction.atomic
def change_person(person: User, fields: PersonFields, *, by: User) -> User:
    """Change what is written about a person."""
    require(may_keep_person(by, person))
    person = _locked(person)
    before = _written(person)
    fields = fields.cleaned()
    for name, value in asdict(fields).items():
        setattr(person, name, value)
    if before == _written(person):
        return person
    _refuse_look_alike(person, by)
    _save(person)
    if before["email"] and before["email"] != (person.email or ""):
        # The old address hears of it: whoever takes an account over begins with the address.
        tell(person, NoticeKind.EMAIL_CHANGED, to=str(before["email"]), by=by)
    audit.record(
        "people.change_person",
        by=by,
        object_kind="person",
        object_id=person.public_id,
        before=before,
        after=_written(person),
    )
    return person


@transaction.atomic
def move_person(person: User, unit: Unit, *, from_day: date, by: User) -> Posting:
    """From this day the person works in the other unit; what was written before stays with the old one."""
    require(may_keep_person(by, person) and may_keep_people_of(by, unit))
    if person.pk == by.pk:
        # Where one works decides what one reads: nobody decides it alone.
        raise Refused(_("ย้ายตัวเองไม่ได้ เพราะหน่วยงานเป็นตัวกำหนดว่าอ่านอะไรได้ โปรดให้ผู้ดูแลอีกคนทำแทน"))
    person = _locked(person)
    _refuse_unless_open(unit, text.plausible(from_day))
    current = person.postings.current().order_by("-valid_from", "-pk").first()
    if current and from_day < current.valid_from:
        raise Refused(_("วันที่ย้ายต้องไม่ก่อนวันที่เริ่มอยู่หน่วยงานปัจจุบัน โปรดเลือกวันที่ใหม่"))
    # A move entered again for the same or a later day replaces the one entered before.
    replaced = person.postings.filter(valid_from__gte=from_day)
    planned = [{"unit": old.unit.code, "from": old.valid_from} for old in replaced.select_related("unit")]
    staying = current is not None and current.valid_from < from_day and current.unit_id == unit.pk
    if staying and not planned:
        raise Refused(_("%(name)sอยู่หน่วยงานนี้อยู่แล้ว") % {"name": person.name})
    replaced.delete()
    posting = _continue(current) if staying and current else _post(person, unit, from_day)
    person.forget_posting()
    audit.record(
        "people.move_person",
        by=by,
        object_kind="person",
        object_id=person.public_id,
        before={"unit": current.unit.code if current else None, "planned": planned},
        after={"unit": unit.code, "from": from_day},
    )
    signals.left.send(User, person=person)
    return posting


@transaction.atomic
def deactivate_person(person: User, *, by: User, reason: str = "") -> None:
    """The account can no longer sign in and is out at once; what the person wrote stays."""
    require(may_keep_person(by, person))
    if person.pk == by.pk:
        raise Refused(_("ปิดบัญชีของตัวเองไม่ได้ โปรดให้ผู้ดูแลอีกคนทำแทน"))
    person = _locked(person)
    refuse_last_administrator(person)
    _switch(person, active=False, by=by, reason=reason)


@transaction.atomic
def reactivate_person(person: User, *, by: User, reason: str = "") -> None:
    """The account may sign in again."""
    require(may_keep_person(by, person))
    _switch(_locked(person), active=True, by=by, reason=reason)


def refuse_last_administrator(person: User) -> None:
    """Somebody must be left who can mend things."""
    administrators = Appointment.objects.current().filter(
        role=Role.ADMINISTRATOR, unit=None, person__is_active=True, person__is_built_in=False
    )
    if administrators.filter(person=person).exists() and not administrators.exclude(person=person).exists():
        raise Refused(_("นี่คือผู้ดูแลระบบคนสุดท้าย โปรดแต่งตั้งผู้ดูแลระบบอีกคนก่อน"))


def _switch(person: User, *, active: bool, by: User, reason: str) -> None:
    if person.is_active == active:
        return
    person.is_active = active
    person.save(update_fields=["is_active"])
    # Also when it opens again: nothing from before may come alive.
    end_sign_ins(person)
    verb = "people.reactivate_person" if active else "people.deactivate_person"
    audit.record(verb, by=by, object_kind="person", object_id=person.public_id, reason=reason[:1000])
    if not active:
        signals.left.send(User, person=person)


def _post(person: User, unit: Unit, from_day: date) -> Posting:
    """End what goes on the day before, and begin."""
    before = person.postings.filter(valid_from__lt=from_day)
    (before.filter(valid_to__isnull=True) | before.filter(valid_to__gte=from_day)).update(valid_to=from_day - _ONE_DAY)
    return Posting.objects.create(person=person, unit=unit, valid_from=from_day)


def _continue(current: Posting) -> Posting:
    """A planned move was taken back: the present posting has no end again."""
    current.valid_to = None
    current.save(update_fields=["valid_to"])
    return current


def _refuse_unless_open(unit: Unit, day: date) -> None:
    if not unit.exists_on(day):
        raise Refused(_("หน่วยงาน “%(unit)s” ไม่ได้เปิดอยู่ในวันนั้น โปรดเลือกหน่วยงานอื่นหรือวันอื่น") % {"unit": unit.name})


def _refuse_look_alike(person: User, by: User) -> None:
    """Nobody may look like an administrator; a true namesake is entered by an administrator."""
    keys = {identity_key(person.name), identity_key(person.name_en)} - {""}
    appointed = Appointment.objects.current().filter(role=Role.ADMINISTRATOR).exclude(person=person.pk)
    for other in User.objects.filter(pk__in=appointed.values("person")):
        if not keys & {identity_key(other.name), identity_key(other.name_en)}:
            continue
        same_spelling = {person.name, person.name_en} & {other.name, other.name_en} - {""}
        if not (same_spelling and is_administrator(by)):
            raise Refused(_("ชื่อนี้ดูเหมือนชื่อของผู้ดูแลระบบ หากเป็นชื่อจริง โปรดให้ผู้ดูแลระบบเป็นผู้เพิ่ม"))


def _locked(person: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _save(person: User) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise Refused(_taken(person)) from None


def _taken(person: User) -> str:
    others = User.objects.exclude(pk=person.pk)
    if person.email and others.filter(email__iexact=person.email).exists():
        return _("มีบัญชีที่ใช้อีเมล %(value)s อยู่แล้ว โปรดค้นชื่อในรายชื่อก่อนเพิ่มใหม่") % {"value": person.email}
    return _("มีบัญชีที่ใช้รหัสบุคลากร %(value)s อยู่แล้ว โปรดค้นชื่อในรายชื่อก่อนเพิ่มใหม่") % {"value": person.person_code}


def _written(person: User) -> dict[str, object]:
    return {name: getattr(person, name) or "" for name in PersonFields.__dataclass_fields__}
