"""Comments under a record: written, answered, mended, taken back, hidden, reported."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.client_address import client_address
from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_address
from panya.base.ui.attempt import attempt
from panya.shared.content.html import shown_html
from panya.shared.content.queries import find_item
from panya.shared.feedback.actions import comments, moderation
from panya.shared.feedback.forms import CommentForm, GuestForm, ReasonForm, ReportForm, began
from panya.shared.feedback.permissions import (
    guests_may_comment,
    may_comment,
    may_edit_comment,
    may_hide_comment,
    may_withdraw_comment,
)
from panya.shared.feedback.queries import find_comment, threads_on


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_on(request, number):
    """A comment on this record, by a member or a guest."""
    item = find_item(number, request.user)
    if item is None:
        raise Http404
    return _write(request, item, None)


@login_not_required
@require_safe
def comments_on(request, number):
    """All comments under a record that has many."""
    item = find_item(number, request.user)
    if item is None:
        raise Http404
    return render(request, "feedback/all.html", {"item": item, "threads": threads_on(item, all_of_them=True)})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, public_id):
    """One comment: the place to answer it, and what else this reader may do with it."""
    found = _found(request, public_id)
    return _write(request, found.item, found)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request, public_id):
    found = _found(request, public_id)
    require(may_edit_comment(request.user, found), _("แก้ความเห็นได้ภายใน 30 นาทีหลังส่ง หลังจากนั้นถอนแล้วเขียนใหม่ได้"))
    form = CommentForm(request.POST or None, initial={"text": found.body_text})
    if request.method == "POST" and (
        saved := attempt(form, lambda fields: comments.edit_comment(found, fields["text"], by=request.user))
    ):
        return see_address(_place(saved))
    return form_page(request, "feedback/edit.html", form, comment=found, item=found.item)


@require_POST
def comment_withdraw(request, public_id):
    found = _found(request, public_id)
    comments.withdraw_comment(found, by=request.user)
    messages.success(request, _("ถอนความเห็นแล้ว"))
    return see_address(f"{found.item.get_absolute_url()}#comments")


@require_http_methods(["GET", "HEAD", "POST"])
def comment_hide(request, public_id):
    found = _found(request, public_id)
    require(may_hide_comment(request.user, found))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda fields: comments.hide_comment(found, by=request.user, reason=fields["reason"])
    ):
        messages.success(request, _("ซ่อนความเห็นแล้ว"))
        return see_address(f"{found.item.get_absolute_url()}#comments")
    return form_page(request, "feedback/hide.html", form, comment=found, item=found.item)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_item(request, number):
    """Say that a record is not as it should be."""
    item = find_item(number, request.user)
    if item is None:
        raise Http404
    return _report(request, item, None)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request, public_id):
    """Say that a comment is not as it should be."""
    found = _found(request, public_id)
    return _report(request, found.item, found)


def _found(request, public_id):
    found = find_comment(public_id, request.user)
    if found is None:
        raise Http404
    return found


def _write(request, item, parent):
    """The form and its answers; a guest's comment waits, a member's stands at once."""
    if not request.user.is_authenticated:
        return _write_as_guest(request, item, parent)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and (
        made := attempt(
            form, lambda fields: comments.write_comment(item, fields["text"], by=request.user, parent=parent)
        )
    ):
        return see_address(_place(made))
    return _page(request, form, item, parent, may_comment(request.user, item))


def _write_as_guest(request, item, parent):
    form = GuestForm(request.POST or None, initial={"began": began()})
    if request.method == "POST" and attempt(
        form,
        lambda fields: comments.write_guest_comment(
            item, fields["text"], name=fields["name"], address=client_address(request), parent=parent
        ),
    ):
        messages.success(request, _("ได้รับความเห็นแล้ว ขอบคุณ ผู้ดูแลจะตรวจก่อนแสดง"))
        return see_address(f"{item.get_absolute_url()}#comments")
    if form.is_bound:
        form.begin_again()
    return _page(request, form, item, parent, guests_may_comment(item))


def _page(request, form, item, parent, may_write):
    user = request.user
    shown = {
        "item": item,
        "comment": parent,
        "said": shown_html(parent.body_html) if parent else "",
        "may_write": may_write,
        "may_edit": parent is not None and may_edit_comment(user, parent),
        "may_withdraw": parent is not None and may_withdraw_comment(user, parent),
        "may_hide": parent is not None and may_hide_comment(user, parent),
    }
    return form_page(request, "feedback/comment.html", form, **shown)


def _report(request, item, comment):
    form = ReportForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda fields: moderation.report(
            item, **fields, by=request.user, address=client_address(request), comment=comment
        ),
    ):
        messages.success(request, _("แจ้งแล้ว ขอบคุณ ทีม KM จะตรวจให้"))
        return see_address(item.get_absolute_url())
    return form_page(request, "feedback/report.html", form, item=item, comment=comment)


def _place(comment):
    return f"{comment.item.get_absolute_url()}#{comment.anchor}"
