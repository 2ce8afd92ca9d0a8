"""People and roles go over from a unit that ends to the one that goes on."""

from datetime import date, timedelta

from django.db.models import Q

from panya.shared.people.models import Appointment, Posting, Unit

_ONE_DAY = timedelta(days=1)


def hand_over_people(unit: Unit, successor: Unit, on: date) -> int:
    """Let postings and roles that reach beyond this day go on in the successor; gives the number of postings."""
    _hand_over(Appointment, unit, successor, on)
    return _hand_over(Posting, unit, successor, on)


def _hand_over(model: type[Posting] | type[Appointment], unit: Unit, successor: Unit, on: date) -> int:
    rows = model.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), unit=unit)
    handed = 0
    for row in rows:
        handed += 1
        if row.valid_from >= on:
            row.unit = successor
            row.save(update_fields=["unit"])
            continue
        last_day, row.valid_to = row.valid_to, on - _ONE_DAY
        row.save(update_fields=["valid_to"])
        # A copy with a new key: it keeps person, role and order number.
        row.pk, row._state.adding = None, True
        row.unit, row.valid_from, row.valid_to = successor, on, last_day
        row.save()
    return handed
