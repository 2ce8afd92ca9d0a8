"""Handing on: another reviewer, another owner."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panya.base.core.errors import Refused, require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.forms.reviewing import HandOverForm, ReassignForm
from panya.features.assets.queries.reviewing import find_to_hand_over, still_to_decide
from panya.shared.content.actions.reviewing.handing import hand_over, reassign
from panya.shared.content.permissions import may_hand_over, may_reassign
from panya.shared.content.review_queries import find_review_to_reassign


@require_http_methods(["GET", "HEAD", "POST"])
def review_reassign(request, public_id):
    """Another person reviews in one's place."""
    review = find_review_to_reassign(public_id, request.user)
    if review is None:
        raise Http404
    require(may_reassign(request.user, review.item))
    waiting = still_to_decide(review)
    form = ReassignForm(request.POST or None, by=request.user, waiting=waiting)
    if request.method == "POST" and attempt(form, lambda fields: _reassign(request, review, form, waiting)):
        messages.success(request, _("เปลี่ยนผู้ตรวจแล้ว"))
        return see_other("reviews")
    return form_page(request, "assets/review/reassign.html", form, review=review, waiting=waiting)


@require_http_methods(["GET", "HEAD", "POST"])
def asset_hand_over(request, number):
    """Another person answers for the asset."""
    found = find_to_hand_over(number, request.user)
    if found is None:
        raise Http404
    item, is_readable = found
    require(may_hand_over(request.user, item))
    form = HandOverForm(request.POST or None, by=request.user)
    if request.method == "POST" and attempt(form, lambda fields: _hand_over(request, item, form)):
        messages.success(request, _("ส่งมอบแล้ว เจ้าของคนใหม่ได้รับแจ้ง"))
        return see_other("reviews")
    return form_page(request, "assets/review/hand_over.html", form, item=item, is_readable=is_readable)


def _reassign(request, review, form, waiting):
    old = {person.public_id: person for person in waiting}[form.cleaned_data["from_"]]
    return reassign(review, old, _one(form), by=request.user, words=form.cleaned_data["words"])


def _hand_over(request, item, form):
    return hand_over(item, _one(form), by=request.user, reason=form.cleaned_data["reason"])


def _one(form):
    people = form.people()
    if len(people) != 1:
        raise Refused(_("โปรดเลือกหนึ่งคน"))
    return people[0]
