"""A person's own setting hears of the language chosen on a page."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest

from panya.base.ui.signals import language_chosen
from panya.shared.people.actions.profile import choose_language
from panya.shared.people.models import User


@receiver(language_chosen)
def keep_language(sender: object, request: HttpRequest, language: str, **more: Any) -> None:
    if isinstance(request.user, User):
        choose_language(request.user, language)
