"""From a record to the works in which it was used, to what came of them, and to what else was used there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils.translation import get_language

from panya.shared.content import kinds
from panya.shared.content.models import Item
from panya.shared.feedback.models import UseRecord, UseResult, UseState
from panya.shared.feedback.models.use import plain
from panya.shared.people.permissions import Reader

MOST_WORKS = 30
_MOST_ROWS = 1_000
_MOST_TOGETHER = 10


@dataclass
class UsedItem:
    """Another record that was used in the same work."""

    number: int
    title: str
    url: str
    # In so many of the works, so many times.
    works: int = 0
    times: int = 0


@dataclass
class WorkOfUse:
    """A piece of work: what came of using the record in it, and what else was used there."""

    name: str
    unit: str
    worked: int = 0
    partly: int = 0
    failed: int = 0
    hours: Decimal = Decimal(0)
    others: list[UsedItem] = field(default_factory=list)

    @property
    def hours_shown(self) -> str:
        return plain(self.hours)


@dataclass
class Graph:
    works: list[WorkOfUse]
    # What is used together with the record most often.
    together: list[UsedItem]


def graph_of(item: Item, reader: Reader) -> Graph:
    """The newest works in which the record was used; one question to the database, by its indexes.

    Works without a name are no node. Records that the reader may not read do not stand in it, nor the use of
    one's own; hours once they are confirmed.
    """
    works: dict[int, WorkOfUse] = {}
    together: dict[int, UsedItem] = {}
    for row in _rows(item, reader):
        work = works.setdefault(row["work"], WorkOfUse(row["work__name"], _unit_of(row)))
        if row["item"] == item.pk:
            work.worked, work.partly, work.failed = row["worked"], row["partly"], row["failed"]
            work.hours = row["saved"] or Decimal(0)
            continue
        url = reverse(kinds.kind(row["item__kind"]).url_name, args=[row["item"]])
        work.others.append(UsedItem(row["item"], row["item__title"], url, 1, row["times"]))
        known = together.setdefault(row["item"], UsedItem(row["item"], row["item__title"], url))
        known.works += 1
        known.times += row["times"]
    most = sorted(together.values(), key=lambda used: (-used.works, -used.times, used.number))
    return Graph(list(works.values()), most[:_MOST_TOGETHER])


def _rows(item: Item, reader: Reader) -> Iterable[dict[str, Any]]:
    used = UseRecord.objects.counted()
    newest = used.filter(item=item, work__isnull=False).order_by().values("work").annotate(day=Max("used_on"))
    works = newest.order_by("-day", "-work").values("work")[:MOST_WORKS]
    found = used.filter(work__in=works).filter(Q(item=item) | Q(item__in=Item.objects.visible_to(reader).values("pk")))
    grouped = found.order_by().values(
        *("work", "work__name", "work__unit__name_th", "work__unit__name_en"),
        *("item", "item__title", "item__kind"),
    )
    counted = grouped.annotate(
        times=Count("pk"),
        worked=Count("pk", filter=Q(result=UseResult.WORKED)),
        partly=Count("pk", filter=Q(result=UseResult.PARTLY)),
        failed=Count("pk", filter=Q(result=UseResult.FAILED)),
        saved=Sum("hours", filter=Q(state=UseState.CONFIRMED)),
        day=Max("used_on"),
    )
    return counted.order_by("-work", "-times", "item")[:_MOST_ROWS]


def _unit_of(row: dict[str, Any]) -> str:
    english = row["work__unit__name_en"] if get_language() == "en" else ""
    return english or row["work__unit__name_th"]
