"""The doctor's checks of search."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.doctor import Finding, check, fine, wrong
from panya.shared.search import meaning, writer
from panya.shared.search.documents import INDEXES
from panya.shared.search.engines import Damaged
from panya.shared.search.folders import IndexFolder
from panya.shared.search.models import Outbox

_PATIENCE = timedelta(seconds=60)


@check("search_index")
def search_index() -> Finding:
    """Both indexes are whole, made by this analyser, and hold what the database holds."""
    try:
        for name in INDEXES:
            IndexFolder(name).open().verify()
        differing = {number for difference in writer.compare().values() for number in difference.numbers}
    except Damaged as fault:
        return wrong(_("อ่านดัชนีค้นหาไม่ได้: %(fault)s") % {"fault": fault}, _("สั่ง `panya reindex` เพื่อสร้างดัชนีใหม่"))
    waiting = set(Outbox.objects.values_list("item_number", flat=True))
    if differing - waiting:
        return wrong(
            _("ดัชนีค้นหาไม่ตรงกับฐานข้อมูล %(count)s รายการ") % {"count": len(differing - waiting)},
            _("สั่ง `panya reindex` เพื่อสร้างดัชนีใหม่"),
        )
    return fine(_("ดัชนีค้นหาครบถ้วนและตรงกับฐานข้อมูล"))


@check("search_outbox")
def search_outbox() -> Finding:
    """What changed is indexed within a minute."""
    late = Outbox.objects.filter(at__lt=timezone.now() - _PATIENCE).count()
    if not late:
        return fine(_("ไม่มีรายการค้างรอเข้าดัชนีเกิน 1 นาที"))
    return wrong(
        _("มี %(count)s รายการรอเข้าดัชนีนานกว่า 1 นาที จึงยังค้นไม่พบ") % {"count": late},
        _("เปิดโปรแกรมเบื้องหลังด้วย `panya run` หรือ `panya worker`"),
    )


@check("search_meaning")
def search_meaning() -> Finding:
    """Whether English questions find Thai knowledge; search works either way."""
    if not meaning.is_installed():
        return fine(
            _("ไม่ได้ติดตั้งการค้นตามความหมาย คำถามภาษาอังกฤษจึงพบเฉพาะคำที่ตรงกัน"),
            _("ถ้าต้องการ ให้สั่ง `make setup EXTRAS=semantic` แล้วสั่ง `panya reindex`"),
        )
    try:
        kept = all(IndexFolder(name).is_kept_by_meaning for name in INDEXES)
    except Damaged:
        kept = False
    if not kept:
        return fine(_("ติดตั้งการค้นตามความหมายแล้ว แต่ดัชนียังไม่มี"), _("สั่ง `panya reindex` เพื่อสร้างดัชนีใหม่"))
    return fine(_("คำถามภาษาอังกฤษค้นความรู้ภาษาไทยตามความหมายได้"))
