"""What people outside say of a public page, and what they ask for; and how they follow their case."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from panya.base.core.client_address import client_address
from panya.base.core.clock import today
from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.base.ui.answers import form_page, see_address, see_other
from panya.base.ui.attempt import attempt
from panya.shared.content.queries import find_shown
from panya.shared.feedback.actions.citizens import ask_for, rate
from panya.shared.feedback.forms import CaseForm, InformationForm, UsefulForm, began
from panya.shared.feedback.permissions import may_ask_for, may_rate
from panya.shared.feedback.queries.citizens import find_case, title_of_case
from panya.shared.feedback.senders import sender_of
from panya.shared.feedback.views.uses import readable_item

# Whoever tries numbers is stopped long before one is met.
_LOOK_UPS = Limit("request-look-ups", 30, 10 * 60)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def useful(request, number):
    """Was this useful, and what is missing?"""
    item = readable_item(request, number)
    require(may_rate(request.user, item), _("บอกได้เฉพาะเรื่องที่เปิดเผยต่อสาธารณะ และไม่ใช่เรื่องที่ตนเองเขียน"))
    form = UsefulForm(request.POST or None, initial={"began": began(), "useful": request.GET.get("useful", "")})
    if request.method == "POST" and attempt(
        form,
        lambda fields: rate(
            item,
            is_useful=fields["useful"] == "1",
            missing=fields["missing"],
            by=request.user,
            session=_session_of(request),
            address=client_address(request),
        ),
    ):
        messages.success(request, _("ขอบคุณที่บอก เจ้าของเรื่องจะได้รู้"))
        return see_address(item.get_absolute_url())
    if form.is_bound:
        form.begin_again()
    return form_page(request, "feedback/useful.html", form, item=item)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, number):
    """Ask for a record of class REQUEST."""
    item = find_shown(number, request.user)
    if item is None or item.pk != number or not may_ask_for(request.user, item):
        raise Http404
    form = InformationForm(request.POST or None, initial={"began": began()})
    if request.method == "POST" and (
        made := attempt(
            form,
            lambda fields: ask_for(
                item,
                **{name: fields[name] for name in ("name", "contact", "purpose")},
                by=request.user,
                address=client_address(request),
            ),
        )
    ):
        messages.success(request, _("รับคำขอแล้ว โปรดจดเลขที่คำขอนี้ไว้ ใช้ติดตามผลได้"))
        return see_other("request_case", made.case_number)
    if form.is_bound:
        form.begin_again()
    return form_page(request, "feedback/ask_for.html", form, item=item)


@login_not_required
@require_safe
def case_lookup(request):
    """Where somebody who has a number follows the case."""
    form = CaseForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = _case_of(request, form.cleaned_data["number"])
        if found is not None:
            return see_other("request_case", found.case_number)
        form.add_error("number", _("ไม่พบเลขที่คำขอนี้ โปรดตรวจตัวอักษรอีกครั้ง"))
    return form_page(request, "feedback/case_lookup.html", form)


@login_not_required
@require_safe
def case(request, case_number):
    """How a case stands, for whoever has its number; nothing of the person who asked."""
    found = _case_of(request, case_number)
    if found is None:
        raise Http404
    is_late = found.state == "open" and found.due_on < today()
    shown = {"case": found, "item": title_of_case(found, request.user), "is_late": is_late}
    return render(request, "feedback/case.html", shown)


def _case_of(request, number):
    sender = sender_of(client_address(request))
    _LOOK_UPS.check(sender)
    found = find_case(number)
    if found is None:
        _LOOK_UPS.spend(sender)
    return found


def _session_of(request):
    if request.session.session_key is None:
        request.session.create()
    return request.session.session_key
