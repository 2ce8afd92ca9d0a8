"""What a notification says and where it leads; made up when it is read."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from panya.shared.notifications import kinds
from panya.shared.notifications.models import Notification
from panya.shared.notifications.subjects import Subject

_PLACE = re.compile(r"[a-z][a-z0-9-]{0,59}")


def said(row: Notification) -> str:
    """The kind's sentence with who did it; without the title of what it is about."""
    name = row.by.name if row.by else row.words.get("name") or _("ระบบปัญญา")
    return kinds.kind(row.kind).said(name, row.words)


def leads_to(row: Notification, subject: Subject | None) -> str:
    """The page, and the part of it, on which the person sees what was told."""
    if subject is not None:
        place = row.words.get("at", "")
        return f"{subject.url}#{place}" if _PLACE.fullmatch(place) else subject.url
    own = kinds.kind(row.kind).leads_to
    return own(row.words) if own else reverse("notifications")
