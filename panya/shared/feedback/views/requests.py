"""The desk on which citizens' requests are answered; what they gave of themselves is shown to the handlers only."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from panya.base.core.client_address import client_address
from panya.base.core.clock import today
from panya.base.core.errors import require
from panya.base.core.read_only import writes_on_get
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.feedback.actions.citizens import answer_request, note_read_request
from panya.shared.feedback.forms import AnswerForm
from panya.shared.feedback.permissions import may_answer_request
from panya.shared.feedback.queries.citizens import cases_for, find_case
from panya.shared.people.permissions import may_look_people_up


@require_safe
def requests_desk(request):
    """The cases that I handle."""
    require(may_look_people_up(request.user))
    page = page_of(cases_for(request.user), page_number(request))
    shown = {"cases": page.items, "today": today()}
    return render(request, "feedback/requests_desk.html", shown | page_links(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def answer(request, case_number):
    """What was asked for and by whom; and the answer."""
    found = find_case(case_number)
    if found is None or not may_answer_request(request.user, found):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda fields: answer_request(found, granted=fields["granted"] == "1", words=fields["words"], by=request.user),
    ):
        messages.success(request, _("ตอบแล้ว ผู้ขออ่านคำตอบได้ด้วยเลขที่คำขอ โปรดติดต่อกลับตามช่องทางที่ให้ไว้ด้วย"))
        return see_other("requests_desk")
    note_read_request(found, by=request.user, address=client_address(request))
    return form_page(request, "feedback/request_answer.html", form, case=found)
