"""The editor: drafts, autosave, saving, and two people writing at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import Refused
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.base.ui.answers import see_other
from panya.base.ui.attempt import attempt
from panya.features.notes import actions
from panya.features.notes.forms import MARKDOWN, TextForm, typed_markdown
from panya.features.notes.permissions import may_ask_for_hints, may_write_notes
from panya.features.notes.queries import begun_changes, draft_of_item, own_draft, revision_of, unborn_drafts
from panya.features.notes.starters import STARTERS, starter_named
from panya.features.notes.views.files import TYPED, attached_files, sent, typed_fields
from panya.features.notes.views.finding import editable, latest_of, note_audited_read
from panya.shared.content.actions.drafts import discard
from panya.shared.content.diff import diff_revisions
from panya.shared.content.html import shown_html
from panya.shared.content.queries import retired_items, unpublished_items
from panya.shared.content.secrecy import findings_in
from panya.shared.files.queries import largest_file


@require_http_methods(["GET", "HEAD", "POST"])
def note_new(request):
    """Begin a note; the draft comes into being with the first autosave, the note when it is saved."""
    if request.method == "POST":
        return _save_new(request, draft=None)
    starter = starter_named(request.GET.get("template", ""))
    return _editor(request, _begun(request, {"body": starter.body} if starter else {}), starter=starter)


@require_POST
def note_begin(request):
    """Go on in the editor with the first lines, which were typed elsewhere; without any, with an empty page."""
    if not request.POST.get("line", "").strip():
        return see_other("note_new")
    return see_other("note_draft", actions.begin_draft(request.POST["line"], by=request.user).public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def note_draft(request, draft_id):
    """Go on with a draft."""
    draft = own_draft(request.user, draft_id)
    if request.method == "POST" and (draft is None or draft.item_id is None):
        return _save_new(request, draft)
    if draft is None:
        raise Http404
    if draft.item_id is not None:
        return redirect("note_edit", draft.item_id)
    return _editor(request, _begun(request, draft.fields), draft=draft)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def note_edit(request, number):
    """Change the text of a note."""
    item = editable(request, number)
    note_audited_read(request, item)
    if request.method == "POST":
        return _save_changes(request, item)
    draft = draft_of_item(request.user, item)
    if draft is not None:
        return _editor(request, _begun(request, draft.fields), item=item, draft=draft, base=draft.base_revision)
    latest = latest_of(item)
    text = {"title": latest.title, "lead": latest.lead, "body": latest.body_html}
    return _editor(request, _begun(request, text), item=item, base=latest)


@require_POST
def note_autosave(request):
    """Keep what is typed and say when; the answer carries the id of the draft."""
    draft = item = base = None
    if request.POST.get("draft"):
        draft = own_draft(request.user, request.POST["draft"])
        if draft is None:
            raise Http404
    number = whole_number(request.POST.get("item"), most=LARGEST, default=None)
    if number is not None:
        item = editable(request, number)
        if draft is not None and draft.item_id != item.pk:
            raise Http404
        base = _base(request, item)
    # Before the first file the editor asks for a draft, though nothing may be typed yet.
    is_wanted = "begin" in request.POST or any(request.POST.get(name, "").strip() for name in TYPED)
    if draft is None and item is None and not is_wanted:
        return HttpResponse(status=204)
    draft = actions.keep_draft(typed_fields(request.POST), by=request.user, draft=draft, item=item, base=base)
    at = timezone.localtime(draft.updated_at)
    said = _("บันทึกร่างแล้ว %(time)s น.") % {"time": f"{at:%H.%M}"}
    return HttpResponse(said, content_type="text/plain; charset=utf-8", headers={"X-Draft": draft.public_id})


@require_POST
def note_draft_discard(request, draft_id):
    """Throw a draft away; a saved note stays as it was saved."""
    draft = own_draft(request.user, draft_id)
    if draft is None:
        raise Http404
    number = draft.item_id
    discard(draft, by=request.user)
    messages.success(request, _("ทิ้งร่างแล้ว"))
    return see_other("note", number) if number else see_other("note_drafts")


@require_safe
def note_drafts(request):
    """What this person has begun and not published, and what was taken out of use."""
    shown = {
        "drafts": unborn_drafts(request.user),
        "changes": begun_changes(request.user),
        "unpublished": unpublished_items(request.user),
        "retired": retired_items(request.user)[:50],
    }
    return render(request, "notes/drafts.html", shown)


def _begun(request, fields):
    """The form with what was typed before; `?format=markdown` turns it, where no script can."""
    form = TextForm(initial=fields)
    if request.GET.get("format") == MARKDOWN and not form.is_markdown:
        form = TextForm(initial={**fields, "format": MARKDOWN, "body": typed_markdown(fields.get("body", ""))})
    return form


def _save_new(request, draft):
    got = sent(request, draft=draft)
    form = got.form()
    item = attempt(form, lambda fields: actions.write_note(got.text(form), by=request.user, draft=got.draft))
    if item is None:
        return _editor(request, form, draft=got.draft, data=got.data, status=422)
    return _next(request, item)


def _save_changes(request, item):
    base = _base(request, item)
    got = sent(request, draft=draft_of_item(request.user, item), item=item, base=base)
    form = got.form()
    if base is None or base.pk != item.latest_id:
        return _conflict(request, item, form, base, got.data)
    saved = attempt(form, lambda fields: _edited(request, item, form, got.text(form, base), base))
    if saved is None:
        found = _secrecy(request, got, form, base)
        return _editor(request, form, item=item, base=base, data=got.data, status=422, secrecy=found)
    return _next(request, saved)


def _edited(request, item, form, text, base):
    return actions.edit_note(
        item,
        text,
        by=request.user,
        base=base,
        reason=form.cleaned_data["reason"],
        publish=request.POST.get("next") == "publish",
        secrecy_reason=form.cleaned_data["secrecy_reason"],
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


def _conflict(request, item, form, base, data):
    """Both versions: what the other changed, and what this person typed, still in the editor."""
    theirs = latest_of(item)
    shown = {
        "theirs": theirs,
        "changes": [part for part in diff_revisions(base, theirs) if part.is_changed] if base else [],
        "their_body": shown_html(theirs.body_html),
    }
    return _editor(request, form, item=item, base=theirs, data=data, status=409, **shown)


def _editor(request, form, *, item=None, draft=None, base=None, data=None, status=200, starter=None, **shown):
    shown = {"secrecy": [], **shown}
    shown |= {
        "starters": STARTERS if item is None and draft is None and status == 200 else (),
        "starter": starter,
        "spelling": may_ask_for_hints(request.user),
        "form": form,
        "item": item,
        "draft": draft,
        "base": base,
        "largest_file": largest_file(),
        "attached": attached_files(request.user, data=data, draft=draft, base=base),
        "may_save": may_write_notes(request.user),
        "is_published": item is not None and item.published_id is not None,
    }
    return render(request, "notes/editor.html", shown, status=status)


def _next(request, item):
    """On to the last look before publishing, or to the note."""
    if request.POST.get("next") == "publish" and (item.published_id is None or item.latest_id != item.published_id):
        return see_other("note_publish", item.pk)
    said = _("เผยแพร่การแก้ไขแล้ว") if item.latest_id == item.published_id else _("บันทึกไว้แล้ว ผู้อ่านจะเห็นเมื่อคุณเผยแพร่")
    messages.success(request, said)
    return see_other(item)


def _base(request, item):
    number = whole_number(request.POST.get("base"), most=LARGEST, default=None)
    return None if number is None else revision_of(item, number)
