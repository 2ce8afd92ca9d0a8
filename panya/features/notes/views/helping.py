"""What helps while writing: turning a text into Markdown and back, and hints about spelling. Nothing is kept."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.base.thai.spelling import hints
from panya.features.notes.forms import MARKDOWN, typed_html, typed_markdown
from panya.features.notes.permissions import may_ask_for_hints
from panya.shared.content.html import clean_html

_TURNS = Limit("notes-convert", 20, 60)
_CHECKS = Limit("notes-spelling", 60, 60)
_LONGEST_CHECKED = 30_000


@require_POST
def note_convert(request):
    """The sent text as Markdown, or the sent Markdown as the text of the rich editor."""
    _TURNS.spend(request.user.public_id)
    body = request.POST.get("body", "").replace("\x00", "")
    to_markdown = request.POST.get("to") == MARKDOWN
    turned = typed_markdown(body) if to_markdown else clean_html(typed_html(body, MARKDOWN))
    return HttpResponse(turned, content_type="text/plain; charset=utf-8")


@require_POST
def note_spelling(request):
    """Words of the sent text that are probably misspelt, each with what was probably meant."""
    require(may_ask_for_hints(request.user))
    _CHECKS.spend(request.user.public_id)
    found = hints(request.POST.get("text", "")[:_LONGEST_CHECKED])
    return JsonResponse({"hints": [{"wrong": hint.wrong, "right": hint.right} for hint in found]})
