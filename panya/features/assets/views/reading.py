"""Pages on which assets are read."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from panya.base.core.read_only import writes_on_get
from panya.features.assets.item_kinds import KIND
from panya.features.assets.queries.assets import facts_of, find_asset
from panya.features.assets.structure import parts_of
from panya.features.assets.views.finding import note_audited_read, shown_of
from panya.features.assets.views.wanted import wanted_part
from panya.shared.activity import spool
from panya.shared.content.html import shown_html
from panya.shared.content.models import Item
from panya.shared.content.permissions import may_edit
from panya.shared.content.queries import card_of

# What stands on the page of an asset beside its text: functions of (request, item) that give what their template needs.
PARTS: tuple[Callable[[HttpRequest, Item], dict[str, Any]], ...] = (wanted_part,)


@login_not_required
@require_safe
@writes_on_get
def asset(request, number):
    """One asset; for those who may see its card only, the card."""
    item = find_asset(number, request.user)
    if item is None:
        return _card(request, number)
    if item.pk != number:
        # An old number belongs to this reader's view of the record only: no 301.
        return redirect(item)
    note_audited_read(request, item)
    if item.published_id is not None:
        spool.seen(item, request.user, request)
    return render(request, "assets/asset.html", _shown(request, item))


def _shown(request, item):
    revision = shown_of(item)
    edits = may_edit(request.user, item)
    newer = item.latest if edits and item.latest_id != revision.pk else None
    shown = {
        "newer": newer,
        "newer_parts": parts_of(newer.structured) if newer else None,
        "newer_body": shown_html(newer.body_html) if newer else "",
        "item": item,
        "facts": facts_of(item),
        "revision": revision,
        "parts": parts_of(revision.structured),
        "body": shown_html(revision.body_html),
        "edits": edits,
    }
    for part in PARTS:
        shown |= part(request, item)
    return shown


def _card(request, number):
    item = card_of(number, request.user, KIND)
    if item is None:
        raise Http404
    return render(request, "assets/card.html", {"item": item})
