"""What the shared editor must know of the feature that uses it (ARCHITECTURE.md, “A feature that writes text”)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panya.shared.content import kinds
from panya.shared.content.forms.text import TextForm
from panya.shared.content.models import Item, Revision
from panya.shared.content.permissions import may_edit
from panya.shared.content.starters import Starter
from panya.shared.people.permissions import Reader

Words = str | Promise
_TELL = _("เล่าเหมือนเล่าให้เพื่อนร่วมงานฟัง เกิดอะไรขึ้น ทำอย่างไร ได้ผลอย่างไร")
_SAVED = _("บันทึกไว้แล้ว ผู้อ่านจะเห็นเมื่อคุณเผยแพร่")


@dataclass(frozen=True)
class Editor:
    """One kind of item that people write: its actions, its words and its form.

    Its addresses are named after the page of the kind (`ItemKind.url_name`): of `note` they are note_new, note_draft,
    note_edit, note_history and so on; `address` finds them.
    """

    kind: str
    may_write: Callable[[Reader], bool]
    # write(text, *, by, draft) saves a new item and uses up its draft; edit(item, text, *, by, base, reason, publish)
    # saves on top of base (with `secrecy_reason` where a writer gave one); restore(item, old, *, by) brings one back.
    write: Callable[..., Item]
    edit: Callable[..., Item]
    restore: Callable[..., Revision]
    # What the audit calls the reading of a RESTRICTED one.
    read_verb: str
    # On the page: the heading over a new text, and the way back to the saved one.
    heading: Words
    back: Words
    placeholder: Words = _TELL
    saved: Words = _SAVED
    # Its page; one of the feature's own extends this one.
    template: str = "content/editor/page.html"
    form: type[TextForm] = TextForm
    starters: tuple[Starter, ...] = ()
    # The page that “go on” (next=publish) leads to, by the last part of its name.
    next_page: str = "publish"
    may_edit: Callable[[Reader, Item], bool] = field(default=may_edit)
    # What its own template shows beside the text of a saved item, by name.
    more_of: Callable[[Item], dict[str, Any]] = field(default=lambda item: {})

    @property
    def names(self) -> str:
        """What the names of its addresses begin with; in templates {% url editor.names|add:"_draft" … %}."""
        return kinds.kind(self.kind).url_name

    @property
    def next_name(self) -> str:
        return f"{self.names}_{self.next_page}"

    def address(self, page: str, *args: Any) -> str:
        """The address of one of its pages: `draft` → that of note_draft."""
        return reverse(f"{self.names}_{page}", args=args)
