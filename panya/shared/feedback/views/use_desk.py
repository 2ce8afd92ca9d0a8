"""What waits about uses: to be confirmed by the head, to be answered by the owner; and one's own records."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_address, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.feedback.actions import deciding_uses as deciding
from panya.shared.feedback.forms import DeclineForm, ImprovementForm
from panya.shared.feedback.permissions import may_answer_improvement, may_confirm_use
from panya.shared.feedback.queries import use_records
from panya.shared.feedback.queries.citizens import missing_for
from panya.shared.feedback.views.uses import readable_use
from panya.shared.people.permissions import may_look_people_up

_NEWEST_MISSING = 20
_TEMPLATES = {
    "to_confirm": "feedback/uses_to_confirm.html",
    "mine": "feedback/uses_mine.html",
    "improvements": "feedback/uses_improvements.html",
}


@require_safe
def uses_desk(request):
    """Uses that wait for this head to confirm them, several at once."""
    rows = use_records.uses_to_confirm(_colleague(request))
    return _desk(request, "to_confirm", rows)


@require_safe
def my_uses(request):
    """What I used, and what became of it."""
    return _desk(request, "mine", use_records.uses_recorded_by(_colleague(request)))


@require_safe
def improvements(request):
    """What users would have better in what I write."""
    rows = use_records.improvements_for(_colleague(request))
    return _desk(request, "improvements", rows, missing=missing_for(request.user)[:_NEWEST_MISSING])


@require_POST
def uses_confirm(request):
    """Confirm those that were ticked."""
    require(may_look_people_up(request.user))
    confirmed = deciding.confirm_uses(request.POST.getlist("use"), by=request.user)
    if confirmed:
        words = ngettext("ยืนยันแล้ว %(count)d รายการ", "ยืนยันแล้ว %(count)d รายการ", confirmed)
        messages.success(request, words % {"count": confirmed})
    else:
        messages.warning(request, _("ยังไม่ได้ยืนยันรายการใด โปรดเลือกรายการก่อน หรือมีผู้ตัดสินไปแล้ว"))
    return see_other("uses_desk")


@require_POST
def use_confirm(request, public_id):
    found = readable_use(request, public_id)
    deciding.confirm_use(found, by=request.user)
    messages.success(request, _("ยืนยันแล้ว ชั่วโมงที่ประหยัดได้นับในตัวเลขตั้งแต่นี้"))
    return see_other("uses_desk")


@require_http_methods(["GET", "HEAD", "POST"])
def use_decline(request, public_id):
    """Not confirmed, with the reason."""
    found = readable_use(request, public_id)
    require(may_confirm_use(request.user, found))
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda fields: deciding.decline_use(found, by=request.user, reason=fields["reason"])
    ):
        messages.success(request, _("ไม่ยืนยันรายการนี้ ผู้บันทึกได้รับแจ้งพร้อมเหตุผล"))
        return see_other("uses_desk")
    return form_page(request, "feedback/use_decline.html", form, use=found)


@require_http_methods(["GET", "HEAD", "POST"])
def improvement(request, public_id):
    """Say what became of what a user would have better."""
    found = readable_use(request, public_id)
    require(may_answer_improvement(request.user, found))
    form = ImprovementForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda fields: deciding.answer_improvement(
            found, taken_up=fields["taken_up"] == "1", words=fields["words"], by=request.user
        ),
    ):
        messages.success(request, _("ตอบแล้ว ผู้เสนอได้รับแจ้ง"))
        return see_address(found.get_absolute_url())
    return form_page(request, "feedback/use_improvement.html", form, use=found)


def _colleague(request):
    require(may_look_people_up(request.user))
    return request.user


def _desk(request, tab, rows, **more):
    page = page_of(rows, page_number(request))
    tabs = {f"at_{one}": one == tab for one in _TEMPLATES}
    shown = {"rows": page.items, "to_confirm": use_records.sees_uses_to_confirm(request.user), **tabs, **more}
    return render(request, _TEMPLATES[tab], shown | page_links(request, page))
