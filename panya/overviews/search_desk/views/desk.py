"""The search desk, for those who keep it; and the page of a question, for who is asked."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import Refused, require
from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.features.assets.actions.wanting import want as want_card
from panya.features.assets.permissions import may_want
from panya.overviews.search_desk import actions, queries
from panya.overviews.search_desk.forms import AskForm, DeclineForm, ReplyForm, SynonymForm
from panya.overviews.search_desk.permissions import keeps_desk, may_answer, waits
from panya.shared.content.queries import find_item
from panya.shared.content.subject_lists import glossary
from panya.shared.people.queries import find_person, staff_named

# U56: the fifty that are sought most often.
_ROWS = 50
_SHORTEST_NAME = 2


@require_safe
def desk(request):
    """What was sought in vain or given up, the most often first."""
    require(keeps_desk(request.user))
    days = whole_number(request.GET.get("days"), most=max(queries.DAYS), default=30)
    days = days if days in queries.DAYS else 30
    show = "left" if request.GET.get("show") == "left" else ""
    found = queries.left_rows(days) if show else queries.missed_rows(days)
    page = page_of(found, page_number(request), _ROWS)
    shown = {"rows": queries.with_state(page.items), "days": days, "choices": queries.DAYS, "show": show}
    return render(request, "search_desk/desk.html", shown | page_links(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
def synonym(request):
    """Say that two words mean the same."""
    require(keeps_desk(request.user))
    form = SynonymForm(request.POST or None, initial={"word": _words(request)})
    term = request.method == "POST" and attempt(
        form, lambda typed: actions.make_synonym(typed["word"], typed["same_as"], by=request.user)
    )
    if term:
        messages.success(request, _("เพิ่มในคลังคำแล้ว ต่อไปค้นด้วยคำใดก็พบเหมือนกัน"))
        return see_other(term)
    names = [] if request.method == "POST" and not form.errors else [term.name for term in glossary()]
    return form_page(request, "search_desk/synonym.html", form, names=names)


@require_POST
def want(request):
    """Put the words on the board of wanted knowledge."""
    require(keeps_desk(request.user))
    card = want_card(request.POST.get("words", "")[: actions.WORDS_LIMIT], "", by=request.user)
    messages.success(request, _("ขึ้นกระดานแล้ว เมื่อมีคำตอบระบบจะแจ้งคุณ"))
    return see_other("wanted", card.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_new(request):
    """Choose who may know, and ask."""
    require(keeps_desk(request.user))
    sent = request.POST if request.method == "POST" else request.GET
    words, named = sent.get("words", "")[: actions.WORDS_LIMIT].replace("\x00", ""), _name(sent)
    experts = queries.experts_for(words, named, request.user)
    form = AskForm(request.POST or None, experts=experts)
    asked = request.method == "POST" and attempt(form, lambda typed: _ask(words, typed, request.user))
    if asked:
        messages.success(request, _("ถามแล้ว เมื่อมีคำตอบระบบจะแจ้งคุณ"))
        return see_other("search_ask", asked.public_id)
    shown = {"words": words, "named": named, "experts": experts}
    return form_page(request, "search_desk/ask_new.html", form, **shown)


@require_safe
def asks(request):
    """What was handed to people, for those who keep the desk; else what one is asked oneself."""
    require(may_want(request.user))
    keeps = keeps_desk(request.user)
    found = queries.asks() if keeps else queries.asks_of(request.user)
    page = page_of(found, page_number(request))
    return render(request, "search_desk/asks.html", {"page": page, "keeps": keeps} | page_links(request, page))


@require_safe
def ask(request, public_id):
    """One question: what was sought, and the ways to answer."""
    return render(request, "search_desk/ask.html", _shown(request, _found(request, public_id)))


@require_POST
def ask_answer(request, public_id):
    """Answer it."""
    question, form = _found(request, public_id), ReplyForm(request.POST)
    require(may_answer(request.user, question))
    if attempt(form, lambda typed: actions.answer(question, _reply(typed, request.user), by=request.user)):
        messages.success(request, _("ส่งคำตอบแล้ว ขอบคุณ"))
        return see_other("search_ask", public_id)
    return render(request, "search_desk/ask.html", _shown(request, question, form=form), status=422)


@require_POST
def ask_decline(request, public_id):
    """Say that one cannot answer."""
    question, form = _found(request, public_id), DeclineForm(request.POST)
    require(may_answer(request.user, question))
    if attempt(form, lambda typed: actions.decline(question, typed["why"], by=request.user)):
        messages.success(request, _("แจ้งผู้ถามแล้ว"))
        return see_other("search_ask", public_id)
    return render(request, "search_desk/ask.html", _shown(request, question, declines=form), status=422)


def _found(request, public_id):
    question = queries.find_ask(public_id, request.user)
    if question is None:
        raise Http404
    return question


def _shown(request, question, form=None, declines=None):
    return {
        "ask": question,
        "form": form or ReplyForm(),
        "declines": declines or DeclineForm(),
        "answer": queries.answer_shown(question, request.user),
        "answers": waits(question) and may_answer(request.user, question),
        "keeps": keeps_desk(request.user),
    }


def _ask(words, typed, by):
    expert = find_person(typed["expert"])
    if expert is None:
        raise Refused(_("ไม่พบบุคลากรคนนี้ โปรดเลือกใหม่"), about="expert")
    return actions.ask(words, expert, typed["note"], by=by)


def _reply(typed, by):
    item = knower = None
    if typed["number"]:
        item = find_item(typed["number"], by)
        if item is None:
            raise Refused(_("ไม่พบบันทึกหมายเลขนี้ในเรื่องที่คุณอ่านได้ โปรดตรวจหมายเลขอีกครั้ง"), about="number")
    if typed["knower"].strip():
        named = staff_named(typed["knower"], 2)
        if len(named) != 1:
            raise Refused(_("ไม่พบคนชื่อนี้คนเดียวพอดี โปรดพิมพ์ชื่อและนามสกุลให้เต็ม หรือใส่รหัสบุคลากร"), about="knower")
        knower = named[0]
    return actions.Reply(item, knower, typed["words"])


def _words(request):
    return request.GET.get("words", "")[: actions.WORDS_LIMIT].replace("\x00", "")


def _name(sent):
    named = sent.get("named", "")[:100].replace("\x00", "").strip()
    return named if len(named) >= _SHORTEST_NAME else ""
