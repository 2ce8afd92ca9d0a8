"""The list of assets and its filters: every count is of what this reader may see."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from panya.base.thai.normalise import normalise_line
from panya.features.assets.item_kinds import KIND
from panya.features.assets.models import AssetType
from panya.shared.content.models import Access, Item, Status, Topic, Validity
from panya.shared.content.models.item_queries import ItemQuerySet
from panya.shared.feedback.models import UseRecord
from panya.shared.people.models import GUEST, Unit
from panya.shared.people.permissions import Reader, may_look_people_up, standing_of

NEWEST, MOST_USED = "", "used"
# So many seconds guests are told the same counts; the rows are looked for each time.
_KEPT_FOR = 60


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what it does not know is left out."""

    type: str = ""
    topic: str = ""
    unit: str = ""
    validity: str = ""
    access: str = ""
    sort: str = NEWEST

    @classmethod
    def read(cls, asked: Mapping[str, str], reader: Reader) -> "Filters":
        access = asked.get("access", "") if may_look_people_up(reader) else ""
        return cls(
            type=_known(asked.get("type", ""), AssetType.values),
            topic=normalise_line(asked.get("topic", ""))[:60],
            unit=normalise_line(asked.get("unit", ""))[:30].upper(),
            validity=_known(asked.get("validity", ""), Validity.values),
            access=_known(access, Access.values),
            sort=_known(asked.get("sort", ""), [MOST_USED]),
        )

    def address(self, **changed: str) -> str:
        """The address that asks for this, with these filters set otherwise."""
        asked = {name: value for name, value in vars(replace(self, **changed)).items() if value}
        return f"?{urlencode(asked)}" if asked else "?"

    @property
    def is_any(self) -> bool:
        return self != Filters(sort=self.sort)


@dataclass(frozen=True)
class Choice:
    """One line of a filter: where it leads, and how many rows it would show."""

    label: str
    href: str
    count: int
    is_chosen: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Shelf:
    """The rows that the filters leave, and the choices of each filter."""

    rows: QuerySet[Item]
    types: list[Choice]
    validities: list[Choice]
    accesses: list[Choice]
    topics: list[Choice]
    units: list[Choice]


def shelf(reader: Reader, filters: Filters, before_counting: Callable[[], None] = lambda: None) -> Shelf:
    """Published assets. A card tells no type, topic, class or validity, so a filter of these leaves cards out.

    `before_counting` may refuse; it is called where nobody asked for the same counts within the minute.
    """
    topics = list(Topic.objects.all())
    units = list(Unit.objects.filter(is_own=True).in_order())
    asked = _Asked(reader, filters, topics, units)
    counts = _counts(asked, filters, before_counting)
    return Shelf(
        rows=_sorted(asked.rows().for_lists(), filters.sort),
        types=_choices(filters, "type", counts.types, AssetType.choices),
        validities=_choices(filters, "validity", counts.validities, Validity.choices),
        accesses=_choices(filters, "access", counts.accesses, Access.choices),
        topics=_topic_choices(filters, counts.topics, topics),
        units=_unit_choices(filters, counts.units, units),
    )


@dataclass(frozen=True)
class _Counts:
    """How many rows each choice of each filter would show; of topics with all below them, of units each alone."""

    types: dict[str, int]
    validities: dict[str, int]
    accesses: dict[str, int]
    topics: dict[int, int]
    units: dict[int, int]


def _counts(asked: "_Asked", filters: Filters, before_counting: Callable[[], None]) -> _Counts:
    """Guests all read the same: what one asked is kept for the others for a minute. Everybody else's is counted."""
    if not asked.is_by_guest:
        return _counted(asked)
    key = f"assets-shelf:{asked.key(filters)}"
    kept: _Counts | None = cache.get(key)
    if kept is None:
        before_counting()
        kept = _counted(asked)
        cache.set(key, kept, _KEPT_FOR)
    return kept


def _counted(asked: "_Asked") -> _Counts:
    counts = asked.counts_of_whole({"type": "asset__type", "validity": "validity", "access": "access"})
    return _Counts(
        types=counts["type"],
        validities=counts["validity"],
        accesses=counts["access"] if asked.is_by_staff else {},
        topics=asked.topic_counts(),
        units=asked.counts("unit", "unit"),
    )


class _Asked:
    """The filters as conditions, each of which can be left out to count what its other choices would show."""

    def __init__(self, reader: Reader, filters: Filters, topics: list[Topic], units: list[Unit]) -> None:
        self._reader = reader
        self._topics = topics
        self.is_by_guest = standing_of(reader) == GUEST
        self.is_by_staff = may_look_people_up(reader)
        within = [topic.pk for topic in topics_below(topics, filters.topic)]
        unit = next((unit for unit in units if unit.code.upper() == filters.unit), None)
        # Whatever else is typed finds nothing, and need not be told apart.
        self._known = (within, unit.pk if unit else None)
        put_under = Item.topics.through.objects.filter(topic__in=within).values("item")
        self._conditions = {
            "type": Q(asset__type=filters.type) if filters.type else None,
            "validity": Q(validity=filters.validity) if filters.validity else None,
            "access": Q(access=filters.access) if filters.access else None,
            "topic": Q(pk__in=put_under) if filters.topic else None,
            "unit": _of_unit(unit) if filters.unit else None,
        }

    def rows(self, *, but: str = "") -> ItemQuerySet:
        """What all conditions but one leave; a condition about more than the card leaves the cards out."""
        kept = {name: found for name, found in self._conditions.items() if found is not None and name != but}
        whole = bool(kept.keys() - {"unit"}) or but not in {"", "unit"}
        items = Item.objects.visible_to(self._reader) if whole else Item.objects.listed_for(self._reader)
        return items.of_kind(KIND).filter(*kept.values(), status=Status.PUBLISHED)

    def key(self, filters: Filters) -> str:
        """What two questions for the same counts share."""
        chosen = (filters.type, filters.validity, bool(filters.topic), bool(filters.unit))
        return repr((chosen, self._known))

    def counts_of_whole(self, columns: dict[str, str]) -> dict[str, dict[Any, int]]:
        """For each of these filters, which all leave the cards out, the rows of its choices.

        Those that nobody has set count the same rows: together, in one pass over them.
        """
        unset = [name for name in columns if self._conditions[name] is None]
        counts = {name: self.counts(name, column) for name, column in columns.items() if name not in unset}
        counts |= {name: Counter() for name in unset}
        if unset:
            rows = self.rows(but=unset[0]).order_by().values_list(*(columns[name] for name in unset))
            for *values, number in rows.annotate(n=Count("pk")):
                for name, value in zip(unset, values, strict=True):
                    counts[name][value] += number
        return counts

    def counts(self, but: str, column: str) -> dict[Any, int]:
        counted = self.rows(but=but).order_by().values_list(column).annotate(n=Count("pk"))
        return dict(counted)

    def topic_counts(self) -> dict[int, int]:
        """For each topic what stands under it and below it; an asset under two of them once.

        Counted in the database; only of assets under several topics each link is looked at, to count them once.
        """
        links = Item.topics.through.objects
        shown = self.rows(but="topic")
        under = dict(links.filter(item__in=shown).order_by().values_list("topic").annotate(n=Count("pk")))
        several = links.order_by().values("item").annotate(n=Count("pk")).filter(Q(n__gt=1)).values("item")
        of_several: dict[int, set[int]] = {}
        for number, put_under in links.filter(item__in=shown.filter(pk__in=several)).values_list("item", "topic"):
            of_several.setdefault(number, set()).add(put_under)
        counted = {}
        for topic in self._topics:
            within = {one.pk for one in topics_below(self._topics, topic.slug)}
            twice = sum(max(len(within & found) - 1, 0) for found in of_several.values()) if len(within) > 1 else 0
            counted[topic.pk] = sum(under.get(pk, 0) for pk in within) - twice
        return counted


def topics_below(topics: Iterable[Topic], slug: str) -> list[Topic]:
    """This topic and all under it; one that went into another stands for that one."""
    topics = list(topics)
    top = next((topic for topic in topics if topic.slug == slug), None)
    if top is None:
        return []
    found, waiting = [], [top.merged_into_id or top.pk]
    while waiting:
        here = waiting.pop()
        found += [topic for topic in topics if topic.pk == here]
        waiting += [topic.pk for topic in topics if here in {topic.parent_id, topic.merged_into_id}]
    return found


def _of_unit(unit: Unit | None) -> Q:
    return Q(unit__path__startswith=unit.path) if unit else Q(pk__in=[])


def _sorted(rows: QuerySet[Item], sort: str) -> QuerySet[Item]:
    if sort != MOST_USED:
        return rows.order_by("-published_at", "-number")
    counted = UseRecord.objects.counted().filter(item=OuterRef("pk"))
    number = counted.order_by().values("item").annotate(n=Count("pk")).values("n")
    return rows.annotate(used=Coalesce(Subquery(number), 0)).order_by(
        F("used").desc(), F("published_at").desc(), F("number").desc()
    )


def _choices(filters: Filters, name: str, counts: Mapping[Any, int], known: Iterable[tuple[str, Any]]) -> list[Choice]:
    chosen = getattr(filters, name)
    return [
        Choice(str(label), filters.address(**{name: "" if key == chosen else key}), counts.get(key, 0), key == chosen)
        for key, label in known
        if counts.get(key) or key == chosen
    ]


def _topic_choices(filters: Filters, counts: Mapping[int, int], topics: list[Topic]) -> list[Choice]:
    """The tree, each topic with what stands under it and below it."""
    found = []
    for topic, depth in _in_tree([topic for topic in topics if topic.merged_into_id is None]):
        chosen = topic.slug == filters.topic
        if counts.get(topic.pk) or chosen:
            href = filters.address(topic="" if chosen else topic.slug)
            found.append(Choice(str(topic), href, counts.get(topic.pk, 0), chosen, depth))
    return found


def _in_tree(topics: list[Topic]) -> list[tuple[Topic, int]]:
    rows, waiting = [], [(topic, 0) for topic in reversed(topics) if topic.parent_id is None]
    while waiting:
        topic, depth = waiting.pop()
        rows.append((topic, depth))
        waiting += [(child, depth + 1) for child in reversed(topics) if child.parent_id == topic.pk]
    return rows


def _unit_choices(filters: Filters, counts: Mapping[int, int], units: list[Unit]) -> list[Choice]:
    """Units right below the root; of the chosen one those above it and right below it; each with all below it."""
    paths = {unit.pk: unit.path for unit in units}
    below: Counter[int] = Counter()
    for key, count in counts.items():
        for above in [int(part) for part in paths.get(key, "").split(".") if part]:
            below[above] += count
    chosen = next((unit for unit in units if unit.code.upper() == filters.unit), None)
    line = [int(part) for part in chosen.path.split(".") if part] if chosen else []
    root = {unit.pk for unit in units if unit.parent_id is None}
    shown = [unit for unit in units if unit.parent_id in root or unit.pk in line or unit.parent_id in line]
    shown = sorted((unit for unit in shown if below[unit.pk] or unit == chosen), key=lambda unit: _place(unit, units))
    return [
        Choice(
            unit.name,
            filters.address(unit="" if unit == chosen else unit.code),
            below[unit.pk],
            unit == chosen,
            max(unit.path.count(".") - 2, 0),
        )
        for unit in shown
    ]


def _place(unit: Unit, units: list[Unit]) -> list[int]:
    """Where the unit stands in the tree, as the places of those above it and its own among their neighbours."""
    places = {one.pk: place for place, one in enumerate(units)}
    return [places.get(int(part), 0) for part in unit.path.split(".") if part]


def _known(value: str, values: Iterable[str]) -> str:
    return value if value in values else ""
