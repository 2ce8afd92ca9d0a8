"""What the page of an asset says of its review."""

from typing import Any

from django.http import HttpRequest

from panya.features.assets.queries.access import open_change_of
from panya.shared.content import review_queries as reviews
from panya.shared.content.actions.reviewing.asking import approved_unshown
from panya.shared.content.models import Item, Review, ReviewState
from panya.shared.content.permissions import may_ask_for_review, may_edit

_MOST_ROUNDS = 50


def review_part(request: HttpRequest, item: Item) -> dict[str, Any]:
    """For everybody who vouched and when; for writers and reviewers also how the review stands."""
    rounds = list(reviews.reviews_of(item)[:_MOST_ROUNDS])
    texts = {item.published_id} if item.published_id else set()
    vouched = [one for one in rounds if one.state == ReviewState.APPROVED and one.revision_id in texts]
    waiting = next((one for one in rounds if one.is_open), None)
    edits = may_edit(request.user, item)
    assigned = waiting is not None and any(
        one.reviewer_id == request.user.pk and not one.decision for one in waiting.assignments.all()
    )
    shown = {
        "vouched": vouched[0] if vouched else None,
        "open": waiting if edits or assigned else None,
        "is_mine": assigned,
        "edits": edits,
    }
    return {"reviewing": shown | (_for_writers(request, item, rounds, waiting) if edits else {})}


def _for_writers(request: HttpRequest, item: Item, rounds: list[Review], waiting: Review | None) -> dict[str, Any]:
    asks = may_ask_for_review(request.user, item)
    return {
        "class_change": open_change_of(item),
        "returned": reviews.returned_review(rounds[:1]),
        "approved": approved_unshown(item),
        "rounds": rounds,
        "remarks": reviews.remarks_on(item, unsettled=True),
        "asks": asks,
        "may_send": asks and waiting is None and item.latest_id != item.published_id and not item.is_retired,
        "lost": reviews.lost_reviewers(waiting) if waiting else set(),
    }
