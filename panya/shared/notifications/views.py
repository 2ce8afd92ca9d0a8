"""The bell: how many are new, the list, opening one; and what one wants to be told of."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_address, see_other
from panya.base.ui.attempt import attempt
from panya.shared.notifications import actions, queries
from panya.shared.notifications.forms import WishesForm


@require_safe
def notifications(request) -> HttpResponse:
    """What this person was told, the latest first."""
    page = queries.page_for(request.user, whole_number(request.GET.get("page"), most=999_999, default=1))
    shown = {
        "page": page,
        "newer": f"?page={page.number - 1}" if page.number > 1 else "",
        "older": f"?page={page.number + 1}" if page.has_older else "",
    }
    return render(request, "notifications/page.html", shown)


@require_safe
def notification_count(request) -> HttpResponse:
    """How many are new, for the bell of an open page; nothing where that is what the page shows already."""
    count = queries.unread_count(request.user)
    shown = str(count) if count < queries.MOST_COUNTED else f"{queries.MOST_COUNTED - 1}+"
    if request.GET.get("shown") == shown:
        return HttpResponse(status=204)
    label = ngettext("ยังไม่ได้อ่าน %(count)s เรื่อง", "ยังไม่ได้อ่าน %(count)s เรื่อง", count) % {"count": shown}
    return JsonResponse(
        {"shown": shown, "label": label if count else ""}, content_type="application/json; charset=utf-8"
    )


@require_POST
def notification_open(request, public_id: str) -> HttpResponse:
    """Mark it read and go to what it is about."""
    row = queries.find_told(public_id, request.user)
    if row is None:
        raise Http404
    actions.mark_read(row, by=request.user)
    return see_address(queries.address_of(row, request.user))


@require_POST
def notifications_read(request) -> HttpResponse:
    """Mark as read what the page showed and all before it."""
    newest = queries.find_told(request.POST.get("until", "")[:20], request.user)
    if newest is not None:
        actions.mark_all_read(newest, by=request.user)
    return see_other("notifications")


@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request) -> HttpResponse:
    """On and off for each kind, in the bell and by mail."""
    form = WishesForm(request.POST if request.method == "POST" else None)

    def choose(found) -> bool:
        actions.choose(request.user, bell=found["bell"], mail=found["mail"])
        return True

    if attempt(form, choose):
        messages.success(request, _("บันทึกแล้ว"))
        return see_other("notification_settings")
    return form_page(request, "notifications/settings.html", form, choices=queries.choices_of(request.user))
