"""Writing notes, in the shared editor."""

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.read_only import writes_on_get
from panya.base.ui.answers import see_other
from panya.features.notes import actions
from panya.features.notes.views.editor import EDITOR
from panya.shared.content.views import editor


@require_http_methods(["GET", "HEAD", "POST"])
def note_new(request):
    """Begin a note; the draft comes into being with the first autosave, the note when it is saved."""
    return editor.new_page(request, EDITOR)


@require_POST
def note_begin(request):
    """Go on in the editor with the first lines, which were typed elsewhere; without any, with an empty page."""
    if not request.POST.get("line", "").strip():
        return see_other("note_new")
    return see_other("note_draft", actions.begin_draft(request.POST["line"], by=request.user).public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def note_draft(request, draft_id):
    """Go on with a draft."""
    return editor.draft_page(request, EDITOR, draft_id)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def note_edit(request, number):
    """Change the text of a note."""
    return editor.edit_page(request, EDITOR, number)


@require_POST
def note_autosave(request):
    """Keep what is typed and say when; the answer carries the id of the draft."""
    return editor.autosave_answer(request, EDITOR)


@require_POST
def note_draft_file(request, draft_id):
    """Hang a file on the draft; the editor puts it into the text or among the attachments."""
    return editor.draft_file_answer(request, EDITOR, draft_id)


@require_POST
def note_draft_discard(request, draft_id):
    """Throw a draft away; a saved note stays as it was saved."""
    return editor.discard_answer(request, EDITOR, draft_id)


@require_safe
def note_drafts(request):
    """What this person has begun and not published, and what was taken out of use."""
    return editor.drafts_page(request, EDITOR)
