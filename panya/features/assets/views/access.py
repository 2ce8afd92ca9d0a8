"""Asking for another class, and deciding it."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions import access as actions
from panya.features.assets.forms.reviewing import AccessForm, DeclineForm
from panya.features.assets.models import ChangeState
from panya.features.assets.queries.access import consent_role, find_change, needs_both, open_change_of
from panya.features.assets.views.finding import readable
from panya.shared.content.permissions import may_change_access
from panya.shared.content.queries import may_read


@require_http_methods(["GET", "HEAD", "POST"])
def asset_access(request, number):
    """Ask that others may read an asset that was shown."""
    item = readable(request, number)
    require(may_change_access(request.user, item))
    form = AccessForm(request.POST or None, item=item, by=request.user)
    if request.method == "POST" and attempt(form, lambda fields: _ask(request, item, form)):
        messages.success(request, _("ส่งคำขอเปลี่ยนชั้นแล้ว ผู้อนุมัติได้รับแจ้ง"))
        return see_other(item)
    return form_page(request, "assets/review/access.html", form, item=item, waiting=open_change_of(item))


@require_http_methods(["GET", "HEAD", "POST"])
def access_change(request, public_id):
    """One request for another class; POST agrees to it."""
    change = _found(request, public_id)
    role = consent_role(request.user, change.item)
    if request.method == "POST":
        require(bool(role))
        actions.agree(change, by=request.user)
        messages.success(request, _("อนุมัติแล้ว"))
        return see_other("access_change", change.public_id)
    return _page(request, change, DeclineForm())


@require_POST
def access_decline(request, public_id):
    """The class stays, and why."""
    change = _found(request, public_id)
    require(bool(consent_role(request.user, change.item)))
    form = DeclineForm(request.POST)
    if attempt(form, lambda fields: actions.decline(change, by=request.user, words=fields["words"])):
        messages.success(request, _("ไม่อนุมัติ ผู้ขอได้รับเหตุผลแล้ว"))
        return see_other("access_change", change.public_id)
    return _page(request, change, form)


@require_POST
def access_withdraw(request, public_id):
    """The request is taken back."""
    change = _found(request, public_id)
    require(may_change_access(request.user, change.item))
    actions.withdraw(change, by=request.user)
    messages.success(request, _("ถอนคำขอแล้ว"))
    return see_other("access_change", change.public_id)


def _ask(request, item, form):
    fields = form.cleaned_data
    return actions.ask_for_class(item, fields["access"], form.circles_meant(), by=request.user, reason=fields["reason"])


def _page(request, change, form):
    item, circles = change.item, list(change.circles.select_related("unit", "person"))
    consents = list(change.consents.select_related("by"))
    role = consent_role(request.user, item)
    is_open = change.state == ChangeState.OPEN
    shown = {
        "change": change,
        "item": item,
        "circles": circles,
        "consents": consents,
        "is_open": is_open,
        "is_readable": may_read(request.user, item),
        "decides": is_open and bool(role) and request.user.pk not in {one.by_id for one in consents},
        "both": is_open and needs_both(item, change.after, circles),
        "asks": is_open and may_change_access(request.user, item),
    }
    return form_page(request, "assets/review/access_change.html", form, **shown)


def _found(request, public_id):
    change = find_change(public_id, request.user)
    if change is None:
        raise Http404
    return change
