"""A GET writes nothing: its statements are refused unless they only read."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

_READING = ("SELECT", "EXPLAIN", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK")
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class WroteOnGet(Exception):
    """A view tried to write while it answered a GET: a fault of the program."""


def writes_on_get(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose GET must write (audited reads, sign-in call-backs); each is listed in the permission table."""
    view.writes_on_get = True  # type: ignore[attr-defined]
    return view


def only_reading() -> AbstractContextManager[None]:
    """While this lasts, the default connection refuses every statement that is not a SELECT."""
    return connection.execute_wrapper(_refuse_writes)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    statement = sql.lstrip("( \n\t").upper()
    if not statement.startswith(_READING):
        raise WroteOnGet(sql[:200])
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    """Runs the view of a GET, HEAD or OPTIONS on a connection that only reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as until_answered:
            request.until_answered = until_answered  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if request.method in _SAFE_METHODS and not getattr(view, "writes_on_get", False):
            request.until_answered.enter_context(only_reading())  # type: ignore[attr-defined]
