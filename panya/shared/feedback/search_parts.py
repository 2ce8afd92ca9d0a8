"""The button to follow what a search is narrowed to."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from panya.shared.feedback.following import find_followed, follows
from panya.shared.feedback.models import FollowKind
from panya.shared.feedback.models.follow import name_of
from panya.shared.people.models import User
from panya.shared.search.parts import register

_FOLLOWED = (FollowKind.TAG, FollowKind.TOPIC, FollowKind.UNIT)


def follow_chosen(request: HttpRequest, chosen: Mapping[str, str]) -> SafeString | str:
    """A button for each topic, tag or unit in force; nothing for guests."""
    person = request.user
    if not isinstance(person, User):
        return ""
    buttons = []
    for kind in _FOLLOWED:
        target = find_followed(kind, chosen[kind], person) if kind in chosen else None
        if target is not None:
            on = follows(person, kind, target)
            buttons.append({"kind": kind, "key": chosen[kind], "name": name_of(target), "on": on})
    return render_to_string("feedback/parts/follow_chosen.html", {"buttons": buttons}, request) if buttons else ""


register(follow_chosen)
