"""What every role of the world was told, about a record of every class and about what is hidden from it now."""

from panya.shared.content.mentions import KIND
from panya.shared.notifications.actions import tell
from panya.shared.notifications.models import Notification
from tests.guards.world import ROLES, SIGNED_OUT, Thing, World


def tell_everybody(world: World) -> None:
    """One telling for each role and record; only who was told meets its words, and only while the record is open."""
    for thing in list(world.things["item"]):
        for role in ROLES:
            person = world.people[role]
            if person is not None:
                readers = frozenset({role}) & thing.readers - SIGNED_OUT
                about = f"telling {role} of {thing.state}"
                key, words = f"told/{thing.values['number']}", {"name": world.secret(about, readers)}
                tell(KIND, [person], subject=thing.values["number"], by=None, key=key, words=words)
                told = Notification.objects.get(person=person, key=key)
                world.add("notification", Thing(about, {"public_id": told.public_id}, readers, subject=told))
