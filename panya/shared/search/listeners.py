"""Search hears that content changed, inside the same transaction."""

from typing import Any

from django.dispatch import receiver

from panya.shared.content.signals import changed
from panya.shared.search.actions import touch


@receiver(changed, dispatch_uid="search.touch")
def index_anew(sender: Any, *, numbers: list[int], **kwargs: Any) -> None:
    touch(numbers)
