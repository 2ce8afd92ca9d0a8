"""Which records are near to one: those that share most of its tags and topics."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from panya.shared.content.models import Item, Status
from panya.shared.people.permissions import Reader

_MOST = 5


def related_to(item: Item, reader: Reader) -> list[Item]:
    """At most five published records that the reader may read whole: a card tells neither tags nor topics."""
    tags, topics = list(item.tags.values_list("pk", flat=True)), list(item.topics.values_list("pk", flat=True))
    tagged = Item.tags.through.objects.filter(tag__in=tags)
    filed = Item.topics.through.objects.filter(topic__in=topics)
    readable = Item.objects.visible_to(reader).filter(status=Status.PUBLISHED).exclude(pk=item.pk)
    near = readable.filter(pk__in=tagged.values("item").union(filed.values("item")))
    near = near.annotate(shared=_count(tagged) + _count(filed))
    return list(near.for_lists().order_by(F("shared").desc(), "-published_at", "-number")[:_MOST])


def _count(links: QuerySet) -> Coalesce:
    mine = links.filter(item=OuterRef("pk")).order_by().values("item").annotate(count=Count("pk"))
    return Coalesce(Subquery(mine.values("count")), 0)
