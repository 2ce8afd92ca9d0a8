"""What became of one's own published records, in sober numbers that open what they count."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from panya.base.ui.paging import Page, page_of
from panya.shared.activity.queries import reads_this_month
from panya.shared.content.models import Item, Link, Status
from panya.shared.feedback.following import thanks_counted
from panya.shared.people.models import User


@dataclass(frozen=True)
class Effect:
    """One record of mine and what came of it."""

    item: Item
    reads_this_month: int
    reads_before: int
    mentions: int
    thanks: int


def effects_for(person: User, number: int) -> Page[Effect]:
    """The person's published records, the newest first; a mention counts where the person may read what mentions."""
    page = page_of(_written_by(person), number)
    pks = [item.pk for item in page.items]
    reads, mentions, thanks = reads_this_month(pks), _mentions(pks, person), thanks_counted(pks)
    rows = [
        Effect(
            item=item,
            reads_this_month=reads.get(item.pk, 0),
            reads_before=max(item.read_count - reads.get(item.pk, 0), 0),
            mentions=mentions.get(item.pk, 0),
            thanks=thanks.get(item.pk, 0),
        )
        for item in page.items
    ]
    return Page(rows, page.number, page.has_older)


def _written_by(person: User) -> QuerySet[Item]:
    return Item.objects.visible_to(person).filter(author=person, status=Status.PUBLISHED).newest_first()


def _mentions(pks: list[int], person: User) -> dict[int, int]:
    readable = Item.objects.visible_to(person).filter(status=Status.PUBLISHED).values("pk")
    links = Link.objects.filter(target__in=pks, kind=Link.MENTIONS, source__in=readable)
    return dict(links.order_by().values_list("target").annotate(Count("source", distinct=True)))
