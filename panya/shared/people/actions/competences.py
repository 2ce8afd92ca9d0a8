"""Fields of expertise: people name their own, KM teams let one take the place of another that means the same."""

from django.db import transaction
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.core.merging import move_references
from panya.base.thai.normalise import identity_key
from panya.shared.audit import actions as audit
from panya.shared.people.models import Competence, User
from panya.shared.people.permissions import may_keep_competences


@transaction.atomic
def merge_competence(competence: Competence, into_name: str, *, by: User) -> Competence:
    """Let another competence take this one's place with everybody and everything that names it."""
    require(may_keep_competences(by))
    competence = Competence.objects.select_for_update(of=("self",)).get(pk=competence.pk)
    into = Competence.objects.filter(key=identity_key(into_name)[:240]).first()
    if into is None:
        raise Refused(_("ไม่พบความเชี่ยวชาญชื่อนี้ โปรดพิมพ์ชื่อที่มีอยู่ในรายการ"))
    if into.pk == competence.pk:
        raise Refused(_("รวมเข้ากับตัวเองไม่ได้ โปรดใส่อีกชื่อหนึ่ง"))
    people = competence.people.count()
    move_references(competence, into)
    audit.record(
        "people.merge_competence",
        by=by,
        object_kind="competence",
        object_id=competence.pk,
        before={"name": competence.name},
        after={"into": into.name, "people": people},
    )
    competence.delete()
    return into
