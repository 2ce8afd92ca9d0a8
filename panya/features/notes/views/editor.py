"""The shared editor, as notes use it."""

from django.utils.translation import gettext_lazy as _

from panya.features.notes import actions
from panya.features.notes.item_kinds import KIND
from panya.features.notes.permissions import may_write_notes
from panya.features.notes.starters import STARTERS
from panya.shared.content.editing import Editor

EDITOR = Editor(
    kind=KIND,
    may_write=may_write_notes,
    write=actions.write_note,
    edit=actions.edit_note,
    restore=actions.restore_revision,
    read_verb="notes.read",
    heading=_("เขียนบันทึก"),
    back=_("กลับไปหน้าบันทึก"),
    starters=STARTERS,
)
