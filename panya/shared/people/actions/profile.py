"""What people write about themselves."""

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import identity_key
from panya.shared.audit import actions as audit
from panya.shared.people import text
from panya.shared.people.models import Competence, User

MOST_EXPERTISE = 20


@transaction.atomic
def change_own_profile(person: User, *, about: str, expertise: Iterable[str], language: str) -> User:
    """Own words about oneself, own fields of expertise, and the language of the pages."""
    require(person.is_active and not person.is_built_in)
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("โปรดเลือกภาษาจากรายการ"))
    competences = _competences(expertise)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    before = _written(person)
    person.about = text.paragraphs(about, _("เรื่องของฉัน"), 2000)
    person.language = language
    person.save(update_fields=["about", "language"])
    person.expertise.set(competences)
    after = _written(person)
    if before != after:
        audit.record(
            "people.change_own_profile",
            by=person,
            object_kind="person",
            object_id=person.public_id,
            before=before,
            after=after,
        )
    return person


@transaction.atomic
def choose_language(person: User, language: str) -> None:
    """Remember the language that the person chose on a page."""
    if language in dict(settings.LANGUAGES) and person.language != language:
        person.language = language
        person.save(update_fields=["language"])


def _competences(names: Iterable[str]) -> list[Competence]:
    """One competence for each name, made where nobody had it before."""
    cleaned = [text.one_line(name, _("ความเชี่ยวชาญ"), 120) for name in names]
    by_key = {identity_key(name): name for name in cleaned if identity_key(name)}
    if len(by_key) > MOST_EXPERTISE:
        raise Refused(_("ใส่ความเชี่ยวชาญได้ไม่เกิน %(count)d เรื่อง โปรดเลือกเรื่องที่ถนัดที่สุด") % {"count": MOST_EXPERTISE})
    return [competence_named(name) for name in by_key.values()]


def competence_named(name: str) -> Competence:
    """The competence that is spelt like this to the eye, made where it is missing."""
    key = identity_key(name)[:240]
    found = Competence.objects.filter(key=key).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Competence.objects.create(name=name)
    except IntegrityError:
        return Competence.objects.get(key=key)


def _written(person: User) -> dict[str, object]:
    expertise = list(person.expertise.order_by("name_sort").values_list("name", flat=True))
    return {"about": person.about, "language": person.language, "expertise": expertise}
