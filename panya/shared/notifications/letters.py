"""The mail about one notification: who did what with which record, and where to read on; never the record's text."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from panya.base.thai.clusters import truncate
from panya.base.thai.normalise import normalise_line
from panya.shared.notifications.models import Notification
from panya.shared.notifications.sentences import leads_to, said
from panya.shared.notifications.subjects import Subject

_SUBJECT_LIMIT = 150


def letter(row: Notification, subject: Subject | None) -> EmailMultiAlternatives:
    """The mail, in the language of the person, with an id that is the same at every try."""
    host = urlsplit(settings.PANYA_URL).hostname
    settings_page = f"{settings.PANYA_URL}{reverse('notification_settings')}"
    with translation.override(row.person.language):
        title = subject.title if subject is not None and subject.title_in_mail else ""
        shown = {
            "greeting": _("สวัสดี %(name)s") % {"name": row.person.name},
            "said": said(row),
            "about": _about(title, subject),
            "url": f"{settings.PANYA_URL}{leads_to(row, subject)}",
            "settings_page": settings_page,
        }
        head = f"[{_('ปัญญา')}] {shown['said']}" + (f": {title}" if title else "")
        message = EmailMultiAlternatives(
            # One line without control signs, whatever people are called: no header can be forged.
            truncate(normalise_line(head), _SUBJECT_LIMIT),
            _plain(shown),
            to=[row.person.email or ""],
            headers={
                "Message-ID": f"<{row.public_id}@{host}>",
                "List-Unsubscribe": f"<{settings_page}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("notifications/letter.html", shown), "text/html")
    return message


def _about(title: str, subject: Subject | None) -> str:
    if title:
        return _("เรื่อง “%(title)s”") % {"title": title}
    return _("เรื่องนี้จำกัดผู้อ่าน จึงไม่บอกชื่อเรื่องไว้ในอีเมล") if subject is not None else ""


def _plain(shown: dict[str, str]) -> str:
    paragraphs = [
        shown["greeting"],
        f"{shown['said']}\n{shown['about']}".strip(),
        _("เปิดอ่านได้ที่") + f"\n{shown['url']}",
        _("ปัญญา คลังความรู้ของเรา") + "\n" + _("ไม่อยากรับอีเมลแบบนี้ เลือกได้ที่") + f" {shown['settings_page']}",
    ]
    return "\n\n".join(paragraphs)
