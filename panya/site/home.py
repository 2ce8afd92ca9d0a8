"""The front page: for guests the newest public records, for officers what is new and what lies unfinished."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.shared.content.permissions import sees_card_authors
from panya.shared.content.queries import drafts_of, listed_items, topics_in_order, unpublished_items

_NEWEST = 12


@login_not_required
@require_safe
def home(request):
    """`/` answers 200 itself, to everyone."""
    shown = {"items": listed_items(request.user)[:_NEWEST], "sees_card_authors": sees_card_authors(request.user)}
    if request.user.is_authenticated:
        shown["drafts"] = drafts_of(request.user)[:5]
        shown["unpublished"] = unpublished_items(request.user)[:5]
    else:
        shown["topics"] = [topic for topic in topics_in_order() if topic.parent_id is None]
    return render(request, "site/home.html", shown)
