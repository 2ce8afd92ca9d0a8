"""What stands around a note, fetched only when a reader has come to its end."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.core.limits import Limit
from panya.features.notes.around import around, titled
from panya.features.notes.views.finding import readable
from panya.shared.content.permissions import is_open

_TITLES = Limit("record-titles", 120, 60)


@login_not_required
@require_safe
def note_around(request, number):
    """A part of the page of the note where htmx asks for it, else a page of its own."""
    item = readable(request, number)
    name = "notes/parts/around.html" if request.htmx else "notes/around.html"
    return render(request, name, {"item": item, "around": around(item, request.user)})


@require_safe
def note_titles(request) -> JsonResponse:
    """Records to which a writer may want to link, while `[[…` is typed."""
    _TITLES.spend(request.user.public_id)
    records = [
        {
            "number": item.pk,
            "title": item.title,
            "detail": f"{item.unit.name} · {item.get_access_display()}",
            "url": item.get_absolute_url(),
            # A title that not everybody may read does not slip into a text that others read.
            "text": item.title if is_open(item) else f"[[{item.pk}]]",
        }
        for item in titled(request.GET.get("q", ""), request.user)
    ]
    return JsonResponse({"records": records}, content_type="application/json; charset=utf-8")
