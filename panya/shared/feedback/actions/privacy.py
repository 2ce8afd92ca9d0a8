"""What the site tells people about their data."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused, require
from panya.base.thai.normalise import normalise
from panya.shared.audit import actions as audit
from panya.shared.feedback.models import PrivacyNotice
from panya.shared.feedback.permissions import may_edit_privacy_notice
from panya.shared.people.models import User

_LIMIT = 20_000


@transaction.atomic
def change_privacy_notice(text_th: str, text_en: str, *, by: User) -> PrivacyNotice:
    """Show another notice from now on; the earlier ones are kept with their dates."""
    require(may_edit_privacy_notice(by))
    texts = [normalise(text).strip() for text in (text_th, text_en)]
    if not all(texts):
        raise Refused(_("โปรดเขียนประกาศทั้งภาษาไทยและภาษาอังกฤษ"))
    if max(map(len, texts)) > _LIMIT:
        raise Refused(_("ประกาศยาวได้ไม่เกิน %(limit)s ตัวอักษร") % {"limit": f"{_LIMIT:,}"})
    notice = PrivacyNotice.objects.create(text_th=texts[0], text_en=texts[1], by=by, published_at=timezone.now())
    audit.record("feedback.privacy_notice", by=by, object_kind="privacy_notice", object_id=notice.pk)
    return notice
