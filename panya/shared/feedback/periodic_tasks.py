"""The worker forgets who asked for information, once the time for it is over."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.feedback.actions.citizens import forget_citizens


@periodic("feedback.forget_citizens", every=timedelta(hours=6))
def forget() -> None:
    forget_citizens()
