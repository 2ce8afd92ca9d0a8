"""The moderation desk, and the privacy notice."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.content.html import shown_html
from panya.shared.feedback.actions import comments, moderation
from panya.shared.feedback.actions.privacy import change_privacy_notice
from panya.shared.feedback.forms import OutcomeForm, PrivacyForm, ReasonForm
from panya.shared.feedback.permissions import may_edit_privacy_notice, sees_moderation
from panya.shared.feedback.queries import (
    default_privacy_notice,
    find_report,
    find_waiting,
    open_reports,
    privacy_notice,
    waiting_comments,
)
from panya.shared.feedback.queries.citizens import contact_days
from panya.shared.search import missed, recent

_MOST = 50


@require_safe
def moderation_desk(request):
    """What waits for this member of a KM team."""
    require(sees_moderation(request.user))
    waiting = waiting_comments(request.user)[:_MOST]
    shown = {
        "waiting": [(comment, shown_html(comment.body_html)) for comment in waiting],
        "reports": open_reports(request.user)[:_MOST],
    }
    return render(request, "feedback/desk.html", shown)


@require_POST
def comment_approve(request, public_id):
    found = _waiting(request, public_id)
    moderation.approve_comment(found, by=request.user)
    messages.success(request, _("ให้แสดงความเห็นแล้ว"))
    return see_other("moderation")


@require_http_methods(["GET", "HEAD", "POST"])
def comment_reject(request, public_id):
    """Not shown, with the reason."""
    found = _waiting(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda fields: comments.hide_comment(found, by=request.user, reason=fields["reason"])
    ):
        messages.success(request, _("ไม่ให้แสดงความเห็นนี้"))
        return see_other("moderation")
    return form_page(request, "feedback/reject.html", form, comment=found, said=shown_html(found.body_html))


@require_http_methods(["GET", "HEAD", "POST"])
def report_settle(request, public_id):
    """Close a report with what was done about it."""
    require(sees_moderation(request.user))
    found = find_report(public_id, request.user)
    if found is None:
        raise Http404
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda fields: moderation.settle_report(found, by=request.user, outcome=fields["outcome"])
    ):
        messages.success(request, _("ปิดเรื่องแจ้งแล้ว"))
        return see_other("moderation")
    return form_page(request, "feedback/settle.html", form, report=found)


@login_not_required
@require_safe
def privacy(request):
    """What the site tells people about their data."""
    notice = privacy_notice()
    text = notice.text if notice else default_privacy_notice()
    shown = {
        "notice": notice,
        "text": text,
        "edits": may_edit_privacy_notice(request.user),
        "contact_days": contact_days(),
        "own_search_days": recent.KEPT_FOR.days,
        "missed_search_days": missed.KEPT_FOR.days,
    }
    return render(request, "feedback/privacy.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def privacy_edit(request):
    require(may_edit_privacy_notice(request.user))
    notice = privacy_notice()
    initial = {
        "text_th": notice.text_th if notice else default_privacy_notice("th"),
        "text_en": notice.text_en if notice else default_privacy_notice("en"),
    }
    form = PrivacyForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda fields: change_privacy_notice(fields["text_th"], fields["text_en"], by=request.user)
    ):
        messages.success(request, _("ใช้ประกาศฉบับใหม่แล้ว ฉบับเดิมยังเก็บไว้"))
        return see_other("privacy")
    return form_page(request, "feedback/privacy_edit.html", form)


def _waiting(request, public_id):
    require(sees_moderation(request.user))
    found = find_waiting(public_id, request.user)
    if found is None:
        raise Http404
    return found
