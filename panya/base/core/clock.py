"""The day and the moment: stored in UTC, counted in Bangkok."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The date in Bangkok now; validity, moves and fiscal years turn at its midnight."""
    return timezone.localdate()
