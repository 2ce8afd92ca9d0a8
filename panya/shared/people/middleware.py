"""A first password is changed before anything else."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from panya.shared.people.last_seen import note_seen
from panya.shared.people.models import User
from panya.shared.people.sign_in import SIGN_IN

View = Callable[[HttpRequest], HttpResponse]
_ALLOWED = {"account_change_password", "account_logout", "choose_language", "choose_theme"}


class PersonMiddleware(AuthenticationMiddleware):
    """Who asks: known before the view, as the object itself (every page asks for it; a lazy one costs at each look)."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = get_user(request)
        if request.user.is_authenticated:
            note_seen(request.session.get(SIGN_IN))


class FirstPasswordMiddleware:
    """Leads a person whose password somebody else knows to the page that changes it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        person = request.user
        if not isinstance(person, User) or not person.must_change_password:
            return None
        if request.resolver_match and request.resolver_match.url_name in _ALLOWED:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_change_password")})
        return HttpResponse(status=303, headers={"Location": reverse("account_change_password")})
