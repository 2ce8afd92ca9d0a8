"""The page of effects; everybody has only the own one."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.ui.paging import page_links, page_number
from panya.overviews.effects.queries import effects_for


@require_safe
def effects(request):
    """What became of what I wrote."""
    page = effects_for(request.user, page_number(request))
    return render(request, "effects/effects.html", {"effects": page.items, **page_links(request, page)})
