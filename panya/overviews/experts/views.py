"""The page about a person."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.ui.paging import page_links, page_number
from panya.overviews.experts.queries import profile_of
from panya.shared.content.choices import Access
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
        "tells_public": any(item.access == Access.PUBLIC for item in profile.page.items),
        "is_own": person.pk == request.user.pk,
        "may_keep": may_keep_person(request.user, person),
        **page_links(request, profile.page),
    }
    return render(request, "experts/person.html", context)
