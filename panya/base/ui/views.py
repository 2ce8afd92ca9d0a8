"""How the pages look to this browser, and the page of all components."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from panya.base.ui.answers import own_address, see_address, see_other
from panya.base.ui.context import TEXT_COOKIE_NAME, TEXT_SIZES, THEME_COOKIE_NAME, THEMES
from panya.base.ui.cookies import keep_choice
from panya.base.ui.gallery import GalleryForm, gallery_rows
from panya.base.ui.icons import ICONS
from panya.base.ui.language import is_language, remember_language
from panya.base.ui.signals import language_chosen


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Anybody chooses the language of the pages; a signed-in person's own setting hears of it."""
    language = request.POST.get("language", "")
    if is_language(language):
        remember_language(request, language)
        language_chosen.send(sender=choose_language, request=request, language=language)
    return _back(request)


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Anybody chooses the colours of the pages for this browser."""
    return _keep(request, "theme", THEME_COOKIE_NAME, THEMES)


@login_not_required
@require_POST
def choose_text_size(request: HttpRequest) -> HttpResponse:
    """Anybody chooses how large the text is in this browser."""
    return _keep(request, "text_size", TEXT_COOKIE_NAME, TEXT_SIZES)


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever builds or checks pages."""
    context = {
        "form": GalleryForm(),
        "wrong": GalleryForm({"title": "", "written_on": "32/13/49", "access": "ไม่มี"}, auto_id="wrong_%s"),
        "rows": gallery_rows(),
        "icons": list(ICONS),
    }
    return render(request, "ui/gallery/page.html", context)


def _keep(request: HttpRequest, field: str, cookie: str, choices: dict[str, Any]) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get(field, "")
    if chosen in choices:
        keep_choice(response, cookie, chosen)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that the form stood on, if it is ours; else home."""
    path = own_address(request.POST.get("next", ""))
    return see_address(path) if path else see_other(settings.LOGIN_REDIRECT_URL)
