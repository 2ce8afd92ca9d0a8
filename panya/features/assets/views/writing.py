"""Writing assets, in the shared editor."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.errors import require
from panya.base.core.read_only import writes_on_get
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions.promoting import promote, text_to_take
from panya.features.assets.forms.writing import PromoteForm
from panya.features.assets.permissions import may_write_assets
from panya.features.assets.starters import TEMPLATES, template_of
from panya.features.assets.views.editor import EDITOR
from panya.features.assets.views.finding import note_audited_read, promotable
from panya.shared.content.views import editor


@require_http_methods(["GET", "HEAD", "POST"])
def asset_new(request):
    """First the type, whose template asks the right questions; then the text."""
    template = template_of(request.GET.get("template", ""))
    if request.method != "POST" and template is None:
        shown = {"templates": TEMPLATES, "may_save": may_write_assets(request.user)}
        return render(request, "assets/choose_type.html", shown)
    return editor.new_page(request, EDITOR, template.fields if template else None)


@require_http_methods(["GET", "HEAD", "POST"])
def asset_draft(request, draft_id):
    """Go on with a draft."""
    return editor.draft_page(request, EDITOR, draft_id)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_edit(request, number):
    """Change the text of an asset; readers keep the approved one."""
    return editor.edit_page(request, EDITOR, number)


@require_POST
def asset_autosave(request):
    """Keep what is typed and say when; the answer carries the id of the draft."""
    return editor.autosave_answer(request, EDITOR)


@require_POST
def asset_draft_file(request, draft_id):
    """Hang a file on the draft; the editor puts it into the text or among the attachments."""
    return editor.draft_file_answer(request, EDITOR, draft_id)


@require_POST
def asset_draft_discard(request, draft_id):
    """Throw a draft away; a saved asset stays as it was saved."""
    return editor.discard_answer(request, EDITOR, draft_id)


@require_safe
def asset_drafts(request):
    """What this person has begun and readers do not see, and what was taken out of use."""
    return editor.drafts_page(request, EDITOR, "assets/drafts.html")


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def asset_promote(request, number):
    """Make an asset out of a note that the reader may read."""
    require(may_write_assets(request.user))
    source = promotable(request, number)
    note_audited_read(request, source)
    form = PromoteForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda fields: promote(source, fields["type"], by=request.user))
        if made:
            messages.success(request, _("ได้ร่างองค์ความรู้จากบันทึกแล้ว เติมส่วนที่ขาด แล้วส่งให้ผู้รู้ตรวจ"))
            return see_other("asset_edit", made.pk)
    text = text_to_take(source, request.user)
    return form_page(request, "assets/promote.html", form, item=source, text=text, templates=TEMPLATES)
