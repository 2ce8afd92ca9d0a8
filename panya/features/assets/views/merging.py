"""Two assets that say the same become one."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panya.base.core.errors import Refused, require
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions.merging import have_equal_readers, merge
from panya.features.assets.comparing import changes_in
from panya.features.assets.forms.lineage import OTHER, MergeForm
from panya.features.assets.queries.assets import find_asset
from panya.features.assets.views.finding import note_audited_read, readable, shown_of
from panya.shared.content.permissions import may_change_access, may_retire
from panya.shared.content.queries import LARGEST_NUMBER


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_merge(request, number):
    """First the other one by its number, then both side by side, then which of them stays."""
    item = readable(request, number)
    require(may_retire(request.user, item))
    note_audited_read(request, item)
    other = _other(request)
    form = MergeForm(request.POST or None, this=item.pk, other=other.pk if other else None)
    if request.method == "POST" and (stays := attempt(form, lambda fields: _merge(request, item, fields))):
        messages.success(request, _("รวมแล้ว เรื่องที่เลิกใช้ยังเปิดอ่านได้ และนำผู้อ่านมาที่เรื่องนี้"))
        return see_other(stays)
    if other is not None:
        note_audited_read(request, other)
    changes = changes_in(shown_of(item), shown_of(other)) if other else None
    shown = {"item": item, "other": other, "changes": changes, "not_found": not other and request.GET.get("other")}
    if other and not have_equal_readers(item, other):
        shown["to_change"] = [one for one in (item, other) if may_change_access(request.user, one)]
    return form_page(request, "assets/lineage/merge.html", form, **shown)


def _merge(request, item, fields):
    other = find_asset(fields["other"], request.user)
    if other is None:
        raise Refused(_("ไม่พบองค์ความรู้หมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="other")
    goes, stays = (item, other) if fields["stays"] == OTHER else (other, item)
    return merge(goes, stays, by=request.user, reason=fields["reason"])


def _other(request):
    """The other asset, once it is named: a published one that the person may read."""
    typed = request.POST.get("other") or request.GET.get("other")
    number = whole_number((typed or "").strip(), most=LARGEST_NUMBER, default=None)
    found = find_asset(number, request.user) if number is not None else None
    return found if found is not None and found.published_id is not None else None
