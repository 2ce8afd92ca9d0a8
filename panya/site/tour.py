"""The three steps that show a newcomer round; kept in the browser for each person, so that no page is in the way."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_POST, require_safe

from panya.base.ui.answers import see_address
from panya.base.ui.cookies import keep_choice
from panya.site.visits import visitor_id

COOKIE_NAME = "panya-tour"
STEPS = ("1", "2", "3")
DONE = "done"


def tour_step(request: HttpRequest) -> str:
    """The step at which this person stands: the first where none is remembered, empty once seen or skipped."""
    owner, _dot, step = request.COOKIES.get(COOKIE_NAME, "").partition(".")
    if owner != visitor_id(request) or step not in {*STEPS, DONE}:
        return STEPS[0]
    return "" if step == DONE else step


@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """On to a step, or away from the tour; to the front page, where the steps stand."""
    step = request.POST.get("step", "")
    home = resolve_url("home")
    response = see_address(f"{home}#tour" if step in STEPS else home)
    if step in {*STEPS, DONE}:
        keep_choice(response, COOKIE_NAME, f"{visitor_id(request)}.{step}")
    return response


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to begin, for everybody; those who are signed in may be shown round again."""
    return render(request, "site/help.html")
