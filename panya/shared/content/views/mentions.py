"""Suggestions while `@…` is typed; for staff only, and not for harvesting."""

from dataclasses import asdict

from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from panya.base.core.errors import require
from panya.base.core.limits import Limit
from panya.shared.content.mentions import suggestions
from panya.shared.content.queries import find_item
from panya.shared.people.permissions import may_look_people_up

_SUGGESTIONS = Limit("mention-suggestions", 120, 60)


@require_safe
def mentions(request) -> JsonResponse:
    """Whom a record that is not saved yet may mention: the staff."""
    return _answer(request, None)


@require_safe
def mentions_in(request, number: int) -> JsonResponse:
    """Whom this record, or a comment on it, may mention: those who may read it."""
    require(may_look_people_up(request.user))
    item = find_item(number, request.user)
    if item is None:
        raise Http404
    return _answer(request, item)


def _answer(request, item) -> JsonResponse:
    require(may_look_people_up(request.user))
    _SUGGESTIONS.spend(request.user.public_id)
    found = suggestions(request.GET.get("q", ""), item, by=request.user)
    return JsonResponse({"people": [asdict(one) for one in found]}, content_type="application/json; charset=utf-8")
