"""How often found records were used in work: the search lifts them by it."""

from collections.abc import Collection, Mapping

from django.db.models import Count

from panya.base.core.many import these
from panya.base.core.prepared import Prepared
from panya.shared.feedback.models import UseRecord, UseState
from panya.shared.search.ranking import register_uses


def confirmed_uses(numbers: Collection[int]) -> Mapping[int, int]:
    """The uses by others that their heads confirmed."""
    return dict(_CONFIRMED(numbers))


_CONFIRMED: Prepared[tuple[int, int]] = Prepared(
    lambda numbers: (
        UseRecord.objects.filter(item__in=these(numbers), state=UseState.CONFIRMED, is_own=False)
        .order_by()
        .values_list("item_id")
        .annotate(times=Count("pk"))
    )
)


register_uses(confirmed_uses)
