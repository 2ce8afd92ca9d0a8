"""What the page of an asset says about whether its text still holds."""

from typing import Any

from django.http import HttpRequest

from panya.shared.content.models import Item
from panya.shared.content.permissions import may_renew
from panya.shared.content.succession import newest_for


def freshness_part(request: HttpRequest, item: Item) -> dict[str, Any]:
    """The way on from an old text, and whether this reader may renew it."""
    return {
        "newest": newest_for(item, request.user) if item.superseded_by_id else None,
        "renews": may_renew(request.user, item),
    }
