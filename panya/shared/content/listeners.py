"""What content hears from the services below it."""

from typing import Any

from django.dispatch import receiver

from panya.shared.content.actions.reviewing.handing import tell_of_lost_reviewers
from panya.shared.people.models import User
from panya.shared.people.signals import left


@receiver(left)
def ask_for_other_reviewers(sender: object, person: User, **more: Any) -> None:
    """Who asked a person that has left to review is told at once."""
    tell_of_lost_reviewers(person)
