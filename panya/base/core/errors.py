"""What an action raises when it will not do a thing; doors turn it into an answer for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The act is not done and nothing was changed; `str(error)` says why and what to do next.

    `about` names what of the given is wrong, where it is one thing: a form that asks for it shows the reason there.
    """

    def __init__(self, reason: str | Promise, *, about: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about

    def __str__(self) -> str:
        return str(self.reason)


class NotAllowed(Refused):
    """This person may not do this."""


class Conflict(Refused):
    """Someone else changed the thing meanwhile; both versions are kept and shown."""


class TooMany(Refused):
    """A limit is reached; `retry_after` says in seconds when to try again."""

    def __init__(self, reason: str | Promise, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


_NO_RIGHT = _("คุณไม่มีสิทธิ์ทำรายการนี้ หากคิดว่าควรทำได้ โปรดติดต่อผู้ดูแลหน่วยงานของคุณ")


def require(allowed: bool, reason: str | Promise = _NO_RIGHT) -> None:
    """Go on only if `allowed`; the one line that protects page, API, command and task alike."""
    if not allowed:
        raise NotAllowed(reason)
