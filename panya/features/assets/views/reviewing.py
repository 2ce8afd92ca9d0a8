"""The review: ask for it, the page on which a text is judged."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import Conflict, Refused, require
from panya.base.core.read_only import writes_on_get
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions import reviewing as actions
from panya.features.assets.comparing import changes_in
from panya.features.assets.forms.reviewing import AskForm, DecisionForm, RemarkForm
from panya.features.assets.item_kinds import KIND
from panya.features.assets.reviewed import shown_parts
from panya.features.assets.views.finding import note_audited_read, readable
from panya.shared.content import review_queries as reviews
from panya.shared.content.actions.reviewing import asking, deciding
from panya.shared.content.actions.reviewing.remarks import remark, settle_remark, take_back_remark
from panya.shared.content.permissions import may_ask_for_review, may_edit
from panya.shared.content.queries import attachments_of, may_read
from panya.shared.content.secrecy import findings_in


@require_http_methods(["GET", "HEAD", "POST"])
def review_ask(request, number):
    """Send the latest text to those who know."""
    item = readable(request, number)
    require(may_ask_for_review(request.user, item))
    form = AskForm(request.POST or None, by=request.user)
    if request.method == "POST" and attempt(form, lambda fields: _ask(request, item, form)):
        messages.success(request, _("ส่งให้ผู้ตรวจแล้ว"))
        return see_other(item)
    shown = {
        "item": item,
        "needed": actions.reviewers_needed(item),
        "unready": _unready(item),
        "secrecy": findings_in(item.latest) if item.latest else [],
    }
    return form_page(request, "assets/review/ask.html", form, **shown)


@require_safe
@writes_on_get
def review(request, public_id):
    """The text as it is to be shown, what changed since the approved one, remarks, and the reviewer's decision."""
    return _page(request, _found(request, public_id))


@require_POST
def review_approve(request, public_id):
    """Approve the text that stood on the page; one that changed meanwhile is shown beside it."""
    found = _decided_by_reader(request, public_id)
    said = _("ลงผลแล้ว: ผ่านการตรวจ ขอบคุณที่ช่วยตรวจ")
    return _decide(request, found, lambda fields: _approve(request, found, fields), said)


@require_POST
def review_return(request, public_id):
    """Give the text back with what is to be mended."""
    found = _decided_by_reader(request, public_id)
    said = _("ส่งกลับให้แก้แล้ว ผู้เขียนเห็นข้อสังเกตของคุณครบ")
    return _decide(
        request, found, lambda fields: deciding.return_text(found, words=fields["words"], by=request.user), said
    )


@require_POST
def review_remark(request, public_id):
    """Say something about a passage."""
    found = _decided_by_reader(request, public_id)
    form = RemarkForm(request.POST)
    made = attempt(form, lambda fields: _remark(request, found, fields))
    if not made:
        return _page(request, found, remark_form=form, status=422)
    return see_other(f"/reviews/{found.public_id}#remark-{made.public_id}")


@require_POST
def review_withdraw(request, public_id):
    """Take the text back before anybody has decided."""
    found = _found(request, public_id)
    asking.withdraw_review(found, by=request.user)
    messages.success(request, _("ถอนจากการตรวจแล้ว แก้ไขแล้วส่งตรวจใหม่ได้เมื่อพร้อม"))
    return see_other(found.item)


@require_POST
def review_publish(request, number):
    """Let readers see the approved text."""
    item = readable(request, number)
    require(may_ask_for_review(request.user, item))
    actions.publish_approved(item, by=request.user)
    messages.success(request, _("เผยแพร่ฉบับที่ผ่านการตรวจแล้ว"))
    return see_other(item)


@require_POST
def remark_settle(request, public_id):
    """The writers have done what the remark asks."""
    found = _found_remark(request, public_id)
    settle_remark(found, by=request.user)
    messages.success(request, _("ทำเครื่องหมายว่าแก้แล้ว"))
    return see_other(f"{found.review.item.get_absolute_url()}#review")


@require_POST
def remark_take_back(request, public_id):
    """The reviewer takes an own remark back."""
    found = _found_remark(request, public_id)
    take_back_remark(found, by=request.user)
    return see_other("review", found.review.public_id)


def _ask(request, item, form):
    fields = form.cleaned_data
    return actions.ask_for_review(
        item,
        form.people(),
        by=request.user,
        words=fields["words"],
        due_on=fields["due_on"],
        shows_at_once=fields["shows_at_once"],
        secrecy_reason=fields["secrecy_reason"],
    )


def _unready(item):
    """Why the text may not be sent yet, said before anybody is chosen."""
    try:
        actions.refuse_unready(item)
    except Refused as reason:
        return str(reason)
    return ""


def _decide(request, found, act, said):
    form = DecisionForm(request.POST)
    done = attempt(form, lambda fields: _or_conflict(act, fields))
    if isinstance(done, Conflict):
        return _page(request, found, form=DecisionForm(), conflict=str(done), status=409)
    if not done:
        return _page(request, found, form=form, status=422)
    messages.success(request, _leading_to_what_is_shown(found.item, request.user, said))
    return see_other("reviews")


def _leading_to_what_is_shown(item, reader, said):
    """With the way to what readers see now; a reviewer of a closed text may not read it any more."""
    item.refresh_from_db()
    if item.published_id is None or not may_read(reader, item):
        return said
    return format_html('{} <a href="{}">{}</a>', said, item.get_absolute_url(), item.title)


def _or_conflict(act, fields):
    """What the act gives; a conflict is no mistake of the form, both texts are shown for it."""
    try:
        return act(fields)
    except Conflict as conflict:
        return conflict


def _approve(request, found, fields):
    return actions.approve(
        found, sha256=fields["sha256"], ticked=fields["ticked"], words=fields["words"], by=request.user
    )


def _remark(request, found, fields):
    return remark(
        found,
        fields["said"],
        by=request.user,
        part=fields["part"],
        quote=fields["quote"],
        occurrence=fields["occurrence"] or 0,
    )


def _page(request, found, *, form=None, remark_form=None, conflict="", status=200):
    item, text = found.item, found.revision
    note_audited_read(request, item)
    own = reviews.assignment_of(found, request.user)
    running = reviews.open_review_of(item)
    # Who once reviewed it sees that text, not what its writers have written since.
    sees_newest = may_edit(request.user, item) or (
        running is not None and reviews.assignment_of(running, request.user) is not None
    )
    remarks = [one for one in reviews.remarks_on(item) if sees_newest or one.review_id == found.pk]
    before = item.published if item.published_id and item.published.number < text.number else None
    changed = item.latest if sees_newest and item.latest_id and item.latest.sha256 != found.sha256 else None
    shown = {
        "review": found,
        "item": item,
        "text": text,
        "parts": shown_parts(text, [one for one in remarks if one.review_id == found.pk]),
        "attachments": attachments_of(text),
        "changes": changes_in(before, text) if before else [],
        "before": before,
        "changed": changed,
        "changes_since": changes_in(text, changed) if changed else [],
        "newer": running if changed else None,
        "conflict": conflict,
        "remarks": [one for one in remarks if one.review_id == found.pk],
        "earlier_remarks": [one for one in remarks if one.review_id != found.pk and one.settled_at is None],
        "assignments": found.assignments.select_related("reviewer"),
        "own": own,
        "decides": own is not None and own.decision == "" and found.is_open,
        "edits": may_edit(request.user, item),
        "asks": may_ask_for_review(request.user, item),
        "form": form or DecisionForm(initial={"sha256": found.sha256}),
        "remark_form": remark_form or RemarkForm(),
    }
    return render(request, "assets/review/review.html", shown, status=status)


def _found(request, public_id):
    found = reviews.find_review(public_id, request.user)
    if found is None or found.item.kind != KIND:
        raise Http404
    return found


def _decided_by_reader(request, public_id):
    """The review, for one who was asked to decide; the writers are told that they may not."""
    found = _found(request, public_id)
    require(reviews.assignment_of(found, request.user) is not None)
    return found


def _found_remark(request, public_id):
    found = reviews.find_remark(public_id, request.user)
    if found is None:
        raise Http404
    return found
