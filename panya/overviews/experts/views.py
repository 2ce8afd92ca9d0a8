"""The page about a person."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from panya.base.ui.paging import page_links, page_number
from panya.overviews.experts.queries import profile_of
from panya.shared.content.permissions import is_open
from panya.shared.feedback.following import follows
from panya.shared.feedback.models import FollowKind
from panya.shared.people.permissions import may_keep_person
from panya.shared.people.queries import find_person


@require_safe
def person(request, public_id: str) -> HttpResponse:
    """Who this is, what to ask them about, and what they wrote that this reader may read."""
    person = find_person(public_id)
    if person is None:
        raise Http404
    profile = profile_of(person, request.user, page_number(request))
    context = {
        "profile": profile,
        "person": person,
        "is_own": person.pk == request.user.pk,
        "may_keep": may_keep_person(request.user, person),
        "follows": follows(request.user, FollowKind.PERSON, person),
        # Only what everybody may read is in it.
        "feed": reverse("feed_person", args=[public_id]) if any(map(is_open, profile.page.items)) else "",
        **page_links(request, profile.page),
    }
    return render(request, "experts/person.html", context)
