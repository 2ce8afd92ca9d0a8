"""The board “knowledge wanted”, for the staff; and what an asset answered, on its page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import Refused, require
from panya.base.core.typed_numbers import LARGEST, whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.features.assets.actions import wanting
from panya.features.assets.forms.wanted import AnswerForm, WantedForm
from panya.features.assets.permissions import may_close_wanted, may_want
from panya.features.assets.queries.wanted import SHOWN, answered_by, answers_shown, find_wanted, wanted_cards
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.content.queries import find_item
from panya.shared.content.subject_lists import find_topic


@require_safe
def board(request):
    """The cards that wait, or those that are over; for an answer at hand, each with the button that gives it."""
    require(may_want(request.user))
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    page = page_of(wanted_cards(request.user, show), page_number(request))
    answers = answers_shown(page.items, request.user)
    shown = {
        "page": page,
        "cards": [(card, answers.get(card.answer_id or 0)) for card in page.items],
        "show": show,
        "keeps": may_keep_subjects(request.user),
        "answering": whole_number(request.GET.get("answer"), most=LARGEST, default=None),
    }
    return render(request, "assets/wanted/board.html", shown | page_links(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
def wanted_new(request):
    """Ask for knowledge."""
    require(may_want(request.user))
    form = WantedForm(request.POST or None, initial={"title": request.GET.get("title", "")[: wanting.TITLE_LIMIT]})
    card = request.method == "POST" and attempt(form, lambda fields: _want(request, fields))
    if card:
        messages.success(request, _("ขึ้นกระดานแล้ว เมื่อมีคำตอบระบบจะแจ้งคุณ"))
        return see_other("wanted", card.public_id)
    return form_page(request, "assets/wanted/new.html", form)


@require_safe
def wanted(request, public_id):
    """One card: why, who wants it, who writes it, what answered it."""
    return render(request, "assets/wanted/card.html", _shown(request, _card(request, public_id), AnswerForm()))


@require_POST
def wanted_back(request, public_id):
    """Want it too, or no longer."""
    card = _card(request, public_id)
    wanting.back(card, by=request.user, backs=not card.is_backed)
    return see_other("wanted", card.public_id)


@require_POST
def wanted_take(request, public_id):
    """Promise to write it, or give the promise back."""
    card = wanting.take(_card(request, public_id), by=request.user)
    messages.success(request, _("รับไว้แล้ว ขอบคุณที่จะเขียน") if card.taken_by_id else _("คืนไว้บนกระดานแล้ว"))
    return see_other("wanted", card.public_id)


@require_POST
def wanted_answer(request, public_id):
    """Name the record that answers the card."""
    card = _card(request, public_id)
    form = AnswerForm(request.POST)
    if attempt(form, lambda fields: _answer(request, card, fields["number"])):
        messages.success(request, _("ตอบแล้ว ผู้ที่ต้องการเรื่องนี้ได้รับแจ้ง"))
        return see_other("wanted", card.public_id)
    return render(request, "assets/wanted/card.html", _shown(request, card, form), status=422)


@require_POST
def wanted_close(request, public_id):
    """Take the card off the board."""
    card = _card(request, public_id)
    wanting.close(card, by=request.user)
    messages.success(request, _("ปิดแล้ว"))
    return see_other("wanted_board")


def wanted_part(request, item):
    """For PARTS of the asset's page: the cards it answered."""
    return {"answered_cards": list(answered_by(item)) if may_want(request.user) else []}


def _card(request, public_id):
    require(may_want(request.user))
    card = find_wanted(public_id, request.user)
    if card is None:
        raise Http404
    return card


def _shown(request, card, form):
    return {
        "card": card,
        "form": form,
        "answer": answers_shown([card], request.user).get(card.answer_id or 0),
        "waits": card.state in wanting.WAITING,
        "closes": may_close_wanted(request.user, card),
    }


def _want(request, fields):
    topic = find_topic(fields["topic"]) if fields["topic"] else None
    return wanting.want(fields["title"], fields["why"], by=request.user, topic=topic)


def _answer(request, card, number):
    item = find_item(number, request.user)
    if item is None:
        raise Refused(_("ไม่พบบันทึกหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="number")
    return wanting.answer(card, item, by=request.user)
