"""The address of a record by its number alone, which a citation may carry whatever becomes of the kind."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from panya.shared.content.queries import find_shown


@login_not_required
@require_safe
def record(request, number):
    """On to the page of the record; a hidden number and one that does not exist are the same 404."""
    item = find_shown(number, request.user)
    if item is None:
        raise Http404
    return redirect(item)
