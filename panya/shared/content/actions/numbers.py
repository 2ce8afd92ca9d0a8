"""Record numbers: rising by random steps, so that they tell nothing of hidden records."""

import secrets

from django.db import IntegrityError, transaction

from panya.shared.content.models import Item, NumberSequence

FIRST_NATIVE = 1_000_001
_LARGEST_STEP = 9


def next_number() -> int:
    """Take the next native record number; call inside the transaction that makes the item."""
    return next_numbers(1)[0]


def next_numbers(count: int) -> list[int]:
    """Take several native record numbers at once (imports)."""
    sequence = _locked_sequence()
    numbers = []
    for _ in range(count):
        sequence.last += 1 + secrets.randbelow(_LARGEST_STEP)
        numbers.append(sequence.last)
    sequence.save(update_fields=["last"])
    return numbers


def free_number(wanted: int | None) -> tuple[int, int | None]:
    """(number, old number): the wanted number where it is free and below the native ones, else a native one."""
    if wanted is None:
        return next_number(), None
    if 0 < wanted < FIRST_NATIVE and not Item.objects.filter(pk=wanted).exists():
        return wanted, None
    return next_number(), wanted


def _locked_sequence() -> NumberSequence:
    sequence = NumberSequence.objects.select_for_update().first()
    if sequence is None:
        try:
            with transaction.atomic():
                NumberSequence.objects.create(pk=1, last=FIRST_NATIVE - 1)
        except IntegrityError:
            pass  # Another transaction made it first.
        sequence = NumberSequence.objects.select_for_update().get(pk=1)
    return sequence
