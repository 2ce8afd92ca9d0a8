"""First passwords on slips, own passwords, and links that sign in once."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.people.actions.notices import tell
from panya.shared.people.actions.sign_ins import end_sign_ins
from panya.shared.people.models import NoticeKind, User
from panya.shared.people.one_time_link import person_of
from panya.shared.people.permissions import may_keep_person

# Small letters that cannot be mistaken for one another on paper: 23 of them, 72 bits in 16.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
LONGEST = 200


def new_first_password() -> str:
    """Four groups of four letters, to be read from paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _group in range(4))


@transaction.atomic
def issue_first_password(person: User, *, by: User) -> str:
    """A new password that its owner must change at once; it is shown this one time and kept nowhere."""
    require(may_keep_person(by, person))
    if not person.is_active:
        raise Refused(_("บัญชีนี้ปิดอยู่ โปรดเปิดบัญชีก่อนออกรหัสผ่าน"))
    password = new_first_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    end_sign_ins(person)
    tell(person, NoticeKind.PASSWORD_ISSUED, by=by)
    audit.record("people.issue_first_password", by=by, object_kind="person", object_id=person.public_id)
    return password


@transaction.atomic
def set_own_password(person: User, password: str, *, staying: int | None = None) -> None:
    """The person chooses a password; every browser of that person is signed out by it, but for the one that stays."""
    if person.is_built_in or not person.is_active:
        raise Refused(_("บัญชีนี้ปิดอยู่ โปรดติดต่อผู้ดูแลหน่วยงานของคุณ"))
    check_password_strength(password, person)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    end_sign_ins(person, but=staying)
    tell(person, NoticeKind.PASSWORD_CHANGED)
    audit.record("people.set_own_password", by=person, object_kind="person", object_id=person.public_id)


def check_password_strength(password: str, person: User) -> None:
    """Refuse what is easily guessed, and say what would do."""
    if len(password) > LONGEST:
        raise Refused(_("รหัสผ่านยาวเกินไป โปรดใช้ไม่เกิน %(count)d ตัวอักษร") % {"count": LONGEST})
    if person.has_usable_password() and person.check_password(password):
        raise Refused(_("รหัสผ่านนี้เหมือนรหัสเดิม โปรดตั้งรหัสผ่านใหม่ที่ต่างออกไป"))
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(" ".join(_weakness(one.code) for one in error.error_list)) from None


def _weakness(code: str | None) -> str:
    if code == "password_too_short":
        return _("รหัสผ่านสั้นเกินไป โปรดใช้อย่างน้อย 10 ตัวอักษร เช่น คำไทยหลายคำต่อกัน")
    if code == "password_too_similar":
        return _("รหัสผ่านคล้ายชื่อหรืออีเมลของคุณเกินไป โปรดเลือกคำอื่น")
    return _("รหัสผ่านนี้มีคนใช้มากและเดาง่าย โปรดเลือกคำอื่น")


@transaction.atomic
def use_one_time_link(token: str) -> User | None:
    """Use the link up and give its person; None where it is used, old or wrong."""
    person = person_of(token, lock=True)
    if person is None:
        return None
    # The sign-in that follows would do it too; here it is in the transaction that holds the row.
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    audit.record("people.use_one_time_link", by=person, object_kind="person", object_id=person.public_id)
    return person
