"""What helps while writing, the same for every kind of item; a feature gives these views addresses of its own.

Nothing is kept.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.base.thai.spelling import hints
from panya.shared.content.forms.text import MARKDOWN, typed_html, typed_markdown
from panya.shared.content.html import clean_html
from panya.shared.content.permissions import is_open, may_ask_for_hints
from panya.shared.content.queries import tags_beginning, titled

_TURNS = Limit("notes-convert", 20, 60)
_CHECKS = Limit("notes-spelling", 60, 60)
_TITLES = Limit("record-titles", 120, 60)
_LONGEST_CHECKED = 30_000


@require_POST
def convert(request):
    """The sent text as Markdown, or the sent Markdown as the text of the rich editor."""
    _TURNS.spend(request.user.public_id)
    body = request.POST.get("body", "").replace("\x00", "")
    to_markdown = request.POST.get("to") == MARKDOWN
    turned = typed_markdown(body) if to_markdown else clean_html(typed_html(body, MARKDOWN))
    return HttpResponse(turned, content_type="text/plain; charset=utf-8")


@require_POST
def spelling(request):
    """Words of the sent text that are probably misspelt, each with what was probably meant."""
    require(may_ask_for_hints(request.user))
    _CHECKS.spend(request.user.public_id)
    found = hints(request.POST.get("text", "")[:_LONGEST_CHECKED])
    return JsonResponse({"hints": [{"wrong": hint.wrong, "right": hint.right} for hint in found]})


@require_safe
def titles(request) -> JsonResponse:
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


@require_safe
def tags(request):
    """Tags that begin with what is typed after the last comma, each as the whole text of the field."""
    typed = request.GET.get("tags", "")[:500]
    kept, sign, begun = typed.replace("#", ",").rpartition(",")
    found = tags_beginning(begun.strip(), request.user) if begun.strip() else []
    before = f"{kept.strip()}, " if sign and kept.strip() else ""
    options = [f"{before}{tag.name}" for tag in found]
    return render(request, "content/editor/tag_options.html", {"options": options}) if options else HttpResponse("")
