"""Topics: the tree for everybody, its keeping for KM teams."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.shared.content.actions import topics as actions
from panya.shared.content.forms.subjects import MergeTopicForm, TopicForm
from panya.shared.content.permissions import may_keep_subjects
from panya.shared.content.subject_lists import find_topic, find_unmerged_topic, topic_tree


@login_not_required
@require_safe
def topics(request):
    """The tree of topics, each with how many records under it this reader may read."""
    keeps = may_keep_subjects(request.user)
    return render(request, "content/topics.html", {"branches": topic_tree(request.user, closed=keeps), "keeps": keeps})


@login_not_required
@require_safe
def topic(request, slug):
    """On to what stands under a topic; the address of a merged one leads to the other."""
    found = find_topic(slug)
    if found is None:
        raise Http404
    return redirect(f"{reverse('search')}?{urlencode({'topic': found.slug})}")


@require_http_methods(["GET", "HEAD", "POST"])
def topic_new(request):
    """Add a topic."""
    require(may_keep_subjects(request.user))
    form = TopicForm(request.POST or None, initial={"parent": request.GET.get("under", ""), "sort_order": 100})
    if request.method == "POST" and attempt(form, lambda f: actions.add_topic(form.fields_typed(), by=request.user)):
        messages.success(request, _("เพิ่มหัวข้อแล้ว"))
        return see_other("topics")
    return form_page(request, "content/topic_form.html", form, topic=None, merge_form=None)


@require_http_methods(["GET", "HEAD", "POST"])
def topic_edit(request, slug):
    """Rename or move a topic; below it, merge it into another one or close it."""
    found = _kept(request, slug)
    form = TopicForm(request.POST or None, topic=found)
    changed = request.method == "POST" and attempt(
        form, lambda fields: actions.change_topic(found, form.fields_typed(), by=request.user)
    )
    if changed:
        messages.success(request, _("ปรับแล้ว"))
        return see_other("topics")
    merging = MergeTopicForm(topic=found, auto_id="merge_%s")
    return form_page(request, "content/topic_form.html", form, topic=found, merge_form=merging)


@require_POST
def topic_merge(request, slug):
    """Let another topic take over everything under this one."""
    found = _kept(request, slug)
    merging = MergeTopicForm(request.POST, topic=found, auto_id="merge_%s")
    into = attempt(merging, lambda fields: _merge(request, found, fields["into"]))
    if into:
        messages.success(request, _("รวมเข้ากับหัวข้อ “%(name)s” แล้ว") % {"name": into})
        return see_other("topics")
    shown = {"form": TopicForm(topic=found), "topic": found, "merge_form": merging}
    return render(request, "content/topic_form.html", shown, status=422)


@require_POST
def topic_close(request, slug):
    """Offer a topic for nothing new, or offer it again."""
    found = _kept(request, slug)
    if found.is_closed:
        actions.open_topic(found, by=request.user)
        messages.success(request, _("เปิดหัวข้อแล้ว"))
    else:
        actions.close_topic(found, by=request.user)
        messages.success(request, _("ปิดหัวข้อแล้ว เรื่องที่อยู่ในหัวข้อยังอยู่ครบ"))
    return see_other("topics")


def _kept(request, slug):
    require(may_keep_subjects(request.user))
    found = find_unmerged_topic(slug)
    if found is None:
        raise Http404
    return found


def _merge(request, found, slug):
    into = find_unmerged_topic(slug)
    if into is None:
        raise Http404
    return actions.merge_topic(found, into, by=request.user)
