"""What the worker does for knowledge assets."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.features.assets.actions.orphans import tell_of_orphans
from panya.features.assets.actions.wanting import feed_board

periodic("assets.tell_of_orphans", every=timedelta(hours=12))(tell_of_orphans)


@periodic("assets.feed_board", every=timedelta(seconds=30))
def feed_wanted_board() -> None:
    """Bring what was sought in vain often enough onto the board of wanted knowledge."""
    feed_board()
