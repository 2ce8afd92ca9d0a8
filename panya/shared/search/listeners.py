"""Search hears that content changed, inside the same transaction."""

from typing import Any

from django.dispatch import receiver

from panya.shared.content.signals import changed
from panya.shared.files.signals import text_changed
from panya.shared.search.actions import touch
from panya.shared.search.file_texts import records_showing


@receiver(changed, dispatch_uid="search.touch")
def index_anew(sender: Any, *, numbers: list[int], **kwargs: Any) -> None:
    touch(numbers)


@receiver(text_changed, dispatch_uid="search.touch_files")
def index_files_anew(sender: Any, *, sha256: str, **kwargs: Any) -> None:
    touch(records_showing(sha256))
