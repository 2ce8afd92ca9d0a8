"""What the worker does for the search desk: measure what waits, and once a night."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.overviews.search_desk import measuring


@periodic("search_desk.run", every=timedelta(seconds=3))
def run() -> None:
    """Measure what a team asked for."""
    measuring.run_waiting()


@periodic("search_desk.ask_nightly", every=timedelta(minutes=30))
def ask_nightly() -> None:
    """Ask for the nightly run of every team."""
    measuring.ask_nightly()
