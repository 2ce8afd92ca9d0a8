"""What a person keeps of the own searches: those saved under a name, and the latest."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.search import recent, saving
from panya.shared.search.filters import Filters
from panya.shared.search.forms import SavedSearchForm
from panya.shared.search.queries import LONGEST_QUERY


@require_safe
def saved(request):
    """The own saved searches, and the latest ones."""
    shown = {
        "saved": [(one, saving.address_of(one)) for one in saving.saved_of(request.user)],
        "recent": recent.recent_of(request.user),
        "remembers": recent.remembers(request.user),
        "most": saving.MOST_SAVED,
    }
    return render(request, "search/saved.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_new(request):
    """Keep the search that stands in the address."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    filters = Filters.read(request.GET.dict())
    form = SavedSearchForm(request.POST or None, initial={"name": words[: saving.NAME_LIMIT]})
    kept = request.method == "POST" and attempt(
        form, lambda typed: saving.save(typed["name"], words, filters, typed["alert"], by=request.user)
    )
    if kept:
        messages.success(request, _("บันทึกการค้นแล้ว"))
        return see_other("saved_searches")
    return form_page(request, "search/saved_form.html", form, words=words, saved=None)


@require_safe
def saved_run(request, public_id):
    """The present answer of a saved search."""
    return redirect(saving.address_of(_found(request, public_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def saved_edit(request, public_id):
    """Another name, another time of telling."""
    found = _found(request, public_id)
    form = SavedSearchForm(request.POST or None, initial={"name": found.name, "alert": found.alert})
    changed = request.method == "POST" and attempt(
        form, lambda typed: saving.change(found, typed["name"], typed["alert"], by=request.user)
    )
    if changed:
        messages.success(request, _("ปรับแล้ว"))
        return see_other("saved_searches")
    return form_page(request, "search/saved_form.html", form, words=found.words, saved=found)


@require_POST
def saved_delete(request, public_id):
    """Keep it no longer."""
    saving.delete(_found(request, public_id), by=request.user)
    messages.success(request, _("ลบการค้นแล้ว"))
    return see_other("saved_searches")


@require_POST
def recent_forget(request):
    """Take one of the latest searches off the list, or all."""
    if key := request.POST.get("key", ""):
        recent.forget_one(request.user, key.replace("\x00", "")[:32])
    else:
        recent.forget_all(request.user)
        messages.success(request, _("ลบรายการค้นล่าสุดทั้งหมดแล้ว"))
    return see_other("saved_searches")


@require_POST
def recent_remember(request):
    """Remember the own searches, or no longer."""
    wants = request.POST.get("remember") == "yes"
    recent.remember(request.user, wants)
    messages.success(request, _("ต่อไประบบจะจำการค้นของคุณ") if wants else _("ต่อไประบบจะไม่จำการค้นของคุณ และลบที่จำไว้แล้ว"))
    return see_other("saved_searches")


def _found(request, public_id):
    found = saving.find_saved(request.user, public_id)
    if found is None:
        raise Http404
    return found
