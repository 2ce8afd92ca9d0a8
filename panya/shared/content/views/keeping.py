"""The recycle bin, what has been kept long enough, and how far what is published can be trusted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.clock import today
from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.content import retention, trust
from panya.shared.content.actions.bin import delete_item, restore_item
from panya.shared.content.binned import binned_items, find_binned, restorable
from panya.shared.content.forms.keeping import DeleteForm
from panya.shared.content.permissions import may_delete, sees_retention, sees_trust
from panya.shared.content.queries import find_item
from panya.shared.people.queries import find_unit

_NOT_YOURS = gettext_lazy("เรื่องที่เผยแพร่แล้วมีแต่ทีม KM ของหน่วยงานที่ทิ้งได้ หากเลิกใช้แล้ว โปรดใช้ “เลิกใช้” แทน")
_LABELS = {
    trust.PUBLISHED: gettext_lazy("เผยแพร่อยู่"),
    trust.FRESH: gettext_lazy("ยังไม่เลยกำหนดทบทวน"),
    trust.TRUSTED: gettext_lazy("เชื่อถือได้ครบสามข้อ"),
    trust.OVERDUE: gettext_lazy("เลยกำหนดทบทวน"),
    trust.UNAPPROVED: gettext_lazy("ฉบับที่ผู้อ่านเห็นไม่มีผู้อนุมัติ"),
    trust.OWNERLESS: gettext_lazy("เจ้าของไม่อยู่แล้ว"),
}


@require_safe
def bin_(request):
    """What I threw away, and what lies in the bin of the units that my KM team keeps."""
    page = page_of(binned_items(request.user), page_number(request))
    shown = {"rows": restorable(page.items, request.user), **page_links(request, page)}
    return render(request, "content/bin/bin.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, number):
    """Put one record into the bin, with the reason."""
    item = find_item(number, request.user)
    if item is None:
        raise Http404
    if item.pk != number:
        return redirect("delete", item.pk)
    require(may_delete(request.user, item), _NOT_YOURS)
    form = DeleteForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda fields: delete_item(item, by=request.user, reason=fields["reason"])
    ):
        messages.success(request, _("ย้ายไปถังขยะแล้ว นำกลับมาได้จากหน้านี้"))
        return see_other("bin")
    return form_page(request, "content/bin/delete.html", form, item=item)


@require_POST
def restore(request, number):
    """Take one record out of the bin, exactly as it was."""
    item = find_binned(number, request.user)
    if item is None:
        raise Http404
    restore_item(item, by=request.user)
    messages.success(request, _("นำกลับมาแล้ว ครบทุกฉบับและทุกความเห็น"))
    return see_other(item)


@require_safe
def retained(request):
    """What has been kept as long as its class asks; nothing is disposed of here."""
    require(sees_retention(request.user))
    page = page_of(retention.disposable(request.user, today()), page_number(request))
    rows = [retention.Kept(item, retention.over_since(item)) for item in page.items]
    return render(request, "content/retention/list.html", {"rows": rows, **page_links(request, page)})


@require_safe
def trusted(request):
    """The share of what is published that is fresh, approved and owned, by unit."""
    require(sees_trust(request.user))
    rows = trust.trust_by_unit(request.user, today())
    return render(request, "content/trust/units.html", {"rows": rows, "in_all": trust.in_all(rows)})


@require_safe
def trust_rows(request):
    """The records that one number counts."""
    require(sees_trust(request.user))
    which, code = request.GET.get("of", trust.PUBLISHED), request.GET.get("unit", "")
    unit = find_unit(code) if code else None
    if which not in trust.LISTS or (code and unit is None):
        raise Http404
    page = page_of(trust.assets_behind(which, request.user, today(), unit), page_number(request))
    shown = {
        "items": page.items,
        "unit": unit,
        "label": _LABELS[which],
        "sees_card_authors": True,
        **page_links(request, page),
    }
    return render(request, "content/trust/rows.html", shown)
