"""The history of an item: for those who may write it. Readers see the published text only.

A feature calls these with its `Editor`; the two that show texts from a view that `@writes_on_get` (an audited read).
"""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _

from panya.base.ui.answers import see_other
from panya.shared.content.diff import diff_revisions
from panya.shared.content.editing import Editor
from panya.shared.content.html import shown_html
from panya.shared.content.queries import attachments_of, revisions_of
from panya.shared.content.views.finding import editable, revision, write_down_read

MOST_SHOWN = 200


def history_page(request, editor: Editor, number, template="content/editor/history.html"):
    """Every saved text of an item, the latest first."""
    item = editable(request, number, editor)
    revisions = list(revisions_of(item).defer("body_html", "body_text", "structured")[:MOST_SHOWN])
    pairs = [(new, revisions[place + 1] if place + 1 < len(revisions) else None) for place, new in enumerate(revisions)]
    return render(request, template, {"editor": editor, "item": item, "pairs": pairs})


def revision_page(request, editor: Editor, number, revision_number, template="content/editor/revision.html"):
    """One saved text as it was."""
    item = editable(request, number, editor)
    shown = revision(item, revision_number)
    write_down_read(request, item, editor.read_verb)
    page = {
        "editor": editor,
        "item": item,
        "revision": shown,
        "body": shown_html(shown.body_html),
        "attachments": attachments_of(shown),
    }
    return render(request, template, page)


def compare_page(request, editor: Editor, number, old_number, new_number, template="content/editor/compare.html"):
    """What changed between two saved texts, by words."""
    item = editable(request, number, editor)
    old, new = revision(item, old_number), revision(item, new_number)
    write_down_read(request, item, editor.read_verb)
    parts = diff_revisions(old, new, editor.form.parts_of)
    shown = {
        "editor": editor,
        "item": item,
        "old": old,
        "new": new,
        "parts": parts,
        "only_form": old.sha256 != new.sha256 and not any(part.is_changed for part in parts),
        "is_same": old.sha256 == new.sha256,
    }
    return render(request, template, shown)


def restore_answer(request, editor: Editor, number, revision_number):
    """Bring an old text back as the newest revision."""
    item = editable(request, number, editor)
    old = revision(item, revision_number)
    editor.restore(item, old, by=request.user)
    messages.success(
        request,
        _("นำฉบับที่ %(number)d กลับมาเป็นฉบับล่าสุดแล้ว ผู้อ่านจะเห็นเมื่อคุณเผยแพร่") % {"number": old.number},
    )
    return see_other(item)
