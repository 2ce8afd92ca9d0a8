"""The two answers of a form page: go on, or show the form again."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme


def see_other(to: Any, *args: Any) -> HttpResponse:
    """After a POST: 303 to the next page, whatever the browser."""
    return see_address(resolve_url(to, *args))


def see_address(address: str) -> HttpResponse:
    """303 to an address as it stands; one that a form sent must not be taken for the name of a page."""
    return HttpResponse(status=303, headers={"Location": address})


def own_address(typed: str) -> str | None:
    """The address as a header may carry it, if it is a path of this site; None for anything else."""
    is_path = typed.startswith("/") and typed.isprintable()
    return iri_to_uri(typed) if is_path and url_has_allowed_host_and_scheme(typed, allowed_hosts=None) else None


def form_page(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    """The page with its form; 422 where the form must be mended."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
