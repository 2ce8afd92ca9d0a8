"""The history of a note: for those who may write it. Readers see the published text only."""

from django.views.decorators.http import require_POST, require_safe

from panya.base.core.read_only import writes_on_get
from panya.features.notes.views.editor import EDITOR
from panya.shared.content.views import history


@require_safe
def note_history(request, number):
    """Every saved text of a note, the latest first."""
    return history.history_page(request, EDITOR, number)


@require_safe
@writes_on_get
def note_revision(request, number, revision_number):
    """One saved text as it was."""
    return history.revision_page(request, EDITOR, number, revision_number)


@require_safe
@writes_on_get
def note_compare(request, number, old_number, new_number):
    """What changed between two saved texts, by words."""
    return history.compare_page(request, EDITOR, number, old_number, new_number)


@require_POST
def note_restore(request, number, revision_number):
    """Bring an old text back as the newest revision."""
    return history.restore_answer(request, EDITOR, number, revision_number)
