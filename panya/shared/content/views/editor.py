"""The shared editor: drafts, autosave, saving, and two people writing at once.

A feature calls these with its `Editor` from views of its own, which carry its names and its words.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from panya.base.core.errors import Refused
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.base.ui.answers import see_other
from panya.base.ui.attempt import attempt
from panya.shared.content.actions.drafts import discard, keep_draft
from panya.shared.content.diff import diff_revisions
from panya.shared.content.editing import Editor
from panya.shared.content.forms.text import MARKDOWN, typed_markdown
from panya.shared.content.html import shown_html
from panya.shared.content.permissions import may_ask_for_hints
from panya.shared.content.queries import (
    begun_changes,
    draft_of_item,
    own_draft,
    retired_items,
    revision_of,
    unborn_drafts,
    unpublished_items,
)
from panya.shared.content.record_links import first_address
from panya.shared.content.secrecy import findings_in
from panya.shared.content.starters import starter_named
from panya.shared.content.views.finding import editable, latest_of, write_down_read
from panya.shared.content.views.sent import attached_files, file_answer, sent, typed_fields
from panya.shared.files.queries import largest_file


def new_page(request, editor: Editor, initial=None):
    """Begin an item; the draft comes into being with the first autosave, the item when it is saved."""
    if request.method == "POST":
        return _save_new(request, editor, draft=None)
    starter = starter_named(request.GET.get("template", ""), editor.starters)
    fields = (initial or {}) | ({"body": starter.body} if starter else {})
    return _page(request, editor, _begun(request, editor, fields), starter=starter)


def draft_page(request, editor: Editor, draft_id):
    """Go on with a draft."""
    draft = own_draft(request.user, draft_id, editor.kind)
    if request.method == "POST" and (draft is None or draft.item_id is None):
        return _save_new(request, editor, draft)
    if draft is None:
        raise Http404
    if draft.item_id is not None:
        return redirect(draft)
    return _page(request, editor, _begun(request, editor, draft.fields), draft=draft)


def edit_page(request, editor: Editor, number):
    """Change the text of an item; the view that calls this `@writes_on_get` (an audited read)."""
    item = editable(request, number, editor)
    write_down_read(request, item, editor.read_verb)
    if request.method == "POST":
        return _save_changes(request, editor, item)
    draft = draft_of_item(request.user, item)
    if draft is not None:
        form = _begun(request, editor, draft.fields)
        return _page(request, editor, form, item=item, draft=draft, base=draft.base_revision)
    latest = latest_of(item)
    return _page(request, editor, _begun(request, editor, editor.form.fields_of(latest)), item=item, base=latest)


def autosave_answer(request, editor: Editor):
    """Keep what is typed and say when; the answer carries the id of the draft."""
    draft = item = base = None
    if request.POST.get("draft"):
        draft = _own_draft(request, editor, request.POST["draft"])
    number = whole_number(request.POST.get("item"), most=LARGEST, default=None)
    if number is not None:
        item = editable(request, number, editor)
        if draft is not None and draft.item_id != item.pk:
            raise Http404
        base = _base(request, item)
    # Before the first file the editor asks for a draft, though nothing may be typed yet.
    is_wanted = "begin" in request.POST or any(request.POST.get(name, "").strip() for name in editor.form.typed)
    if draft is None and item is None and not is_wanted:
        return HttpResponse(status=204)
    fields = typed_fields(request.POST, editor)
    draft = keep_draft(fields, by=request.user, kind=editor.kind, draft=draft, item=item, base=base)
    at = timezone.localtime(draft.updated_at)
    said = _("บันทึกร่างแล้ว %(time)s น.") % {"time": f"{at:%H.%M}"}
    return HttpResponse(said, content_type="text/plain; charset=utf-8", headers={"X-Draft": draft.public_id})


def draft_file_answer(request, editor: Editor, draft_id):
    """Hang a picture or another file on a draft."""
    return file_answer(request, _own_draft(request, editor, draft_id))


def discard_answer(request, editor: Editor, draft_id):
    """Throw a draft away; a saved item stays as it was saved."""
    draft = _own_draft(request, editor, draft_id)
    item = draft.item
    discard(draft, by=request.user)
    messages.success(request, _("ทิ้งร่างแล้ว"))
    return see_other(item) if item else see_other(editor.address("drafts"))


def drafts_page(request, editor: Editor, template="content/editor/drafts.html"):
    """What this person has begun and not published, and what was taken out of use."""
    shown = {
        "editor": editor,
        "drafts": unborn_drafts(request.user, editor.kind),
        "changes": begun_changes(request.user, editor.kind),
        "unpublished": unpublished_items(request.user, editor.kind),
        "retired": retired_items(request.user, editor.kind)[:50],
    }
    return render(request, template, shown)


def _own_draft(request, editor, draft_id):
    draft = own_draft(request.user, draft_id, editor.kind)
    if draft is None:
        raise Http404
    return draft


def _begun(request, editor, fields):
    """The form with what was typed before; `?format=markdown` turns it, where no script can."""
    form = editor.form(initial=fields)
    if request.GET.get("format") == MARKDOWN and not form.is_markdown:
        turned = {"format": MARKDOWN, "body": typed_markdown(fields.get("body", ""))}
        form = editor.form(initial={**fields, **turned})
    return form


def _save_new(request, editor, draft):
    got = sent(request, editor, draft=draft)
    form = got.form()
    item = attempt(form, lambda fields: editor.write(got.text(form), by=request.user, draft=got.draft))
    if item is None:
        return _page(request, editor, form, draft=got.draft, data=got.data, status=422)
    return _next(request, editor, item)


def _save_changes(request, editor, item):
    base = _base(request, item)
    got = sent(request, editor, draft=draft_of_item(request.user, item), item=item, base=base)
    form = got.form()
    if base is None or base.pk != item.latest_id:
        return _conflict(request, editor, item, form, base, got.data)
    saved = attempt(form, lambda fields: _edited(request, editor, item, form, got.text(form, base), base))
    if saved is None:
        found = _secrecy(request, got, form, base)
        return _page(request, editor, form, item=item, base=base, data=got.data, status=422, secrecy=found)
    return _next(request, editor, saved)


def _edited(request, editor, item, form, text, base):
    return editor.edit(
        item,
        text,
        by=request.user,
        base=base,
        reason=form.cleaned_data["reason"],
        publish=request.POST.get("next") == "publish",
        # Asked only where an edit is shown to readers at once.
        **({"secrecy_reason": why} if (why := form.cleaned_data["secrecy_reason"]) else {}),
    )


def _secrecy(request, got, form, base):
    """What the writer must look at before a text that could not be published as it is."""
    if request.POST.get("next") != "publish" or "title" not in form.cleaned_data:
        return []
    try:
        return findings_in(got.text(form, base).cleaned())
    except Refused:
        # The form says already what is wrong with the text.
        return []


def _conflict(request, editor, item, form, base, data):
    """Both versions: what the other changed, and what this person typed, still in the editor."""
    theirs = latest_of(item)
    parts = diff_revisions(base, theirs, editor.form.parts_of) if base else []
    shown = {
        "theirs": theirs,
        "changes": [part for part in parts if part.is_changed],
        "their_body": shown_html(theirs.body_html),
    }
    return _page(request, editor, form, item=item, base=theirs, data=data, status=409, **shown)


def _page(request, editor, form, *, item=None, draft=None, base=None, data=None, status=200, starter=None, **shown):
    shown = {"secrecy": [], **shown}
    shown |= {
        "editor": editor,
        "addresses": _addresses(editor, item, draft),
        "key": f"{request.user.public_id}/{_key(editor, item, draft)}",
        "starters": editor.starters if item is None and draft is None and status == 200 else (),
        "starter": starter,
        "spelling": may_ask_for_hints(request.user),
        "form": form,
        "item": item,
        "draft": draft,
        "base": base,
        "largest_file": largest_file(),
        "attached": attached_files(request.user, data=data, draft=draft, base=base),
        "may_save": editor.may_write(request.user),
        "is_published": item is not None and item.published_id is not None,
        **(editor.more_of(item) if item else {}),
    }
    return render(request, editor.template, shown, status=status)


def _addresses(editor, item, draft):
    """Where the parts of the page send what they have; `draft-id` stands for a draft that is still to be made."""
    if item is not None:
        form = editor.address("edit", item.pk)
    else:
        form = editor.address("draft", draft.public_id) if draft else editor.address("new")
    return {
        "form": form,
        "new": editor.address("new"),
        "autosave": editor.address("autosave"),
        "draft": "" if item else editor.address("draft", "draft-id"),
        "files": editor.address("draft_file", "draft-id"),
        "discard": editor.address("draft_discard", draft.public_id) if draft else "",
        "convert": editor.address("convert"),
        "spelling": editor.address("spelling"),
        "titles": editor.address("titles"),
        "record": first_address(),
    }


def _key(editor, item, draft):
    """What the browser keeps the unsent text under; of a new one, until it has a draft, one a kind."""
    if item is not None:
        return item.pk
    return draft.public_id if draft else f"{editor.names}-new"


def _next(request, editor, item):
    """On to the last look before publishing, or to the item."""
    is_shown = item.latest_id == item.published_id
    if request.POST.get("next") == "publish" and not is_shown:
        return see_other(editor.next_name, item.pk)
    messages.success(request, _("เผยแพร่การแก้ไขแล้ว") if is_shown else str(editor.saved))
    return see_other(item)


def _base(request, item):
    number = whole_number(request.POST.get("base"), most=LARGEST, default=None)
    return None if number is None else revision_of(item, number)
