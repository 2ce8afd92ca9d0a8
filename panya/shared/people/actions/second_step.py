"""The second step of signing in: set up, used, removed; taken away by an administrator where it was lost."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.shared.audit import actions as audit
from panya.shared.people import text
from panya.shared.people.actions.notices import tell
from panya.shared.people.actions.sign_ins import end_sign_ins
from panya.shared.people.models import NoticeKind, User
from panya.shared.people.permissions import may_keep_person
from panya.shared.people.second_step import app_codes, passkeys, recovery_codes

_Type = Authenticator.Type
MOST_PASSKEYS = 10
_LONGEST_NAME = 60


@transaction.atomic
def add_app(person: User, secret: str, code: str) -> None:
    """The person's authenticator app becomes the second step, once it has shown the right code."""
    _lock(person)
    if Authenticator.objects.filter(user=person, type=_Type.TOTP).exists():
        raise Refused(_("บัญชีนี้ตั้งแอปยืนยันตัวตนไว้แล้ว หากเปลี่ยนโทรศัพท์ โปรดลบของเดิมก่อน"))
    step = app_codes.step_of(secret, code)
    if step is None:
        raise Refused(_("รหัสไม่ถูกต้อง โปรดใส่รหัส 6 หลักที่แอปแสดงอยู่ตอนนี้ และตรวจว่านาฬิกาโทรศัพท์ตรงเวลา"))
    app_codes.keep(person, secret, step)
    tell(person, NoticeKind.APP_ADDED)
    _record("people.add_app", person)


@transaction.atomic
def remove_app(person: User, *, staying: int | None) -> None:
    """The person stops using the app; other browsers are signed out."""
    _lock(person)
    deleted, _rows = Authenticator.objects.filter(user=person, type=_Type.TOTP).delete()
    if not deleted:
        raise Refused(_("บัญชีนี้ไม่ได้ใช้แอปยืนยันตัวตน"))
    _after_removal(person, NoticeKind.APP_REMOVED, staying)
    _record("people.remove_app", person)


@transaction.atomic
def add_passkey(request: HttpRequest, person: User, answer: str, name: str) -> None:
    """Keep the passkey that the browser has just made, under the name that the person gave it."""
    name = text.one_line(name, _("ชื่อกุญแจ"), _LONGEST_NAME) or _("กุญแจผ่าน")
    _lock(person)
    if len(passkeys.keys_of(person)) >= MOST_PASSKEYS:
        raise Refused(_("มีกุญแจผ่านได้ไม่เกิน %(count)d ดอก โปรดลบดอกที่ไม่ใช้แล้วก่อน") % {"count": MOST_PASSKEYS})
    passkeys.finish_adding(request, person, answer, name)
    tell(person, NoticeKind.PASSKEY_ADDED)
    _record("people.add_passkey", person)


@transaction.atomic
def rename_passkey(person: User, key: Authenticator, name: str) -> None:
    """Another name for an own passkey."""
    require(key.user_id == person.pk)
    passkeys.rename(key, text.one_line(name, _("ชื่อกุญแจ"), _LONGEST_NAME, needed=True))
    _record("people.rename_passkey", person)


@transaction.atomic
def remove_passkey(person: User, key: Authenticator, *, staying: int | None) -> None:
    """An own passkey opens nothing any more; other browsers are signed out."""
    require(key.user_id == person.pk)
    _lock(person)
    key.delete()
    _after_removal(person, NoticeKind.PASSKEY_REMOVED, staying)
    _record("people.remove_passkey", person)


@transaction.atomic
def make_recovery_codes(person: User) -> list[str]:
    """Ten new codes, shown this one time; the old ones are void."""
    _lock(person)
    if not _steps(person).exists():
        raise Refused(_("ตั้งแอปยืนยันตัวตนหรือกุญแจผ่านก่อน แล้วจึงสร้างรหัสกู้คืน"))
    codes = recovery_codes.new_codes()
    recovery_codes.keep(person, codes)
    tell(person, NoticeKind.CODES_MADE)
    _record("people.make_recovery_codes", person)
    return codes


@transaction.atomic
def use_code(person: User, typed: str) -> str | None:
    """What the code proves (the kind of second step), or None; a code is good once, in every process."""
    locked = Authenticator.objects.select_for_update(of=("self",)).filter(user=person)
    kept = {one.type: one for one in locked.exclude(type=_Type.WEBAUTHN)}
    app, codes = kept.get(_Type.TOTP), kept.get(_Type.RECOVERY_CODES)
    if app and app_codes.use(app, typed):
        app.record_usage()
        return str(_Type.TOTP)
    if codes and recovery_codes.use(codes, typed):
        codes.record_usage()
        tell(person, NoticeKind.CODE_USED, count=recovery_codes.left(codes))
        _record("people.use_recovery_code", person)
        return str(_Type.RECOVERY_CODES)
    return None


@transaction.atomic
def use_passkey(request: HttpRequest, purpose: str, answer: str, person: User | None = None) -> Authenticator:
    """The passkey that was shown for this purpose; raises NotThisKey."""
    key = passkeys.finish_asking(request, purpose, answer, person)
    key.record_usage()
    return key


@transaction.atomic
def take_away_second_step(person: User, *, by: User, reason: str) -> None:
    """Whoever keeps the person takes a lost second step away, says why, and the person hears of it."""
    require(may_keep_person(by, person))
    if person.pk == by.pk:
        raise Refused(_("ยกเลิกของตัวเองที่หน้านี้ไม่ได้ โปรดใช้หน้าความปลอดภัยของบัญชี"))
    reason = text.one_line(reason, _("เหตุผล"), 500, needed=True)
    _lock(person)
    taken = sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if not taken:
        raise Refused(_("บัญชีนี้ไม่ได้ใช้การยืนยันขั้นที่สอง จึงไม่มีอะไรต้องยกเลิก"))
    Authenticator.objects.filter(user=person).delete()
    end_sign_ins(person)
    tell(person, NoticeKind.TAKEN_AWAY, by=by, reason=reason)
    audit.record(
        "people.take_away_second_step",
        by=by,
        object_kind="person",
        object_id=person.public_id,
        before={"second_steps": taken},
        reason=reason,
    )


def _after_removal(person: User, kind: NoticeKind, staying: int | None) -> None:
    if not _steps(person).exists():
        # Recovery codes stand for a second step; alone they are none.
        Authenticator.objects.filter(user=person).delete()
    end_sign_ins(person, but=staying)
    tell(person, kind)


def _steps(person: User):  # type: ignore[no-untyped-def]
    return Authenticator.objects.filter(user=person).exclude(type=_Type.RECOVERY_CODES)


def _lock(person: User) -> None:
    """One change of an account's second steps at a time."""
    require(person.is_active and not person.is_built_in)
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _record(verb: str, person: User) -> None:
    audit.record(verb, by=person, object_kind="person", object_id=person.public_id)
