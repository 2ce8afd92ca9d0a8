"""Where a note stands and who reads it: the last look before publishing, moving, retiring."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.errors import Refused, require
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.notes import actions
from panya.features.notes.forms import NotePlaceForm, RetireForm
from panya.features.notes.queries import find_note
from panya.features.notes.views.editor import EDITOR
from panya.features.notes.views.finding import editable, note_audited_read, readable
from panya.shared.content.html import shown_html
from panya.shared.content.permissions import may_change_access, may_retire
from panya.shared.content.prompts import prompts_in
from panya.shared.content.queries import attachments_of
from panya.shared.content.secrecy import findings_in
from panya.shared.content.views.finding import latest_of
from panya.shared.search.suggesting import suggest


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def note_publish(request, number):
    """One look at the text, its source, licence, tags and readers; then it is published."""
    item = editable(request, number)
    note_audited_read(request, item)
    if item.latest_id == item.published_id:
        return redirect("note_place", item.pk)
    if "without_prompts" in request.POST:
        actions.drop_prompts(item, by=request.user, seen=_seen(request))
        messages.success(request, _("เอาคำชวนเขียนที่เหลือออกแล้ว โปรดดูอีกครั้งก่อนเผยแพร่"))
        return see_other("note_publish", item.pk)
    form = NotePlaceForm(request.POST or None, item=item, by=request.user)
    if request.method == "POST" and attempt(form, lambda fields: _publish(request, item, form)):
        messages.success(request, _("เผยแพร่แล้ว ขอบคุณที่แบ่งปัน"))
        return see_other(item)
    latest = latest_of(item)
    shown = {
        "body": shown_html(latest.body_html),
        "attachments": attachments_of(latest),
        "prompts": prompts_in(latest.body_html),
        "secrecy": findings_in(latest),
        "suggestions": suggest(latest, request.user),
    }
    return form_page(request, "notes/publish.html", form, item=item, editor=EDITOR, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def note_place(request, number):
    """Tags, topic, notebook, licence, readers and co-editors of a note, apart from its text."""
    item = editable(request, number)
    form = NotePlaceForm(request.POST or None, item=item, by=request.user)
    if request.method == "POST" and attempt(form, lambda fields: _move(request, item, form)):
        messages.success(request, _("ปรับแล้ว"))
        return see_other(item)
    shown = {"suggestions": suggest(latest_of(item), request.user)}
    return form_page(request, "notes/place.html", form, item=item, editor=EDITOR, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def note_retire(request, number):
    """Take a note out of use, with the reason and what replaces it."""
    item = readable(request, number)
    require(may_retire(request.user, item))
    form = RetireForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda fields: _retire(request, item, form)):
        messages.success(request, _("เลิกใช้บันทึกนี้แล้ว ผู้อ่านเดิมยังเปิดอ่านได้"))
        return see_other(item)
    return form_page(request, "notes/retire.html", form, item=item)


@require_POST
def note_bring_back(request, number):
    """List a retired note again."""
    item = readable(request, number)
    require(may_change_access(request.user, item))
    actions.bring_back_note(item, by=request.user)
    messages.success(request, _("นำกลับมาใช้แล้ว"))
    return see_other(item)


def _publish(request, item, form):
    why = form.cleaned_data["secrecy_reason"]
    return actions.publish_note(item, form.wish(), by=request.user, seen=_seen(request), secrecy_reason=why)


def _seen(request):
    return whole_number(request.POST.get("seen"), most=LARGEST, default=0)


def _move(request, item, form):
    return actions.change_place(item, form.wish(), by=request.user)


def _retire(request, item, form):
    number = form.cleaned_data["superseded_by"]
    superseding = find_note(number, request.user) if number else None
    if number and superseding is None:
        raise Refused(_("ไม่พบบันทึกหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="superseded_by")
    return actions.retire_note(item, by=request.user, reason=form.cleaned_data["reason"], superseded_by=superseding)
