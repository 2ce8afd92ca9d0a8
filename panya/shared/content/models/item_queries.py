"""Who may read which item: the one place that decides it."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from panya.shared.content.choices import BY_CIRCLE, FOR_ALL_STAFF, SEEN, Access, Status
from panya.shared.content.models.review import Assignment, ReviewState
from panya.shared.people.models import Circle, Standing, Unit, User
from panya.shared.people.permissions import Reader, standing_of

_NOT_FOR_ALL_STAFF = (
    Q(access__in=[one for one in Access if one not in FOR_ALL_STAFF])
    | Q(status__in=[one for one in Status if one not in SEEN])
    | Q(deleted_at__isnull=False)
)


class ItemQuerySet(models.QuerySet):
    """Finishes the sentence “items that are …”."""

    def visible_to(self, reader: Reader) -> "ItemQuerySet":
        """Items that this reader may read whole; pages, lists, counts, feeds and answers all start here."""
        return self.open_to(standing_of(reader))

    def open_to(self, standing: Standing) -> "ItemQuerySet":
        """Items that whoever stands so may read whole."""
        return self.filter(self._readable(standing), deleted_at=None)

    def closed_to(self, standing: Standing) -> "ItemQuerySet":
        """All that `open_to` leaves out: few, where many rows are counted of which a reader may read nearly all."""
        hidden = self.exclude(self._readable(standing) & Q(deleted_at=None))
        # Looked for by indexes among the few that are not open to all staff, not among all.
        return hidden.filter(_NOT_FOR_ALL_STAFF) if standing.is_staff else hidden

    def listed_for(self, reader: Reader) -> "ItemQuerySet":
        """Published items that lists may show this reader: what may be read whole, and the cards of REQUEST."""
        return self.listed_to(standing_of(reader))

    def listed_to(self, standing: Standing) -> "ItemQuerySet":
        """What lists may show whoever stands so."""
        readable = self._readable(standing) | Q(access=Access.REQUEST)
        return self.filter(readable, status=Status.PUBLISHED, deleted_at=None)

    def binned_for(self, reader: Reader) -> "ItemQuerySet":
        """Items in the bin that this reader could read whole if they were not there."""
        return self.filter(self._readable(standing_of(reader)), deleted_at__isnull=False)

    def of_kind(self, kind: str) -> "ItemQuerySet":
        return self.filter(kind=kind)

    def of_unit(self, unit: Unit) -> "ItemQuerySet":
        """Items of this unit and of the units below it."""
        return self.filter(unit__path__startswith=unit.path)

    def edited_by(self, person: User) -> "ItemQuerySet":
        """Items that this person writes, owns or co-edits."""
        return self.filter(self._edited_by(person.pk), deleted_at=None)

    def numbers_edited_by(self, person_id: int) -> QuerySet[Any, int]:
        """The numbers of `edited_by`: asked in one OR, PostgreSQL reads all items for these few."""
        found = self.filter(deleted_at=None).order_by().values_list("pk", flat=True)
        return found.filter(author=person_id).union(found.filter(owner=person_id), found.filter(co_editors=person_id))

    def newest_first(self) -> "ItemQuerySet":
        return self.order_by("-published_at", "-number")

    def for_lists(self) -> "ItemQuerySet":
        """With what a row of a list shows, in one query."""
        return self.select_related("author", "unit", "notebook")

    def visible_through(self, relation: str, reader: Reader) -> Q:
        """What `visible_to` asks, of the item that a row of another table points to by this relation."""
        return self.open_through(relation, standing_of(reader))

    def open_through(self, relation: str, standing: Standing) -> Q:
        """What `open_to` asks, of the item that a row of another table points to by this relation."""
        return self._readable(standing, f"{relation}__") & Q(**{f"{relation}__deleted_at": None})

    def _readable(self, standing: Standing, at: str = "") -> Q:
        seen_by_all = _where(at, access=Access.PUBLIC, status__in=SEEN)
        if standing.person_id is None:
            return seen_by_all
        if not standing.is_staff:
            # Outside accounts stay under the ceiling of PUBLIC: circles open records to staff only.
            return seen_by_all | self._edited_by(standing.person_id, at)
        by_class = _where(at, access__in=FOR_ALL_STAFF, status__in=SEEN)
        by_person = self._edited_by(standing.person_id, at) | self._reviewed_by(standing.person_id, at)
        return by_class | self._by_circle(standing, at) | by_person

    def _by_circle(self, standing: Standing, at: str) -> Q:
        # EXISTS: only items of these classes are looked up, one index probe each.
        joined = Circle.objects.ids_joined_by(standing)
        opened = self.model.circles.through.objects.filter(item=OuterRef(f"{at}pk"), circle__in=joined)
        return Q(Exists(opened)) & _where(at, access__in=BY_CIRCLE, status__in=SEEN)

    def _reviewed_by(self, person_id: int, at: str) -> Q:
        # Assigned reviewers read while the review is open; their few are looked up first, like the own items.
        assigned = Assignment.objects.filter(reviewer=person_id, review__state=ReviewState.OPEN)
        return _where(at, pk__in=assigned.values("review__item"))

    def _edited_by(self, person_id: int, at: str = "") -> Q:
        # IN, where _by_circle has EXISTS: here the person's few items are looked up first, by one index each.
        co_edited = self.model.co_editors.through.objects.filter(user=person_id).values("item")
        return _where(at, author=person_id) | _where(at, owner=person_id) | _where(at, pk__in=co_edited)


def _where(at: str, **conditions: Any) -> Q:
    """These conditions, of the item at the end of this path."""
    return Q(**{f"{at}{name}": value for name, value in conditions.items()})
