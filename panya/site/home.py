"""The front page: for guests the newest public records, for officers what is new, why, and what lies unfinished."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.core.clock import today
from panya.base.core.query_plans import planned_for_its_values
from panya.features.notes.permissions import may_write_notes
from panya.shared.content.permissions import sees_card_authors
from panya.shared.content.queries import drafts_of, listed_items, topics_to_choose, unpublished_items
from panya.shared.notifications.queries import page_for
from panya.site.news import front_for
from panya.site.tour import tour_step
from panya.site.visits import last_visit, remember_visit

_NEWEST = 8


@login_not_required
@require_safe
def home(request):
    """`/` answers 200 itself, to everyone."""
    if not request.user.is_authenticated:
        return _for_guest(request)
    shown = {
        "front": front_for(request.user, last_visit(request)),
        "sees_card_authors": sees_card_authors(request.user),
        "drafts": drafts_of(request.user)[:4],
        "unpublished": _unpublished(request.user),
        "may_write": may_write_notes(request.user),
        "today": today(),
        "told": page_for(request.user, 1).groups[:4],
        "tour": tour_step(request),
    }
    response = render(request, "site/home.html", shown)
    remember_visit(request, response)
    return response


def _unpublished(person):
    # A plan for any state walks all records for the few that are drafts.
    with planned_for_its_values():
        return list(unpublished_items(person)[:4])


def _for_guest(request):
    shown = {
        "items": listed_items(request.user)[:_NEWEST],
        "sees_card_authors": sees_card_authors(request.user),
        "topics": [topic for topic in topics_to_choose() if topic.parent_id is None],
    }
    return render(request, "site/welcome.html", shown)
