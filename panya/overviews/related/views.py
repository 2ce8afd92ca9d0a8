"""What else to read, as a part of a record's page and as a page of its own."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from panya.overviews.related.queries import related_to
from panya.shared.content.queries import find_item


@login_not_required
@require_safe
def related(request, number: int):
    """Records near to this one; for htmx the list alone, which is nothing where there are none."""
    item = find_item(number, request.user)
    if item is None:
        raise Http404
    part = request.htmx and not request.htmx.history_restore_request
    shown = {"item": item, "items": related_to(item, request.user)}
    response = render(request, "related/parts/list.html" if part else "related/page.html", shown)
    patch_vary_headers(response, ["HX-Request"])
    return response
