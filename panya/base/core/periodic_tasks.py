"""What the worker does for the core: forget what has run out."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings

from panya.base.core.limits import forget_old_limits
from panya.base.core.schedule import periodic

periodic("core.forget_old_limits", every=timedelta(hours=1))(forget_old_limits)


@periodic("core.forget_old_sign_ins", every=timedelta(days=1))
def forget_old_sign_ins() -> None:
    """Delete the sign-ins that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
