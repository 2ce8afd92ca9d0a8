"""Who may read which item: the one place that decides it."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from panya.shared.people.models import Unit, User

if TYPE_CHECKING:
    from panya.shared.content.models.item import Item

Reader = User | AnonymousUser

# Written out: choices live in item.py, which imports this module.
_SEEN = ["published", "retired"]
_BY_CIRCLE = ["UNIT", "RESTRICTED"]


class ItemQuerySet(models.QuerySet["Item"]):
    """Finishes the sentence “items that are …”."""

    def visible_to(self, reader: Reader) -> "ItemQuerySet":
        """Items that this reader may read whole; pages, lists, counts, feeds and answers all start here."""
        return self.filter(self._open_to(reader), deleted_at=None)

    def first_visible_to(self, reader: Reader) -> "Item | None":
        """The first of these that is visible to this reader: most are public or the reader's own, which is
        quick to see; only where that fails are the reader's posting and circles asked for."""
        plainly = self._seen_by_all() | self._written_by(reader)
        return self.filter(plainly, deleted_at=None).first() or self.visible_to(reader).first()

    def listed_for(self, reader: Reader) -> "ItemQuerySet":
        """Published items that lists may show this reader: what may be read whole, and the cards of REQUEST."""
        readable = self._open_to(reader) | Q(access="REQUEST")
        return self.filter(readable, status="published", deleted_at=None)

    def of_kind(self, kind: str) -> "ItemQuerySet":
        return self.filter(kind=kind)

    def of_unit(self, unit: Unit) -> "ItemQuerySet":
        """Items of this unit and of the units below it."""
        return self.filter(unit__path__startswith=unit.path)

    def edited_by(self, person: User) -> "ItemQuerySet":
        """Items that this person writes, owns or co-edits."""
        return self.filter(self._edited_by(person), deleted_at=None)

    def newest_first(self) -> "ItemQuerySet":
        return self.order_by("-published_at", "-number")

    def for_lists(self) -> "ItemQuerySet":
        """With what a row of a list shows, in one query."""
        return self.select_related("author", "unit", "notebook")

    def _open_to(self, reader: Reader) -> Q:
        if not isinstance(reader, User) or not reader.is_active:
            return self._seen_by_all()
        if not reader.is_staff_member:
            # Outside accounts stay under the ceiling of PUBLIC: circles open records to staff only.
            return self._seen_by_all() | self._edited_by(reader)
        by_class = Q(access__in=["PUBLIC", "REQUEST", "INTERNAL"], status__in=_SEEN)
        return by_class | self._by_circle(reader) | self._edited_by(reader)

    def _seen_by_all(self) -> Q:
        return Q(access="PUBLIC", status__in=_SEEN)

    def _by_circle(self, reader: User) -> Q:
        # EXISTS with the ids written out: only items of these classes are looked up, one index probe each.
        opened = self.model.circles.through.objects.filter(item=OuterRef("pk"), circle__in=reader.circle_ids)
        return Q(Exists(opened), access__in=_BY_CIRCLE, status__in=_SEEN)

    def _edited_by(self, person: User) -> Q:
        co_edited = self.model.co_editors.through.objects.filter(item=OuterRef("pk"), user=person)
        return self._written_by(person) | Q(Exists(co_edited))

    def _written_by(self, reader: Reader) -> Q:
        if not isinstance(reader, User) or not reader.is_active:
            return Q(pk__in=[])
        return Q(author=reader) | Q(owner=reader)
