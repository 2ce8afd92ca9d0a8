"""What people do with a record becomes a fact, in the transaction of the act."""

from typing import Any

from django.dispatch import receiver

from panya.shared.activity.actions import record
from panya.shared.activity.models import Event
from panya.shared.content.models import Item
from panya.shared.content.signals import acted, reviewed
from panya.shared.feedback.models import Comment, UseRecord
from panya.shared.feedback.signals import commented, thanked, use_confirmed, used
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


@receiver(reviewed, dispatch_uid="activity.review")
def note_review(sender: Any, *, item: Item, by: User, decision: str, **kwargs: Any) -> None:
    record("content.approve" if decision == "approved" else "content.return", item=item, by=by, to=item.author)


@receiver(used, dispatch_uid="activity.use")
def note_use(sender: Any, *, use: UseRecord, **kwargs: Any) -> None:
    record("feedback.use", item=use.item, by=use.by, to=use.item.owner)


@receiver(use_confirmed, dispatch_uid="activity.use_confirmed")
def note_confirmed_use(sender: Any, *, use: UseRecord, by: User, **kwargs: Any) -> None:
    """The amount is the hours saved, which count from now on."""
    record("feedback.confirm_use", item=use.item, by=by, to=use.by, amount=use.hours)
