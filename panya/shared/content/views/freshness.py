"""The queue of what must be looked at again, and the page on which one record is renewed or retired."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panya.base.core.errors import Refused, require
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.base.ui.answers import form_page, see_address, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.content.actions import freshness
from panya.shared.content.choices import Validity
from panya.shared.content.due import STATES, due_items
from panya.shared.content.forms.keeping import RenewForm, RetireForm
from panya.shared.content.permissions import is_in_km_team, may_renew, may_retire
from panya.shared.content.queries import find_item


@require_http_methods(["GET", "HEAD", "POST"])
def due(request):
    """My records, or those of the units that my KM team keeps, by the day on which they must be looked at again."""
    if request.method == "POST":
        return _renew_ticked(request)
    is_team = is_in_km_team(request.user)
    of_units = is_team and request.GET.get("of") == "units"
    state = request.GET.get("state", "")
    page = page_of(due_items(request.user, of_units=of_units, state=state), page_number(request))
    shown = {
        "items": page.items,
        "tabs": _tabs(of_units) if is_team else [],
        "states": _states(of_units, state),
        "here": request.get_full_path(),
        **page_links(request, page),
    }
    return render(request, "content/due/queue.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def due_one(request, number):
    """Say that one record still holds, or go on to retire it."""
    item = _item(request, number)
    require(may_renew(request.user, item))
    form = RenewForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda fields: _renew(request, item, fields)):
        messages.success(request, _("ต่ออายุแล้ว ขอบคุณที่ช่วยดูแลให้เรื่องนี้เชื่อถือได้"))
        return see_other(item)
    return form_page(request, "content/due/one.html", form, item=item)


@require_http_methods(["GET", "HEAD", "POST"])
def due_retire(request, number):
    """Take one record out of use, with the reason and what replaces it."""
    item = _item(request, number)
    require(may_retire(request.user, item))
    form = RetireForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda fields: _retire(request, item, fields)):
        messages.success(request, _("เลิกใช้แล้ว ผู้อ่านเดิมยังเปิดอ่านได้ โดยเห็นคำเตือนก่อน"))
        return see_other(item)
    return form_page(request, "content/due/retire.html", form, item=item)


def _item(request, number):
    item = find_item(number, request.user)
    if item is None or item.pk != number or not item.needs_review:
        raise Http404
    return item


def _renew(request, item, fields):
    return freshness.renew(item, by=request.user, reason=fields["reason"], until=fields["until"])


def _retire(request, item, fields):
    number = fields["superseded_by"]
    successor = find_item(number, request.user) if number else None
    if number and successor is None:
        raise Refused(_("ไม่พบเรื่องหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="superseded_by")
    return freshness.retire_reviewed(
        item,
        by=request.user,
        reason=fields["reason"],
        superseded_by=successor,
        for_some_readers=fields["for_some_readers"],
    )


def _renew_ticked(request):
    """Each ticked row in a transaction of its own; what became of each is told row by row."""
    numbers = [whole_number(typed, most=LARGEST, default=0) for typed in request.POST.getlist("number")]
    reason = request.POST.get("reason", "").strip() or _("ตรวจแล้วยังใช้ได้")
    outcomes = freshness.renew_many(numbers, by=request.user, reason=reason)
    done = [outcome for outcome in outcomes if not outcome.refusal]
    if done:
        messages.success(request, _("ต่ออายุแล้ว: %(titles)s") % {"titles": ", ".join(one.title for one in done)})
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, f"{outcome.title or outcome.number}: {outcome.refusal}")
    of = "?of=units" if request.POST.get("of") == "units" else ""
    return see_address(f"{request.path}{of}")


def _tabs(of_units):
    return [("?of=mine", _("ของฉัน"), not of_units), ("?of=units", _("ของหน่วยงานที่ดูแล"), of_units)]


def _states(of_units, state):
    before = "?of=units&state=" if of_units else "?state="
    words = [("", _("ต้องทบทวน"))] + [(one.value, str(Validity(one).label)) for one in STATES]
    return [(f"{before}{key}", label, key == (state if state in STATES else "")) for key, label in words]
