"""As whom a command reads."""

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from panya.shared.people.permissions import Reader
from panya.shared.people.queries import person_by_sign_in_name

_WRONG_USAGE = 2


def reader_named(name: str | None) -> Reader:
    """The person with this e-mail or code; without a name an anonymous visitor."""
    if not name:
        return AnonymousUser()
    person = person_by_sign_in_name(name)
    if person is None:
        reason = _("ไม่มีบัญชีของ %(name)s โปรดตรวจตัวสะกด หรือสร้างบัญชีด้วย `panya person %(name)s`")
        raise CommandError(reason % {"name": name}, returncode=_WRONG_USAGE)
    return person
