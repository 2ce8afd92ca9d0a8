"""The history of an asset: for those who may write it. Readers see the approved text only."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from panya.base.core.read_only import writes_on_get
from panya.base.ui.answers import see_other
from panya.features.assets.actions.writing import restore_revision
from panya.features.assets.views.editor import EDITOR
from panya.features.assets.views.finding import editable
from panya.shared.content.views import history
from panya.shared.content.views.finding import revision


@require_safe
def asset_history(request, number):
    """Every saved text of an asset, the latest first."""
    return history.history_page(request, EDITOR, number)


@require_safe
@writes_on_get
def asset_revision(request, number, revision_number):
    """One saved text as it was."""
    return history.revision_page(request, EDITOR, number, revision_number, "assets/revision.html")


@require_safe
@writes_on_get
def asset_compare(request, number, old_number, new_number):
    """What changed between two saved texts, by words."""
    return history.compare_page(request, EDITOR, number, old_number, new_number, "assets/compare.html")


@require_POST
def asset_restore(request, number, revision_number):
    """Bring an old text back as a new one, which nobody approved yet."""
    item = editable(request, number)
    old = revision(item, revision_number)
    restore_revision(item, old, by=request.user)
    said = _("นำฉบับที่ %(number)d กลับมาเป็นฉบับล่าสุดแล้ว ผู้อ่านจะเห็นเมื่อผ่านการตรวจ") % {"number": old.number}
    messages.success(request, said)
    return see_other(item)
