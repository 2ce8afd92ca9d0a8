"""The link from a search that reads like a question to the page that answers it."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from panya.overviews.answers.extracting.kinds import is_question
from panya.shared.search.parts import register
from panya.shared.search.queries import LONGEST_QUERY


def ask_instead(request: HttpRequest, chosen: Mapping[str, str]) -> SafeString | str:
    """A link that asks what was sought, where it is a question."""
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    if not is_question(text):
        return ""
    return render_to_string(
        "answers/parts/ask_instead.html", {"url": f"{reverse('ask')}?{urlencode({'q': text})}"}, request
    )


register(ask_instead)
