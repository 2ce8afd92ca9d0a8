"""Sessions in the database, read by SQL that is written already: every page of a signed-in person reads one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

_READ = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """Django's own store but for the look-up of the session."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        for session in self.model.objects.raw(_READ, [self.session_key]):
            if session.expire_date > timezone.now():
                return session
        self._session_key = None
        return None
