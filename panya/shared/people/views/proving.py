"""Before what keeps an account safe is changed: proof that it is still the same person."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from panya.base.ui.answers import see_address
from panya.shared.people.second_step.proof import is_proved


def proved(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead to the page that asks once more, where the last proof is older than a quarter of an hour."""

    @wraps(view)
    def ask_first(request, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_proved(request):
            return view(request, *args, **kwargs)
        # Back to a page that can be read; what was about to be sent is pressed once more.
        goal = request.path if request.method in {"GET", "HEAD"} else reverse("security")
        address = f"{reverse('security_confirm')}?{urlencode({'next': goal}, safe='/')}"
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"confirm": address}, status=409)
        return see_address(address)

    return ask_first
