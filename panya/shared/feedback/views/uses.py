"""Uses of a record: written down, read by the next reader, mended, taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.base.ui.answers import form_page, see_address
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.content.queries import find_item
from panya.shared.feedback.actions.uses import Use, edit_use, record_use, withdraw_use
from panya.shared.feedback.forms import UseForm, a_new_use
from panya.shared.feedback.permissions import (
    may_answer_improvement,
    may_confirm_use,
    may_edit_use,
    may_record_use,
    may_withdraw_use,
)
from panya.shared.feedback.queries import use_records
from panya.shared.feedback.queries.use_graph import graph_of
from panya.shared.feedback.queries.uses import for_guests, uses_of_item
from panya.shared.people.permissions import may_look_people_up

_SUGGESTIONS = Limit("work-suggestions", 60, 60)


@require_http_methods(["GET", "HEAD", "POST"])
def use_new(request, number):
    """Record that one used this: under a minute, on a phone."""
    item = readable_item(request, number)
    require(may_record_use(request.user, item), _("บันทึกการนำไปใช้ได้เมื่อเรื่องเผยแพร่แล้ว และคุณเป็นบุคลากรที่อ่านเรื่องนี้ได้"))
    form = UseForm(request.POST or None, initial=a_new_use())
    if request.method == "POST" and (
        made := attempt(form, lambda fields: record_use(item, Use(**fields), by=request.user))
    ):
        thanks = _("บันทึกแล้ว ขอบคุณที่เล่าให้ฟัง") if made.is_own else _("บันทึกแล้ว ขอบคุณ เจ้าของเรื่องได้รับแจ้ง และหัวหน้าของคุณจะยืนยัน")
        messages.success(request, thanks)
        return see_address(made.get_absolute_url())
    return form_page(request, "feedback/use_form.html", form, item=item)


@login_not_required
@require_safe
def uses_of(request, number):
    """Who used it and what happened, for the staff; those outside see counts, and none about few."""
    item = readable_item(request, number)
    is_colleague = may_look_people_up(request.user)
    uses = uses_of_item(item, newest=0)
    shown = {"item": item, "uses": uses if is_colleague else for_guests(uses), "is_colleague": is_colleague}
    if is_colleague:
        page = page_of(use_records.uses_of(item), page_number(request))
        shown |= {"rows": page.items, "may_use": may_record_use(request.user, item), **page_links(request, page)}
    return render(request, "feedback/uses_of.html", shown)


@require_safe
def use_graph(request, number):
    """From the record to the works in which it was used, and to what came of them."""
    require(may_look_people_up(request.user))
    item = readable_item(request, number)
    return render(request, "feedback/use_graph.html", {"item": item, "graph": graph_of(item, request.user)})


@require_safe
def use(request, public_id):
    """One use, and what this reader may do with it."""
    found = readable_use(request, public_id)
    user = request.user
    shown = {
        "use": found,
        "item": found.item,
        "may_edit": may_edit_use(user, found),
        "may_withdraw": may_withdraw_use(user, found),
        "may_confirm": found.is_waiting and may_confirm_use(user, found),
        "may_answer": found.improvement_state == "open" and may_answer_improvement(user, found),
    }
    return render(request, "feedback/use.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def use_edit(request, public_id):
    found = readable_use(request, public_id)
    require(may_edit_use(request.user, found), _("แก้ได้ภายในหนึ่งวันและก่อนหัวหน้ายืนยัน หลังจากนั้นถอนแล้วบันทึกใหม่ได้"))
    initial = {name: getattr(found, name) for name in UseForm.base_fields if name != "work"}
    form = UseForm(request.POST or None, initial={**initial, "work": found.work.name if found.work else ""})
    if request.method == "POST" and (
        saved := attempt(form, lambda fields: edit_use(found, Use(**fields), by=request.user))
    ):
        messages.success(request, _("แก้แล้ว"))
        return see_address(saved.get_absolute_url())
    return form_page(request, "feedback/use_form.html", form, item=found.item, use=found)


@require_POST
def use_withdraw(request, public_id):
    found = readable_use(request, public_id)
    withdraw_use(found, by=request.user)
    messages.success(request, _("ถอนแล้ว รายการนี้ไม่นับในตัวเลขใดอีก"))
    return see_address(f"{found.item.get_absolute_url()}#uses")


@require_safe
def suggest_works(request):
    """Pieces of work of one's own unit, for the list under the input."""
    require(may_look_people_up(request.user))
    _SUGGESTIONS.spend(request.user.public_id)
    return render(
        request, "feedback/works.html", {"works": use_records.works_named(request.GET.get("work", ""), request.user)}
    )


def readable_item(request, number):
    """The record of exactly this number that this reader may read."""
    item = find_item(number, request.user)
    if item is None or item.pk != number:
        raise Http404
    return item


def readable_use(request, public_id):
    found = use_records.find_use(public_id, request.user)
    if found is None:
        raise Http404
    return found
