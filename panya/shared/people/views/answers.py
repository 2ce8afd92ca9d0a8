"""The two answers of a form page: go on, or show the form again."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render, resolve_url


def see_other(to: Any, *args: Any) -> HttpResponse:
    """After a POST: 303 to the next page, whatever the browser."""
    return HttpResponse(status=303, headers={"Location": resolve_url(to, *args)})


def form_page(request, template: str, form: Form, **context: Any) -> HttpResponse:
    """The page with its form; 422 where the form must be mended."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
