"""Figures of use: every number opens the rows that it counts."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.core.errors import require
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.feedback.forms import UseFiguresForm
from panya.shared.feedback.queries import uses as reads
from panya.shared.people.permissions import may_look_people_up

_OF_ITEMS = {"reused", "published"}


@require_safe
def use_figures(request):
    """M12–M15 for a time, a unit and a topic."""
    require(may_look_people_up(request.user))
    form = UseFiguresForm(request.GET)
    form.offer()
    asked = form.asked()
    figures = reads.use_figures(asked, request.user)
    shown = {
        "form": form,
        "asked": asked,
        "figures": figures,
        "months": [(month, _same(request, time=f"{month.first}..{month.last}")) for month in figures.months],
        "same": _same(request),
    }
    return render(request, "feedback/use_figures.html", shown)


@require_safe
def rows(request):
    """The rows that a number of the figures counts."""
    require(may_look_people_up(request.user))
    asked, which = UseFiguresForm(request.GET).asked(), request.GET.get("rows", "uses")
    if which not in reads.ROWS:
        raise Http404
    of_items = which in _OF_ITEMS
    found = (reads.items_behind if of_items else reads.uses_behind)(which, asked, request.user)
    page = page_of(found, page_number(request))
    shown = {"which": which, "of_items": of_items, "rows": page.items, "asked": asked, "same": _same(request)}
    return render(request, "feedback/use_rows.html", shown | page_links(request, page))


def _same(request, **otherwise):
    """The filters of this address, for the addresses of the rows."""
    chosen = {name: request.GET.get(name, "") for name in ("time", "unit", "topic")} | otherwise
    return urlencode({name: value for name, value in chosen.items() if value})
