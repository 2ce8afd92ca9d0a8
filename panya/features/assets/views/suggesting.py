"""Better texts of readers: proposing one, and deciding on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import Conflict, require
from panya.base.core.read_only import writes_on_get
from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.base.ui.paging import page_links, page_number, page_of
from panya.features.assets.actions import suggestions
from panya.features.assets.comparing import changes_in
from panya.features.assets.forms.lineage import SuggestionForm, WordsForm, text_of
from panya.features.assets.models import ChangeState, EditSuggestion
from panya.features.assets.permissions import may_decide_suggestion, may_suggest_edit
from panya.features.assets.queries.suggestions import find_suggestion, suggestions_for
from panya.features.assets.views.finding import note_audited_read, readable, shown_of
from panya.shared.content.models import Revision
from panya.shared.people.permissions import may_look_people_up


@require_safe
def asset_suggestions(request):
    """What waits for this person's decision, and what became of the own proposals."""
    require(may_look_people_up(request.user))
    page = page_of(suggestions_for(request.user), page_number(request))
    shown = {"rows": page.items, **page_links(request, page)}
    return render(request, "assets/lineage/suggestions.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_suggest(request, number):
    """Write a whole better text over the one that readers see."""
    item = readable(request, number)
    require(may_suggest_edit(request.user, item))
    note_audited_read(request, item)

    def propose(form: SuggestionForm, base: Revision) -> EditSuggestion:
        return suggestions.suggest_edit(
            item, form.text(), by=request.user, reason=form.cleaned_data["reason"], base=base
        )

    return _text_page(request, shown_of(item), text_of(shown_of(item)), propose, item=item)


@require_safe
@writes_on_get
def asset_suggestion(request, public_id):
    """One proposal, word for word beside the text over which it was written."""
    return _decision_page(request, _found(request, public_id), WordsForm())


@require_POST
def asset_suggestion_accept(request, public_id):
    """Take a proposal in as it is."""
    suggestion = _decided(request, public_id)
    form = WordsForm({})
    if attempt(form, lambda fields: suggestions.accept_suggestion(suggestion, by=request.user)):
        messages.success(request, _("รับข้อเสนอเป็นฉบับใหม่แล้ว ผู้อ่านจะเห็นเมื่อผ่านการตรวจ"))
        return see_other(suggestion.item)
    return _decision_page(request, _found(request, public_id), form)


@require_POST
def asset_suggestion_decline(request, public_id):
    """Keep the text, and tell why."""
    suggestion = _decided(request, public_id)
    form = WordsForm(request.POST)
    if attempt(form, lambda fields: suggestions.decline_suggestion(suggestion, by=request.user, words=fields["words"])):
        messages.success(request, _("บอกผู้เสนอแล้วว่ายังไม่รับ"))
        return see_other(suggestion.item)
    return _decision_page(request, _found(request, public_id), form)


@require_POST
def asset_suggestion_withdraw(request, public_id):
    """Take the own proposal back."""
    suggestion = _found(request, public_id)
    require(suggestion.by_id == request.user.pk)
    suggestions.withdraw_suggestion(suggestion, by=request.user)
    messages.success(request, _("ถอนข้อเสนอแล้ว"))
    return see_other(suggestion.item)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_suggestion_rewrite(request, public_id):
    """Change the own proposal, over the text that readers see now."""
    suggestion = _found(request, public_id)
    item = suggestion.item
    require(suggestion.by_id == request.user.pk and may_suggest_edit(request.user, item))
    note_audited_read(request, item)

    def rewrite(form: SuggestionForm, base: Revision) -> EditSuggestion:
        reason = form.cleaned_data["reason"]
        suggestions.rewrite_suggestion(suggestion, form.text(), by=request.user, reason=reason, base=base)
        return suggestion

    start = suggestions.proposed_text(suggestion)
    return _text_page(request, item.published, start, rewrite, item=item, suggestion=suggestion)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_suggestion_combine(request, public_id):
    """Write the proposal and a newer text into one, and take that in."""
    suggestion = _decided(request, public_id)
    note_audited_read(request, suggestion.item)

    def combine(form: SuggestionForm, base: Revision) -> EditSuggestion:
        suggestions.accept_suggestion(suggestion, by=request.user, combined=form.text(), base=base)
        return suggestion

    latest, start = suggestion.item.latest, suggestions.proposed_text(suggestion)
    return _text_page(request, latest, start, combine, item=suggestion.item, suggestion=suggestion, combines=True)


def _text_page(request, over, start, act, *, item, suggestion=None, combines=False):
    """The form of a whole text over `over`; where that is newer than what was read, both are shown."""
    reason = {"reason": suggestion.reason} if suggestion else {}
    form = SuggestionForm(request.POST or None, start=start)
    form.initial = {**form.initial, **reason}
    if request.method == "POST":
        done = attempt(form, lambda fields: act(form, _seen(request, over)))
        if done:
            messages.success(request, _said(combines))
            return see_other("asset_suggestion", done.public_id)
    shown = {
        "item": item,
        "base": over,
        "suggestion": suggestion,
        "combines": combines,
        "newer": changes_in(suggestion.base, over) if suggestion and suggestion.base_id != over.pk else None,
    }
    return form_page(request, "assets/lineage/suggest.html", form, **shown)


def _decision_page(request, suggestion, form):
    item = suggestion.item
    note_audited_read(request, item)
    decides = may_decide_suggestion(request.user, item) and suggestion.state == ChangeState.OPEN
    text = suggestions.proposed_text(suggestion)
    # Only those who decide may know that a newer text waits; to its reader the one that is shown is the newest.
    newest = item.latest if decides else item.published
    waits = suggestion.state == ChangeState.OPEN
    shown = {
        "item": item,
        "suggestion": suggestion,
        "changes": changes_in(suggestion.base, text),
        "newer": changes_in(suggestion.base, newest) if waits and newest.pk != suggestion.base_id else None,
        "is_behind": waits and newest.pk != suggestion.base_id,
        "newest": newest,
        "decides": decides,
        "is_own": suggestion.by_id == request.user.pk,
    }
    return form_page(request, "assets/lineage/suggestion.html", form, **shown)


def _found(request, public_id):
    found = find_suggestion(public_id, request.user)
    if found is None:
        raise Http404
    return found


def _decided(request, public_id):
    """A proposal on which this person decides."""
    found = _found(request, public_id)
    require(may_decide_suggestion(request.user, found.item))
    return found


def _seen(request, over: Revision) -> Revision:
    """The text over which was written; another one than stands on the page now is a conflict, whichever it was."""
    if whole_number(request.POST.get("base"), most=999_999, default=over.number) != over.number:
        raise Conflict(_("เรื่องนี้มีฉบับใหม่กว่าที่คุณเปิดอ่าน ข้อความของคุณยังอยู่ครบ โปรดดูว่าฉบับใหม่เปลี่ยนอะไร แล้วส่งอีกครั้ง"))
    return over


def _said(combines) -> str:
    return _("รับข้อเสนอเป็นฉบับใหม่แล้ว ผู้อ่านจะเห็นเมื่อผ่านการตรวจ") if combines else _("ส่งให้เจ้าของเรื่องแล้ว คุณจะได้รับแจ้งเมื่อมีผล")
