"""Fields of expertise: who has named which, for the staff; merging for KM teams."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from panya.base.core.errors import require
from panya.base.core.typed_numbers import LARGEST
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.people.actions.competences import merge_competence
from panya.shared.people.forms.competences import MergeCompetenceForm
from panya.shared.people.permissions import may_keep_competences, may_look_people_up
from panya.shared.people.queries import competences_with_people, find_competence

_PAGE = 50


@require_safe
def competences(request):
    """The fields of expertise and who has named them; staff only."""
    require(may_look_people_up(request.user))
    page = page_of(competences_with_people(request.GET.get("q", "")[:100]), page_number(request), _PAGE)
    shown = {"page": page, "words": request.GET.get("q", "")[:100], "keeps": may_keep_competences(request.user)}
    return render(request, "people/expertise.html", shown | page_links(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
def competence_merge(request, pk):
    """Let another competence take this one's place."""
    require(may_keep_competences(request.user))
    found = find_competence(pk) if pk <= LARGEST else None
    if found is None:
        raise Http404
    form = MergeCompetenceForm(request.POST or None)
    into = request.method == "POST" and attempt(
        form, lambda fields: merge_competence(found, fields["into"], by=request.user)
    )
    if into:
        messages.success(request, _("รวมเข้ากับ “%(name)s” แล้ว") % {"name": into.name})
        return see_other("competences_list")
    return form_page(request, "people/expertise_merge.html", form, competence=found)
