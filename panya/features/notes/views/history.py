"""The history of a note: for those who may write it. Readers see the published text only."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from panya.base.core.read_only import writes_on_get
from panya.base.ui.answers import see_other
from panya.features.notes import actions
from panya.features.notes.views.finding import editable, note_audited_read, revision
from panya.shared.content.diff import diff_revisions
from panya.shared.content.html import shown_html
from panya.shared.content.queries import attachments_of, revisions_of

MOST_SHOWN = 200


@require_safe
def note_history(request, number):
    """Every saved text of a note, the latest first."""
    item = editable(request, number)
    revisions = list(revisions_of(item).defer("body_html", "body_text", "structured")[:MOST_SHOWN])
    pairs = [(new, revisions[place + 1] if place + 1 < len(revisions) else None) for place, new in enumerate(revisions)]
    return render(request, "notes/history.html", {"item": item, "pairs": pairs})


@require_safe
@writes_on_get
def note_revision(request, number, revision_number):
    """One saved text as it was."""
    item = editable(request, number)
    shown = revision(item, revision_number)
    note_audited_read(request, item)
    page = {
        "item": item,
        "revision": shown,
        "body": shown_html(shown.body_html),
        "attachments": attachments_of(shown),
    }
    return render(request, "notes/revision.html", page)


@require_safe
@writes_on_get
def note_compare(request, number, old_number, new_number):
    """What changed between two saved texts, by words."""
    item = editable(request, number)
    old, new = revision(item, old_number), revision(item, new_number)
    note_audited_read(request, item)
    parts = diff_revisions(old, new)
    shown = {
        "item": item,
        "old": old,
        "new": new,
        "parts": parts,
        "only_form": old.sha256 != new.sha256 and not any(part.is_changed for part in parts),
        "is_same": old.sha256 == new.sha256,
    }
    return render(request, "notes/compare.html", shown)


@require_POST
def note_restore(request, number, revision_number):
    """Bring an old text back as the newest revision."""
    item = editable(request, number)
    old = revision(item, revision_number)
    actions.restore_revision(item, old, by=request.user)
    messages.success(
        request,
        _("นำฉบับที่ %(number)d กลับมาเป็นฉบับล่าสุดแล้ว ผู้อ่านจะเห็นเมื่อคุณเผยแพร่") % {"number": old.number},
    )
    return see_other(item)
