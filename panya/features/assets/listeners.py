"""What assets hear from the services below."""

from typing import Any

from django.dispatch import receiver

from panya.features.assets.actions.siblings import tell_of_newer_source
from panya.features.assets.item_kinds import KIND
from panya.shared.content.models import Item
from panya.shared.content.signals import published
from panya.shared.people.models import User


@receiver(published, dispatch_uid="assets.source_shown")
def note_newer_source(sender: object, item: Item, by: User, first: bool, **more: Any) -> None:
    """A source shows a newer text: whoever keeps a translation of it is told."""
    if item.kind == KIND and not first:
        tell_of_newer_source(item, by=by)
