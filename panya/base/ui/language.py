"""Which language a page speaks: the cookie's, else Thai; never the browser's."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from panya.base.ui.cookies import keep_choice


def is_language(code: object) -> bool:
    """Whether the site speaks this language."""
    return code in dict(settings.LANGUAGES)


def chosen_language(request: HttpRequest) -> str:
    """The language kept in the cookie, else Thai."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if is_language(code) else settings.LANGUAGE_CODE


def remember_language(request: HttpRequest, language: str) -> None:
    """Speak this language from the next page on; the answer to this request carries the cookie."""
    if is_language(language):
        request.language_to_remember = language  # type: ignore[attr-defined]


def write_language_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Put the language that was remembered during this request into its cookie."""
    language: Any = getattr(request, "language_to_remember", None)
    if language:
        keep_choice(response, settings.LANGUAGE_COOKIE_NAME, language)
