"""The policy and language of a page, and answers to what an action refused."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from panya.base.ui.language import chosen_language, write_language_cookie
from panya.base.ui.refusals import Answer, answer_for, refuse

View = Callable[[HttpRequest], HttpResponse]


class PolicyMiddleware(CSPMiddleware):
    """django-csp, but the policy of the settings is written once; an answer that asks for another gets its own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if HEADER not in response.headers and not _asks_for_another(request, response):
            response.headers[HEADER] = _policy()
            return response
        return super().process_response(request, response)


def _asks_for_another(request: HttpRequest, response: HttpResponseBase) -> bool:
    # django-csp's decorators and its nonce leave their marks under these names.
    return hasattr(request, "_csp_nonce") or any(name.startswith("_csp_") for name in vars(response))


@cache
def _policy() -> str:
    return build_policy()


class LanguageMiddleware:
    """Pages speak the language of the cookie, else Thai; a person's setting reaches the cookie at sign-in."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        write_language_cookie(request, response)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class RefusalMiddleware:
    """What was refused is answered with what to do next; pages of signed-in people stay out of shared caches."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = _too_large(request) or self.get_response(request)
        # The cookie, not request.user: this must hold while the database is down.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store")
        if request.headers.get("HX-Request"):
            patch_vary_headers(response, ["HX-Request"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        answer = answer_for(error)
        return refuse(request, answer) if answer else None


def _too_large(request: HttpRequest) -> HttpResponse | None:
    """Answer before a body is read that no page takes; else it would first fill the disk."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) <= settings.LARGEST_REQUEST:
        return None
    reason = _("สิ่งที่ส่งมาใหญ่เกินที่ระบบรับได้ โปรดย่อรูปหรือแบ่งไฟล์ แล้วส่งใหม่ ข้อความที่พิมพ์ไว้ยังอยู่ในร่าง")
    return refuse(request, Answer(413, reason))
