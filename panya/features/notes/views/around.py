"""What stands around a note, fetched only when a reader has come to its end."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.features.notes.around import around
from panya.features.notes.views.finding import readable


@login_not_required
@require_safe
def note_around(request, number):
    """A part of the page of the note where htmx asks for it, else a page of its own."""
    item = readable(request, number)
    name = "notes/parts/around.html" if request.htmx else "notes/around.html"
    return render(request, name, {"item": item, "around": around(item, request.user)})
