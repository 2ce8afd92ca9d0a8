"""The page about a person."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from panya.base.core.typed_numbers import whole_number
from panya.overviews.experts.queries import profile_of
from panya.shared.content.permissions import is_open
from panya.shared.people.permissions import may_keep_person
from panya.shared.people.queries import find_person


@require_safe
def person(request, public_id: str) -> HttpResponse:
    """Who this is, what to ask them about, and what they wrote that this reader may read."""
    person = find_person(public_id)
    if person is None:
        raise Http404
    number = whole_number(request.GET.get("page"), most=9_999, default=1)
    profile = profile_of(person, request.user, number)
    context = {
        "profile": profile,
        "person": person,
        "is_own": person.pk == request.user.pk,
        "may_keep": may_keep_person(request.user, person),
        # Only what everybody may read is in it.
        "feed": reverse("feed_person", args=[public_id]) if any(map(is_open, profile.items)) else "",
        "newer": f"?page={profile.page - 1}" if profile.page > 1 else "",
        "older": f"?page={profile.page + 1}" if profile.has_older else "",
    }
    return render(request, "experts/person.html", context)
