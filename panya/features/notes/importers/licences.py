"""The licences of other systems in our words."""

import re

from django.utils.translation import gettext as _

from panya.base.thai.normalise import normalise_line
from panya.shared.content.models import Licence

_NO_DERIVATIVES = re.compile(r"ไม่ดัดแปลง|ห้ามดัดแปลง|no\s?deriv|\bnd\b", re.IGNORECASE)
_SHARE_ALIKE = re.compile(r"อนุญาตแบบเดียวกัน|share\s?alike|\bsa\b", re.IGNORECASE)
_NOT_COMMERCIAL = re.compile(r"ไม่ใช้เพื่อการค้า|ไม่ใช่เพื่อการค้า|non-?\s?commercial|\bnc\b", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"แสดงที่มา|attribution|\bby\b", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(r"สาธารณสมบัติ|public[\s-]domain|\bcc0\b", re.IGNORECASE)


def licence_of(name: str) -> tuple[str, str]:
    """(our licence, remark): one that we do not have becomes the strictest, and the remark names it."""
    name = normalise_line(name)[:200]
    if not name or name.startswith("สงวนสิทธิ์") or name.lower().replace(" ", "-") == Licence.ALL_RIGHTS_RESERVED:
        return Licence.ALL_RIGHTS_RESERVED, ""
    if _PUBLIC_DOMAIN.search(name):
        return Licence.PUBLIC_DOMAIN, ""
    share_alike, not_commercial = bool(_SHARE_ALIKE.search(name)), bool(_NOT_COMMERCIAL.search(name))
    if _ATTRIBUTION.search(name) and not _NO_DERIVATIVES.search(name) and not (share_alike and not_commercial):
        if share_alike:
            return Licence.CC_BY_SA, ""
        return (Licence.CC_BY_NC if not_commercial else Licence.CC_BY), ""
    return Licence.ALL_RIGHTS_RESERVED, _("สัญญาอนุญาต “%(name)s” ไม่มีในระบบ จึงถือว่าสงวนสิทธิ์ทุกประการ") % {"name": name}
