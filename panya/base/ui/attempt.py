"""A form and the action behind it."""

from collections.abc import Callable
from typing import Any

from django import forms

from panya.base.core.errors import NotAllowed, Refused, TooMany


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> Any:
    """Do the act with what the form holds; None where the form is wrong or the act refused, with the reason shown."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data) or True
    except (NotAllowed, TooMany):
        raise
    except Refused as error:
        form.add_error(error.about if error.about in form.fields else None, str(error))
        return None
