"""Suggestions while a name is typed; for staff only, and not for harvesting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.base.thai.normalise import normalise_line
from panya.shared.people.choosing import SHORTEST, choices_named, chosen_from
from panya.shared.people.permissions import may_look_people_up
from panya.shared.people.queries import competences_named, find_circle, staff_named

_MOST_CHOSEN = 100
_OF_PEOPLE = {"co_editors", "reviewers", "to"}
_SUGGESTIONS = Limit("people-suggestions", 60, 60)


@require_safe
def choose(request) -> HttpResponse:
    """Units, own circles and colleagues by name, below what is chosen already.

    `name` says which list of the form this is: `circles` for readers, the others for colleagues only.
    """
    words = _words(request, "q")
    name = request.GET.get("name") if request.GET.get("name") in _OF_PEOPLE else "circles"
    chosen = chosen_from(request.GET.getlist(name)[:_MOST_CHOSEN], request.user)
    values = {choice.value for choice in chosen}
    found = choices_named(words, request.user, people_only=name in _OF_PEOPLE)
    found = [choice for choice in found if choice.value not in values]
    context = {"name": name, "choices": [*chosen, *found], "found": found, "words": words, "shortest": SHORTEST}
    return render(request, "people/choose.html", context)


@require_safe
def suggest_people(request) -> HttpResponse:
    """Colleagues by name, each with a button that takes them into the circle named in the address."""
    words = _words(request, "who")
    circle = find_circle(request.GET.get("circle", ""), request.user)
    found = staff_named(words) if len(words) >= SHORTEST else []
    context = {"found": found, "words": words, "circle": circle, "shortest": SHORTEST}
    return render(request, "people/suggestions.html", context)


@require_safe
def suggest_competences(request) -> HttpResponse:
    """Fields of expertise that exist already, for the list under the input."""
    words = normalise_line(request.GET.get("new_expertise", ""))[:100].rpartition(",")[2].strip()
    _look_up(request)
    found = competences_named(words) if len(words) >= SHORTEST else []
    return render(request, "people/competences.html", {"competences": found})


def _words(request, name: str) -> str:
    _look_up(request)
    return normalise_line(request.GET.get(name, ""))[:100]


def _look_up(request) -> None:
    require(may_look_people_up(request.user))
    _SUGGESTIONS.spend(request.user.public_id)
