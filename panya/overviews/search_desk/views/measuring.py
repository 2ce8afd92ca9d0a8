"""A team's own questions and the score of the search over them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.overviews.search_desk import measuring
from panya.overviews.search_desk.forms import QuestionForm
from panya.overviews.search_desk.permissions import keeps_desk
from panya.shared.search.evaluating import DEPTH
from panya.shared.search.queries import search


@require_safe
def evaluation(request):
    """The score over time, and where each question stands."""
    require(keeps_desk(request.user))
    runs = measuring.runs_of(request.user)
    shown = {
        "runs": runs,
        "waiting": measuring.is_waiting(request.user),
        "points": measuring.chart_points(runs) if len(runs) > 1 else "",
        "rows": measuring.asked_rows(measuring.questions_of(request.user), runs, request.user),
    }
    return render(request, "search_desk/evaluation.html", shown)


@require_POST
def evaluation_run(request):
    """Have it measured now."""
    measuring.ask_for_run(by=request.user)
    messages.success(request, _("กำลังวัด ผลจะขึ้นในหน้านี้ในไม่กี่วินาที"))
    return see_other("search_evaluation")


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request):
    """A question with what the search finds for it now, to tick what answers."""
    require(keeps_desk(request.user))
    text = (request.POST.get("text") or request.GET.get("q", "")).replace("\x00", "")[: measuring.TEXT_LIMIT]
    form = QuestionForm(request.POST or None, offered=_offered(text, request.user), initial={"text": text})
    added = request.method == "POST" and attempt(
        form,
        lambda typed: measuring.add_question(typed["text"], form.answers(), typed["note"], by=request.user),
    )
    if added:
        messages.success(request, _("เพิ่มคำถามแล้ว"))
        return see_other("search_evaluation")
    return form_page(request, "search_desk/question.html", form, question=None)


@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request, public_id):
    """Mend a question."""
    found = _found(request, public_id)
    row = measuring.asked_rows([found], [], request.user)[0]
    chosen = [str(item.pk) for item in row.answers]
    offered = {str(item.pk): item.title for item in row.answers}
    offered |= dict(_offered(found.text, request.user))
    initial = {"text": found.text, "ticked": chosen, "note": found.note}
    form = QuestionForm(request.POST or None, offered=list(offered.items()), initial=initial)
    changed = request.method == "POST" and attempt(
        form,
        lambda typed: measuring.change_question(found, typed["text"], form.answers(), typed["note"], by=request.user),
    )
    if changed:
        messages.success(request, _("ปรับแล้ว"))
        return see_other("search_evaluation")
    return form_page(request, "search_desk/question.html", form, question=found)


@require_POST
def question_retire(request, public_id):
    """Measure by it no longer."""
    measuring.retire_question(_found(request, public_id), by=request.user)
    messages.success(request, _("เลิกใช้คำถามนี้แล้ว"))
    return see_other("search_evaluation")


def _found(request, public_id):
    require(keeps_desk(request.user))
    found = measuring.find_question(request.user, public_id)
    if found is None:
        raise Http404
    return found


def _offered(text, reader):
    if not text.strip():
        return []
    return [
        (str(result.item.pk), result.item.title) for result in search(text, reader, limit=DEPTH, as_typed=True).results
    ]
