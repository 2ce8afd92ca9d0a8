"""Where an asset stands, what it is and who reads it; taking it out of use."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.errors import require
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions import placing
from panya.features.assets.forms.writing import AssetPlaceForm
from panya.features.assets.views.editor import EDITOR
from panya.features.assets.views.finding import editable, readable
from panya.shared.content.permissions import may_retire
from panya.shared.content.views.finding import latest_of
from panya.shared.search.suggesting import suggest


@require_http_methods(["GET", "HEAD", "POST"])
def asset_place(request, number):
    """Unit, topics, tags, facts, contributors, licence, and until it is first shown its readers."""
    item = editable(request, number)
    form = AssetPlaceForm(request.POST or None, item=item, by=request.user)
    if request.method == "POST" and attempt(
        form, lambda fields: placing.change_place(item, form.asset_wish(), by=request.user)
    ):
        messages.success(request, _("ปรับแล้ว"))
        return see_other(item)
    shown = {"suggestions": suggest(latest_of(item), request.user)}
    return form_page(request, "assets/place.html", form, item=item, editor=EDITOR, **shown)


@require_POST
def asset_bring_back(request, number):
    """List a retired asset again."""
    item = readable(request, number)
    require(may_retire(request.user, item))
    placing.bring_back_asset(item, by=request.user)
    messages.success(request, _("นำกลับมาใช้แล้ว"))
    return see_other(item)
