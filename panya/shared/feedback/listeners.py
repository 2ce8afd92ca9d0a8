"""Feedback hears that a record was published or changed, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from panya.shared.content.models import Item
from panya.shared.content.signals import changed, published
from panya.shared.feedback.actions.following import tell_followers
from panya.shared.feedback.actions.uses import mark_own
from panya.shared.people.models import User


@receiver(published, dispatch_uid="feedback.tell_followers")
def tell_who_follows(sender: Any, *, item: Item, by: User, first: bool, **kwargs: Any) -> None:
    tell_followers(item, by=by, is_new=first)


@receiver(changed, dispatch_uid="feedback.mark_own")
def mark_own_uses(sender: Any, *, numbers: Sequence[int], **kwargs: Any) -> None:
    mark_own(numbers)
