"""The worker turns what a day changes: validity at midnight in Bangkok; it reminds reviewers and owners."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.content.actions import freshness
from panya.shared.content.actions.reviewing.reminding import remind_reviewers

FLIP = "content.flip_validity"


@periodic(FLIP, every=timedelta(minutes=2))
def flip_validity() -> None:
    """Often, since it costs nothing where nothing turns: the badge changes within minutes of midnight."""
    freshness.flip_validity()


@periodic("content.remind_declassify", every=timedelta(hours=1))
def remind_declassify() -> None:
    freshness.remind_declassify()


periodic("content.remind_reviewers", every=timedelta(hours=1))(remind_reviewers)
