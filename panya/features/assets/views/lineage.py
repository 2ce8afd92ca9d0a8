"""What stands on the page of an asset about the records around it, and its links of one's own making."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from panya.base.core.typed_numbers import whole_number
from panya.base.ui.answers import form_page, see_other
from panya.base.ui.attempt import attempt
from panya.features.assets.actions import relying
from panya.features.assets.forms.lineage import ReliesForm
from panya.features.assets.permissions import may_suggest_edit, may_translate, may_write_assets
from panya.features.assets.queries.lineage import lineage_of
from panya.features.assets.queries.suggestions import suggestions_on
from panya.features.assets.views.finding import editable
from panya.shared.content.models import Item
from panya.shared.content.permissions import may_edit, may_retire
from panya.shared.content.queries import LARGEST_NUMBER


def lineage_part(request: HttpRequest, item: Item) -> dict[str, Any]:
    """Lineage, proposals, and what this reader may do with them."""
    lineage = lineage_of(item, request.user)
    in_use = item.published_id is not None and not item.is_retired
    return {
        "lineage": lineage,
        "suggestions": suggestions_on(item, request.user),
        "suggests": may_suggest_edit(request.user, item),
        "merges": in_use and may_retire(request.user, item),
        "translates": lineage.translates is None and not lineage.translations and may_translate(request.user, item),
        "synthesises": in_use and may_write_assets(request.user),
        "compares": lineage.translates is not None and may_edit(request.user, item),
        "links": may_edit(request.user, item),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def asset_relies(request, number):
    """Say which record the asset cannot do without."""
    item = editable(request, number)
    form = ReliesForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda fields: relying.rely_on(item, fields["number"], by=request.user)
    ):
        messages.success(request, _("บันทึกแล้วว่าเรื่องนี้ต้องใช้เรื่องนั้น"))
        return see_other(item)
    return form_page(request, "assets/lineage/relies.html", form, item=item)


@require_POST
def asset_relies_no_more(request, number):
    """Take such a link away."""
    item = editable(request, number)
    other = whole_number(request.POST.get("number"), most=LARGEST_NUMBER, default=None)
    if other is not None:
        relying.rely_no_more(item, other, by=request.user)
    messages.success(request, _("เอาออกแล้ว"))
    return see_other(item)
