"""From what people type into a plain box to the HTML of a comment."""

from django.utils.html import urlize
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.thai.normalise import normalise, normalise_line
from panya.shared.content.html import clean_html
from panya.shared.content.mentions import link_names
from panya.shared.content.models import Item

COMMENT_LIMIT = 5_000
NAME_LIMIT = 60


def comment_html(typed: str, item: Item, *, mentions: bool) -> str:
    """Paragraphs with links that can be followed; raises Refused where nothing or too much was typed."""
    text = normalise(typed).strip()
    if not text:
        raise Refused(_("โปรดพิมพ์ความเห็นก่อนส่ง"))
    if len(text) > COMMENT_LIMIT:
        raise Refused(
            _("ความเห็นยาวได้ไม่เกิน %(limit)s ตัวอักษร เรื่องยาวกว่านี้น่าเขียนเป็นบันทึกใหม่แล้ววางลิงก์ไว้ที่นี่")
            % {"limit": f"{COMMENT_LIMIT:,}"}
        )
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    shown = "".join(f"<p>{urlize(block, nofollow=True, autoescape=True)}</p>" for block in blocks)
    html = clean_html(shown.replace("\n", "<br>"))
    return clean_html(link_names(html, item)) if mentions else html


def guest_name(typed: str) -> str:
    """The name that a guest gives; raises Refused where there is none or it is too long."""
    name = normalise_line(typed)
    if not name:
        raise Refused(_("โปรดใส่ชื่อที่อยากให้ขึ้นหน้าความเห็น ใช้ชื่อเล่นก็ได้"))
    if len(name) > NAME_LIMIT:
        raise Refused(_("ชื่อยาวได้ไม่เกิน %(limit)d ตัวอักษร") % {"limit": NAME_LIMIT})
    return name
