"""The search page, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from panya.base.core.client_address import counted_as
from panya.base.core.errors import TooMany
from panya.base.core.limits import Limit
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.search.filters import Filters
from panya.shared.search.left import note_opened, note_shown
from panya.shared.search.missed import note_missed
from panya.shared.search.offers import offers
from panya.shared.search.page import PAGE_LENGTH, SearchPage, page_number
from panya.shared.search.parts import over_results
from panya.shared.search.permissions import may_see_why
from panya.shared.search.queries import LONGEST_QUERY, search
from panya.shared.search.recent import note_recent
from panya.shared.search.why import why

SEARCHES = Limit("search", hits=60, seconds=60)
OPENED = Limit("search-opened", hits=120, seconds=60)
# A fast typist asks five times a second.
SUGGESTIONS = Limit("suggestions", hits=300, seconds=60)


@login_not_required
@require_safe
def search_page(request):
    """What this reader finds; for htmx the results alone."""
    text, number = request.GET.get("q", ""), page_number(request.GET.get("page", ""))
    filters = Filters.read(request.GET.dict())
    if text.strip() or filters != Filters():
        SEARCHES.spend(counted_as(request))
    as_typed, sort = "typed" in request.GET, request.GET.get("sort", "")
    shown_from = (number - 1) * PAGE_LENGTH
    answer = search(
        text, request.user, filters=filters, limit=PAGE_LENGTH, offset=shown_from, sort=sort, as_typed=as_typed
    )
    note_missed(answer, request)
    if number == 1:
        note_shown(answer, request)
        note_recent(answer, request)
    may_ask_why = may_see_why(request.user)
    reasons = why(answer, request.user) if may_ask_why and "why" in request.GET else {}
    page = SearchPage(answer, number, as_typed, reasons, may_ask_why)
    shown = {
        "answer": answer,
        "page": page,
        "groups": page.groups,
        "over": over_results(request, page.chosen),
        "keeps_subjects": SimpleLazyObject(lambda: may_keep_subjects(request.user)),
        "shortened": len(text) > LONGEST_QUERY,
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "search/page.html#results" if part else "search/page.html", shown)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_not_required
@require_POST
def opened(request):
    """One of the found records was opened: noted for the search desk, without saying which."""
    OPENED.spend(counted_as(request))
    note_opened(request.POST.get("q", "")[:LONGEST_QUERY], request)
    return HttpResponse(status=204)


@login_not_required
@require_safe
def suggest(request):
    """The list below the box while one types; whoever asks too often gets none, and is not told so."""
    try:
        SUGGESTIONS.spend(counted_as(request))
    except TooMany:
        return HttpResponse(status=204)
    groups = offers(request.GET.get("q", ""), request.user)
    shown = {"groups": groups, "count": sum(len(group.offers) for group in groups)}
    return render(request, "search/suggest.html", shown)
