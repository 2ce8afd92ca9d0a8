"""What assets hear from the services below: a text was shown, a person has left."""

from typing import Any

from django.dispatch import receiver

from panya.features.assets.actions.orphans import tell_of_orphans
from panya.features.assets.actions.translations import tell_of_newer_source
from panya.features.assets.item_kinds import KIND
from panya.shared.activity import actions as activity
from panya.shared.content.models import Item
from panya.shared.content.signals import published
from panya.shared.people.models import User
from panya.shared.people.signals import left


@receiver(published, dispatch_uid="assets.published")
def note_shown(sender: object, item: Item, by: User, first: bool, **more: Any) -> None:
    """However an approved text came to be shown, it is one fact of who asked for it."""
    if item.kind == KIND:
        activity.record("assets.publish" if first else "assets.edit", item=item, by=by)


@receiver(left, dispatch_uid="assets.left")
def look_for_orphans(sender: object, person: User, **more: Any) -> None:
    """The KM teams hear at once of what a person leaves behind."""
    tell_of_orphans(person)


@receiver(published, dispatch_uid="assets.source_shown")
def note_newer_source(sender: object, item: Item, by: User, first: bool, **more: Any) -> None:
    """A source shows a newer text: whoever keeps a translation of it is told."""
    if item.kind == KIND and not first:
        tell_of_newer_source(item, by=by)
