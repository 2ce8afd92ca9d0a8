"""Circles that people keep: make, rename, choose members, delete; and those that come into being when named."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import identity_key
from panya.shared.audit import actions as audit
from panya.shared.people import text
from panya.shared.people.models import Circle, Unit, User
from panya.shared.people.permissions import may_edit_circle, may_look_people_up
from panya.shared.people.queries import find_circle, find_unit, parted, reference_of, staff, uses_of

MOST_CIRCLES = 50
MOST_MEMBERS = 500


@transaction.atomic
def make_circle(name: str, *, by: User, members: Iterable[User] = ()) -> Circle:
    """Begin a circle that this person keeps."""
    require(may_look_people_up(by))
    if Circle.objects.owned_by(by).count() >= MOST_CIRCLES:
        raise Refused(_("เก็บวงได้ไม่เกิน %(count)d วง โปรดลบวงที่ไม่ใช้แล้วก่อน") % {"count": MOST_CIRCLES})
    circle = Circle.objects.create(owner=by, name=_free_name(name, by))
    audit.record(
        "people.make_circle", by=by, object_kind="circle", object_id=circle.public_id, after={"name": circle.name}
    )
    chosen = list(members)
    if chosen:
        change_members(circle, add=chosen, by=by)
    return circle


@transaction.atomic
def rename_circle(circle: Circle, name: str, *, by: User) -> None:
    """Give the circle another name; its members stay."""
    require(may_edit_circle(by, circle))
    circle = _locked(circle)
    before, circle.name = circle.name, _free_name(name, by, but=circle)
    circle.save()
    audit.record(
        "people.rename_circle",
        by=by,
        object_kind="circle",
        object_id=circle.public_id,
        before={"name": before},
        after={"name": circle.name},
    )


@transaction.atomic
def change_members(circle: Circle, *, by: User, add: Iterable[User] = (), remove: Iterable[User] = ()) -> None:
    """Take people in and out; records opened to the circle open and close to them at once."""
    require(may_edit_circle(by, circle))
    circle = _locked(circle)
    before = _members(circle)
    joining = {person.pk for person in add}
    if staff().filter(pk__in=joining).count() != len(joining):
        raise Refused(_("เพิ่มได้เฉพาะบุคลากรที่บัญชีเปิดใช้อยู่ โปรดเลือกจากรายชื่อที่ขึ้นเมื่อพิมพ์ชื่อ"))
    circle.members.add(*joining)
    circle.members.remove(*[person.pk for person in remove])
    if circle.members.count() > MOST_MEMBERS:
        raise Refused(_("วงหนึ่งมีสมาชิกได้ไม่เกิน %(count)d คน โปรดใช้ชื่อหน่วยงานแทน") % {"count": MOST_MEMBERS})
    after = _members(circle)
    if before != after:
        audit.record(
            "people.change_circle_members",
            by=by,
            object_kind="circle",
            object_id=circle.public_id,
            before=before,
            after=after,
        )


@transaction.atomic
def delete_circle(circle: Circle, *, by: User) -> None:
    """Only a circle that opens nothing can go."""
    require(may_edit_circle(by, circle))
    circle = _locked(circle)
    uses = uses_of([circle])[circle.pk]
    if uses:
        raise Refused(_("วงนี้ยังเปิดบันทึกอยู่ %(count)d เรื่อง โปรดเปลี่ยนผู้อ่านของบันทึกเหล่านั้นก่อนลบ") % {"count": uses})
    audit.record(
        "people.delete_circle",
        by=by,
        object_kind="circle",
        object_id=circle.public_id,
        before={"name": circle.name, "members": _members(circle)},
    )
    circle.delete()


def circles_from_references(references: Iterable[str], by: User, *, already: Iterable[Circle] = ()) -> list[Circle]:
    """The circles that a form names; units' and persons' circles come into being when first named.

    A circle that somebody else keeps is refused as if it did not exist, unless it is one of `already`.
    """
    kept = {circle.pk: circle for circle in already}
    found = [_circle_from(reference.strip(), by, kept) for reference in references if reference.strip()]
    return list({circle.pk: circle for circle in found}.values())


def circle_of_unit(unit: Unit) -> Circle:
    """The circle of everybody in this unit and below it."""
    return Circle.objects.get_or_create(unit=unit)[0]


def circle_of_person(person: User) -> Circle:
    """The circle that holds this one person."""
    return Circle.objects.get_or_create(person=person)[0]


def _circle_from(reference: str, by: User, kept: dict[int, Circle]) -> Circle:
    kind, key = parted(reference)
    circle: Circle | None = None
    if kind == "unit" and (unit := find_unit(key)):
        circle = circle_of_unit(unit)
    elif kind == "person" and (person := staff().filter(public_id=key).first()):
        circle = circle_of_person(person)
    elif kind == "circle":
        circle = find_circle(key, by)
    circle = circle or next((one for one in kept.values() if reference_of(one) == reference), None)
    if circle is None:
        raise Refused(_("ไม่พบหน่วยงาน วง หรือบุคคล “%(name)s” โปรดเลือกใหม่จากรายการที่ขึ้นเมื่อพิมพ์ชื่อ") % {"name": reference[:60]})
    return circle


def _free_name(name: str, owner: User, but: Circle | None = None) -> str:
    cleaned = text.one_line(name, _("ชื่อวง"), 120, needed=True)
    others = [circle for circle in Circle.objects.owned_by(owner) if circle != but]
    if identity_key(cleaned) in {identity_key(circle.name) for circle in others}:
        raise Refused(_("มีวงชื่อ “%(name)s” อยู่แล้ว โปรดตั้งชื่ออื่น") % {"name": cleaned})
    return cleaned


def _members(circle: Circle) -> list[str]:
    return sorted(circle.members.values_list("public_id", flat=True))


def _locked(circle: Circle) -> Circle:
    return Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
