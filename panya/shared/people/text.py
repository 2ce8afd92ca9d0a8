"""What a name, a code or an address may look like; asked by actions, since SQLite checks no length."""

import re
import unicodedata
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from panya.base.core.clock import today
from panya.base.core.errors import Refused
from panya.base.thai.normalise import normalise, normalise_line, search_form
from panya.base.thai.numbers import arabic_digits

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,29}")


def labels_in_every_language(choice: TextChoices) -> list[str]:
    """How a choice is called on Thai and on English pages; a file may use either, whoever brings it in."""
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.append(str(choice.label))
    return labels


def one_line(value: str, label: str | Promise, longest: int, *, needed: bool = False) -> str:
    """The value as one clean line; refused where it is missing or too long."""
    return _checked(normalise_line(value), label, longest, needed)


def paragraphs(value: str, label: str | Promise, longest: int) -> str:
    """The value as clean text of several lines; refused where it is too long."""
    return _checked(normalise(value).strip(), label, longest, needed=False)


def code(value: str, label: str | Promise, *, needed: bool = False) -> str:
    """A code of letters, digits and . _ - ; Thai digits become Arabic ones."""
    cleaned = _checked(arabic_digits(normalise_line(value)), label, 30, needed)
    if cleaned and not _CODE.fullmatch(cleaned):
        raise Refused(
            _("%(label)s “%(value)s” ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข และ . _ - ยาวไม่เกิน 30 ตัว")
            % {"label": label, "value": cleaned}
        )
    return cleaned


def email_address(value: str) -> str:
    """A mail address in small letters, or nothing."""
    address = normalise_line(value).lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("อีเมล “%(value)s” ไม่ถูกรูปแบบ โปรดเขียนเช่น somchai@example.go.th") % {"value": address}) from None
    return _checked(address, _("อีเมล"), 254, needed=True)


def sign_in_name(value: str) -> str:
    """The form in which an e-mail or a person code is sought and counted, whatever the letter case."""
    return search_form(value).strip().upper().lower()[:254]


def person_name(value: str, label: str | Promise, longest: int, *, needed: bool = False) -> str:
    """One line whose every word keeps to one script, so that no letter pretends to be another."""
    cleaned = one_line(value, label, longest, needed=needed)
    for word in cleaned.split():
        if len({_script(letter) for letter in word if letter.isalpha()}) > 1:
            raise Refused(
                _("%(label)s “%(word)s” ปนตัวอักษรหลายภาษาในคำเดียว โปรดพิมพ์ใหม่ด้วยอักษรภาษาเดียว")
                % {"label": label, "word": word}
            )
    return cleaned


def plausible(day: date) -> date:
    """A day on which an officer of today can have come or may go; refuses slips of the era."""
    if not 1850 <= day.year <= today().year + 20:
        raise Refused(_("ปีของวันที่นี้ไม่น่าถูกต้อง โปรดตรวจว่าเป็นปี พ.ศ. หรือ ค.ศ."))
    return day


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def _checked(text: str, label: str | Promise, longest: int, needed: bool) -> str:
    if needed and not text:
        raise Refused(_("โปรดใส่%(label)s") % {"label": label})
    if len(text) > longest:
        raise Refused(
            _("%(label)sยาวเกินไป (%(length)d ตัวอักษร) โปรดย่อให้ไม่เกิน %(longest)d ตัวอักษร")
            % {"label": label, "length": len(text), "longest": longest}
        )
    return text
