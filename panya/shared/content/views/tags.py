"""Tags: what readers meet them on, and their keeping by KM teams as far as those read the records."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.core.typed_numbers import LARGEST
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.shared.content.actions import tags as actions
from panya.shared.content.forms.subjects import MergeTagForm, TagForm
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.content.subject_lists import find_tag, tags_read_by

_PAGE = 60
_LONGEST_WORDS = 60


@login_not_required
@require_safe
def tags(request):
    """Tags with how many records each, the most used first or by name."""
    words, by_name = request.GET.get("q", "")[:_LONGEST_WORDS], request.GET.get("sort") == "name"
    page = page_of(tags_read_by(request.user, words=words, by_name=by_name), page_number(request), _PAGE)
    shown = {"page": page, "words": words, "by_name": by_name, "keeps": may_keep_subjects(request.user)}
    return render(request, "content/tags.html", shown | page_links(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
def tag_edit(request, pk):
    """Write a tag otherwise, or merge it into another one."""
    found = _kept(request, pk)
    form = TagForm(request.POST or None, initial={"name": found.name})
    renamed = request.method == "POST" and attempt(
        form, lambda fields: actions.rename_tag(found, fields["name"], by=request.user)
    )
    if renamed:
        messages.success(request, _("เปลี่ยนชื่อแล้ว"))
        return see_other("tags")
    return form_page(request, "content/tag_form.html", form, tag=found, merge_form=MergeTagForm(auto_id="merge_%s"))


@require_POST
def tag_merge(request, pk):
    """Let another tag take this one's place."""
    found = _kept(request, pk)
    merging = MergeTagForm(request.POST, auto_id="merge_%s")
    into = attempt(merging, lambda fields: actions.merge_tag(found, fields["into"], by=request.user))
    if into:
        messages.success(request, _("รวมเข้ากับ “%(name)s” แล้ว") % {"name": into.name})
        return see_other("tags")
    shown = {"form": TagForm(initial={"name": found.name}), "tag": found, "merge_form": merging}
    return render(request, "content/tag_form.html", shown, status=422)


def _kept(request, pk):
    require(may_keep_subjects(request.user))
    found = find_tag(pk, request.user) if pk <= LARGEST else None
    if found is None:
        raise Http404
    return found
