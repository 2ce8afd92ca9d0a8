"""Notebooks: one person may keep several, each for a purpose."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.features.notes.forms import NotebookForm
from panya.features.notes.queries import find_own_notebook, notebook_for, notes_in
from panya.shared.content.actions.notebooks import change_notebook, make_notebook
from panya.shared.content.permissions import is_open, may_keep_notebook
from panya.shared.content.queries import notebooks_of
from panya.shared.feedback.following import follows
from panya.shared.feedback.models import FollowKind


@require_http_methods(["GET", "HEAD", "POST"])
def notebooks(request):
    """My notebooks, and a place to begin a new one."""
    form = NotebookForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda fields: make_notebook(request.user, fields["name"], fields["description"]))
        if made:
            messages.success(request, _("ตั้งสมุด “%(name)s” แล้ว") % {"name": made.name})
            return see_other("notebooks")
    return form_page(request, "notes/notebooks.html", form, notebooks=notebooks_of(request.user))


@login_not_required
@require_safe
def notebook(request, public_id):
    """The records of one notebook that this reader may read."""
    found = notebook_for(public_id, request.user)
    if found is None:
        raise Http404
    page = page_of(notes_in(found, request.user), page_number(request))
    shown = {
        "notebook": found,
        "items": page.items,
        "keeps": may_keep_notebook(request.user, found),
        "follows": request.user.is_authenticated and follows(request.user, FollowKind.NOTEBOOK, found),
        "feed": reverse("feed_notebook", args=[public_id]) if any(map(is_open, page.items)) else "",
        "sees_card_authors": True,
        **page_links(request, page),
    }
    return render(request, "notes/notebook.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def notebook_edit(request, public_id):
    """Rename one of my notebooks."""
    found = find_own_notebook(public_id, request.user)
    if found is None:
        raise Http404
    initial = {"name": found.name, "description": found.description}
    form = NotebookForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda fields: change_notebook(found, fields["name"], fields["description"], by=request.user)
    ):
        messages.success(request, _("เปลี่ยนชื่อสมุดแล้ว"))
        return see_other(found)
    return form_page(request, "notes/notebook_edit.html", form, notebook=found)
