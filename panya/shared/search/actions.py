"""Ask for records to be indexed anew."""

from collections.abc import Iterable

from panya.shared.search.models import Outbox


def touch(numbers: Iterable[int]) -> None:
    """Have these records indexed anew; call it in the transaction that changes them."""
    Outbox.objects.bulk_create([Outbox(item_number=number) for number in numbers], batch_size=1000)
