"""The entries of the audit as one auditor may read them, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import BooleanField, Case, CharField, Q, QuerySet, When
from django.db.models.functions import Cast

from panya.base.thai.dates import BANGKOK
from panya.overviews.audit_trail.permissions import READERS
from panya.overviews.audit_trail.words import GROUPS
from panya.shared.audit.models import AuditEntry, AuditQuerySet
from panya.shared.content.models import Item
from panya.shared.feedback.models import Comment
from panya.shared.people.models import Posting, Unit, User

PAGE = 50
MOST_PEOPLE = 20
# So many records and people make a unit large.
_LARGE = 50


@dataclass(frozen=True)
class Asked:
    """What the auditor asks for; everything empty is everything."""

    acts: str = ""
    people: tuple[int, ...] | None = None
    number: int | None = None
    object_id: str = ""
    unit: Unit | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True)
class Found:
    """One page of entries, and below which entry the next one begins."""

    entries: list[AuditEntry] = field(default_factory=list)
    older_than: int | None = None


def units_read_by(auditor: User) -> list[Unit] | None:
    """The units over which the person reads the audit; None: over everything."""
    units = []
    for appointment in auditor.appointments.current().filter(role__in=READERS).select_related("unit"):
        if appointment.unit is None:
            return None
        units.append(appointment.unit)
    return units


def units_below(units: list[Unit] | None) -> list[Unit] | None:
    """These units and all that hang below them."""
    if units is None:
        return None
    return list(Unit.objects.filter(_below(units)))


def entries_read_by(auditor: User) -> AuditQuerySet:
    """What this auditor may see of the audit."""
    units = units_read_by(auditor)
    entries = AuditEntry.objects.all()
    # Also the own looks of an auditor who works elsewhere.
    return entries if units is None else _within(entries, units, Q(actor=auditor))


def find_entry(pk: int, auditor: User) -> AuditEntry | None:
    return entries_read_by(auditor).filter(pk=pk).select_related("actor").first()


def page_of_entries(auditor: User, asked: Asked, older_than: int | None = None) -> Found:
    """One page, found without counting or passing over what is newer."""
    found = list(islice(newest_entries(auditor, asked, older_than, PAGE + 1), PAGE + 1))
    more = len(found) > PAGE
    return Found(found[:PAGE], found[PAGE - 1].pk if more else None)


def newest_entries(auditor: User, asked: Asked, older_than: int | None, most: int) -> Iterator[AuditEntry]:
    """At most so many entries, newest first."""
    entries = _matching(entries_read_by(auditor), asked)
    above = AuditEntry.objects.filter(pk=older_than).first() if older_than else None
    if above:
        entries = entries.older_than(above)
    pks: list[tuple[datetime, int]] = []
    for lane in _lanes(entries, asked):
        pks += lane.newest_first().values_list("at", "pk")[:most]
    wanted = [pk for _at, pk in sorted(pks, reverse=True)[:most]]
    for start in range(0, len(wanted), 500):
        batch = wanted[start : start + 500]
        rows = AuditEntry.objects.select_related("actor").in_bulk(batch)
        yield from (rows[pk] for pk in batch)


def _lanes(entries: AuditQuerySet, asked: Asked) -> list[AuditQuerySet]:
    # One question for each act or person: each is read off its index in order; “any of these” would be sorted.
    verbs = GROUPS[asked.acts].verbs if asked.acts else ()
    if asked.people is not None:
        entries = entries.filter(verb__in=verbs) if verbs else entries
        return [entries.filter(actor=pk) for pk in asked.people]
    return [entries.filter(verb=verb) for verb in verbs] if verbs else [entries]


def _matching(entries: AuditQuerySet, asked: Asked) -> AuditQuerySet:
    if asked.number is not None:
        entries = entries.filter(object_kind="item", object_id=str(asked.number))
    if asked.object_id:
        entries = entries.filter(object_id=asked.object_id)
    if asked.unit:
        entries = _within(entries, [asked.unit])
    if asked.from_day:
        entries = entries.filter(at__gte=_midnight(asked.from_day))
    if asked.to_day:
        entries = entries.filter(at__lt=_midnight(asked.to_day + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)


def _within(entries: AuditQuerySet, units: list[Unit], also: Q | None = None) -> AuditQuerySet:
    """The acts of these units; those of a large unit are met soon where the newest are passed one after the other."""
    inside = _of_units(units) | (also or Q(pk__in=[]))
    if not _are_large(units):
        return entries.filter(inside)
    # Behind a CASE no index offers to collect and sort half of the table.
    told = Case(When(inside, then=True), default=False, output_field=BooleanField())
    return entries.annotate(is_inside=told).filter(is_inside=True)


def _are_large(units: list[Unit]) -> bool:
    there = Unit.objects.filter(_below(units)).order_by().values("pk")
    records = Item.objects.filter(unit__in=there).order_by()[:_LARGE].count()
    return records + Posting.objects.current().filter(unit__in=there)[:_LARGE].count() >= _LARGE


def _of_units(units: list[Unit]) -> Q:
    """Acts on the records, people and units of these units and below, and acts of those who work there now."""
    there = Unit.objects.filter(_below(units)).order_by()
    working = Posting.objects.current().filter(unit__in=there.values("pk"))
    return (
        Q(actor__in=working.values("person"))
        | Q(object_kind="item", object_id__in=_as_text(Item.objects.filter(unit__in=there.values("pk"))))
        | Q(object_kind="comment", object_id__in=_comments(there))
        | Q(
            object_kind="person", object_id__in=User.objects.filter(pk__in=working.values("person")).values("public_id")
        )
        | Q(object_kind="unit", object_id__in=there.values("code"))
    )


def _below(units: list[Unit]) -> Q:
    below = Q(pk__in=[])
    for unit in units:
        below |= Q(path__startswith=unit.path)
    return below


def _as_text(items: QuerySet[Item]) -> QuerySet[Item, Any]:
    return items.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")


def _comments(units: QuerySet[Unit]) -> QuerySet[Comment, Any]:
    return Comment.objects.filter(item__unit__in=units.values("pk")).order_by().values("public_id")
