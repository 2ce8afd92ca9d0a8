"""The page that answers questions, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.core.client_address import counted_as
from panya.base.core.limits import Limit
from panya.overviews.answers.queries import ask
from panya.shared.people.permissions import may_look_people_up
from panya.shared.search.queries import LONGEST_QUERY

# Dearer than a search, and with an endpoint much dearer.
QUESTIONS = Limit("answers", hits=10, seconds=60)


@login_not_required
@require_safe
def ask_page(request):
    """A question, and what the records that this reader may read say on it."""
    text = request.GET.get("q", "")
    if text.strip():
        QUESTIONS.spend(counted_as(request))
    shown = {
        "answer": ask(text, request.user),
        "shortened": len(text) > LONGEST_QUERY,
        "may_want": may_look_people_up(request.user),
    }
    return render(request, "answers/ask.html", shown)
