"""What the page of an asset says of its use."""

from typing import Any

from django.http import HttpRequest

from panya.shared.content.models import Item
from panya.shared.content.permissions import may_edit
from panya.shared.feedback.permissions import may_rate, may_record_use
from panya.shared.feedback.queries.citizens import rated
from panya.shared.feedback.queries.uses import for_guests, uses_of_item
from panya.shared.people.permissions import may_look_people_up


def uses_part(request: HttpRequest, item: Item) -> dict[str, Any]:
    """Counts and the newest three for the staff; counts only for those outside."""
    is_colleague = may_look_people_up(request.user)
    uses = uses_of_item(item, newest=3 if is_colleague else 0)
    return {
        "uses": uses if is_colleague else for_guests(uses),
        "sees_users": is_colleague,
        "may_use": may_record_use(request.user, item),
        "may_rate": may_rate(request.user, item),
        "rated": rated(item) if may_edit(request.user, item) else None,
    }
