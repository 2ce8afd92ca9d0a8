"""What people do with a record becomes a fact, in the transaction of the act."""

from typing import Any

from django.dispatch import receiver

from panya.shared.activity.actions import record
from panya.shared.activity.models import Event
from panya.shared.content.models import Item
from panya.shared.content.signals import acted
from panya.shared.feedback.models import Comment
from panya.shared.feedback.signals import commented, thanked
from panya.shared.people.models import User


@receiver(commented, dispatch_uid="activity.comment")
def note_comment(sender: Any, *, comment: Comment, by: User | None, **kwargs: Any) -> None:
    record("feedback.comment", item=comment.item, by=by, to=comment.item.author)


@receiver(thanked, dispatch_uid="activity.thanks")
def note_thanks(sender: Any, *, item: Item, by: User, **kwargs: Any) -> None:
    """Once for each person and record: thanks that were taken back and said again are no second fact."""
    if not Event.objects.filter(verb="feedback.thank", item=item, person=by).exists():
        record("feedback.thank", item=item, by=by, to=item.author)


@receiver(acted, dispatch_uid="activity.act")
def note_act(sender: Any, *, item: Item, by: User, verb: str, **kwargs: Any) -> None:
    """Renewed, retired, put into the bin or taken out of it."""
    record(verb, item=item, by=by, to=item.owner)
